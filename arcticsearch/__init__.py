"""Search a folder of scraped web pages: boilerplate stripped, copies folded, offline."""

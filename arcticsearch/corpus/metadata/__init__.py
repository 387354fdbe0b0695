"""What a page says of itself: title, source, date, authors, category and language."""

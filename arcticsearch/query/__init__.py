"""The query language and the tree it is read into. An engine never sees a query string."""

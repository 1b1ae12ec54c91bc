"""The rows that the one search is made of, in the browser."""

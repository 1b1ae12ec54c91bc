"""The published data: tables, files, schemas, what changed, and the page about them."""

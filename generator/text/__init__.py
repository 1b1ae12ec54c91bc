"""Text into Markdown, HTML and XML, templates, and the files that are written."""

"""From content to a site in its place: files, site engine, link check, preview."""

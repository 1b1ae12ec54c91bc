"""A real editor's YAML support, spoken to over the Language Server Protocol."""

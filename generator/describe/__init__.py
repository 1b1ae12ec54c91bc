"""The editors' format, explained to editors and to their programs."""

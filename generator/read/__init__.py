"""From files to typed records: the only step that reads content."""

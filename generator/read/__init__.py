"""From files to typed records: the only step that reads content."""

# The folder of ``content/`` that a program makes of the rest, for editors; it is no content.
SCHEMA_FOLDER = "schema"

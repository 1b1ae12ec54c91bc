"""Sources read again: what is asked for politely, what came of it, and what that says of a record."""

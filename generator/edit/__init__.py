"""Writes what editors keep: fixes what is certain, in one form."""

"""The published miss rate: errors planted into the real content, and how many of them the check reports.

Each case is one change of one record, briefing or place of the copy in ``content/``. An error that nothing
reports is a miss; a correct look-alike that something reports is a false alarm. ``python -m tests.planted``
prints both, ``--write`` keeps the counts in ``miss-rate.yml``.
"""

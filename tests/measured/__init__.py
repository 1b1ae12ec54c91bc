"""How much the checks catch, by errors and sentences that were written without knowing them (``outside``)."""

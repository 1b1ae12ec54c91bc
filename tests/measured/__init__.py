"""How much the checks catch, measured with errors and sentences that were written without knowing them (``outside``)."""

"""Every page: a module each, with its view type next to the function that fills it."""

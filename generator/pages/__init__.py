"""Every page: a module each, with its view type beside the function that fills it."""

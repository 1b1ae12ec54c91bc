"""Feeds: items, RSS, JSON Feed, OPML, and the page that lists them."""

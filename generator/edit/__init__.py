"""What an editor starts from: new files, the next briefing, what a reader reported."""

"""AI Industry Briefing: curated YAML facts in, Markdown pages and feeds out."""

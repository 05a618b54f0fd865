"""Pages for people: templates, styles and scripts, and what puts them together."""

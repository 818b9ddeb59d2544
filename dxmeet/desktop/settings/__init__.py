"""Language, colours, text size, and what this program is."""

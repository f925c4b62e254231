"""What changed lately, for the home pages of those who work in a partnership."""

"""What stands behind a figure: its sum, and for those who may see people, the people (outcomes: Place; section 4)."""

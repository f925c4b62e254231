"""Obviously invented people, drawn from a seed: every run with the same seed and day gives the same population."""

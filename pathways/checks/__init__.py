"""Dated questions: which are asked, of whom, and what the record says of the day (domain: Checks)."""

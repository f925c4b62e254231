"""Contacts and notes about a person: what staff wrote, never changed, with what puts it right."""

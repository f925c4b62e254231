"""Meetings, questions with written responses, and recommendations."""

"""Safeguarding: a concern that somebody may come to harm, whom it falls to, and what was decided."""

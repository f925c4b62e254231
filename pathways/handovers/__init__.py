"""Handovers to partner services: the directory, what is shared, the loop back to whoever sent (domain: Handover)."""

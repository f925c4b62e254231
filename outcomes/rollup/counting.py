"""What every report counts with: the engine's three questions, with the same answers."""

from outcomes.engine import counts, counts_together, stops

__all__ = ["counts", "counts_together", "stops"]

"""The parts of a report beyond its table, each worked out once and controlled last (outcomes: section 4)."""

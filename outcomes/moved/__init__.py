"""Why the number moved: the change of a rate between two reports, in parts that add up (outcomes: section 4)."""

"""Who sees a record: the limits that stand on it, and records opened by break-glass."""

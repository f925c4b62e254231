"""The Community Safety Partnership: its plan, what partners say of themselves, and scrutiny (outcomes: section 5)."""

"""Who holds a person: handing over, and asking to take over."""

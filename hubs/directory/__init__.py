"""The hubs themselves: what is said of each, when it is open, and how far it is."""

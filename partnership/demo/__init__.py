"""The partnership of the demo."""

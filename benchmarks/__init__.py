"""What is claimed about speed is measured here, never in a timed unit test (see docs/operations/speed.md)."""

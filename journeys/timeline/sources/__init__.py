"""The sources of the timeline, one module a storey."""

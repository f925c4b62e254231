"""The pages of pathways, one subject a module."""

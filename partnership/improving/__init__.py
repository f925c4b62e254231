"""Improvement actions: from being planned to what became of them, and what was seen after."""

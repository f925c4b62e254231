"""Rules of pathways that the database itself keeps, and those that are asked before anything is written."""

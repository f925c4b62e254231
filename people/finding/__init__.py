"""Finding people: their lists, and the search that comes before anybody is recorded."""

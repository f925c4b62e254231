"""Documents of a person: what may be kept is judged by content, and files lie outside the web under random names."""

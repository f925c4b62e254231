"""What every page of one person knows: who it is, who holds them, and what is recorded around them, fetched once."""

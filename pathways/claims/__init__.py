"""What stands behind a verification: the lot that decides which claims are drawn, and what looks unusual."""

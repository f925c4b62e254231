"""What measures stand at: from published reports or entered, and how they are rated."""

"""When two records are of one person: found, compared, made one, and what goes along."""

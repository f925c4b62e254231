"""Working on the plan, adopting it, and what each version changed."""

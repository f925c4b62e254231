"""A person's plan: goals, steps, and who does what by when. (domain: Plan)"""

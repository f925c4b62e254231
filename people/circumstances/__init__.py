"""Reading a person's circumstances: cohorts, conditions, who may not meet, and how release dates moved."""

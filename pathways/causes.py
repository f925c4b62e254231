"""What is recorded on pathways and moves things in the storeys above (see `foundation.lifecycle.reactions`)."""

from foundation.lifecycle.reactions import Cause, declare

PLAN_MADE = declare(Cause("plan_made", "A plan is made with a person, or goes on", ("person", "plan")))

"""What a plan still lacks before it can be adopted (Crime and Disorder Act 1998, section 6)."""

from .value import Planned


def what_a_plan_lacks(planned: Planned) -> list[str]:
    """One line for each thing that is missing."""
    if not planned.priorities:
        return ["a priority"]
    return [f"a measure of “{priority.title}”" for priority in planned.priorities if not priority.measures]

"""What pathways do about what is recorded of a person below."""

from .actions.closing import close_pathways


def close_what_stands(*, by, person, died_on) -> None:
    """Every pathway of the person is closed."""
    close_pathways(person, by=by, on=died_on, reason="Died")

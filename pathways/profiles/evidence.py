"""Which milestone a TOP form is the evidence of, and on which pathways forms are filled in."""

from typing import TYPE_CHECKING

from ..kinds import KINDS, Kind, Milestone

if TYPE_CHECKING:
    from ..models import OutcomesProfile

FORM = "top"  # as kinds declare it


def pathway_kinds() -> list[str]:
    """The kinds of pathway whose declaration names the form."""
    return [kind.slug for kind in KINDS.values() if FORM in kind.forms]


def has_forms(kind: Kind) -> bool:
    return FORM in kind.forms


def milestone_of(form: "OutcomesProfile", kind: Kind) -> Milestone | None:
    """The kind's milestone of the form's stage: TOP start, review or exit; None after treatment."""
    slug = f"{FORM}_{form.stage}"
    return next((each for each in kind.milestones if each.slug == slug), None)

"""Accommodation: from the duty to refer to a settled home (domain: Pathways)."""

from dateutil.relativedelta import relativedelta

from .declaration import CheckRule, Kind, Milestone, Standing, StartsFrom

HOUSED = frozenset({"settled", "transient"})


def is_home(spell: Standing) -> bool:
    """A settled or transient code: somewhere to live, for however long."""
    return spell.settledness in HOUSED


def is_settled_or_bridged_release(spell: Standing) -> bool:
    """Settled housing, or somewhere to live on the night of a release."""
    housed_that_night = is_home(spell) and any(map(spell.covers, spell.released_on))
    return spell.settledness == "settled" or housed_that_night


ACCOMMODATION = Kind(
    slug="accommodation",
    title="Accommodation",
    need="accommodation",
    spell_kind="accommodation",
    spell_noun="home",
    achieved_by=is_settled_or_bridged_release,
    milestones=(
        Milestone("duty_to_refer", "Duty-to-refer made"),
        Milestone("application", "Application"),
        Milestone("viewing", "Viewing or assessment"),
        Milestone("offer", "Offer"),
        Milestone("moved_in", "Moved in", always_verified=True, rests_on=is_home),
    ),
    checks=(
        CheckRule("release_night", "Housed on the night of release?", StartsFrom.RELEASE, relativedelta()),
        CheckRule(
            "month_3",
            "In settled accommodation 3 months after release?",
            StartsFrom.RELEASE,
            relativedelta(months=3),
        ),
        CheckRule(
            "month_3",
            "Still in settled accommodation 3 months after moving in?",
            StartsFrom.SPELL,
            relativedelta(months=3),
        ),
    ),
    sustained_by=("month_3",),
)

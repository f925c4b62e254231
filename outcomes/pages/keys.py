"""What names a figure of a report in addresses: each opens into what it is made of (issue: Explain).

A figure of the table is named by its indicator alone.
"""

from django.utils.text import slugify

from foundation.lifecycle.dates import month_start


def of_step(step: str) -> str:
    """A step of the flow."""
    return f"flow-{step}"


def of_day(curve: str, day: int | str) -> str:
    """A day of a curve."""
    return f"{curve}-day-{day}"


def of_hub(name: str) -> str:
    """A hub of the comparison."""
    return f"hub-{slugify(name)}"


def of_mix(name: str) -> str:
    """Whom a hub serves."""
    return f"served-{slugify(name)}"


def of_group(slug: str, grouping: str, group: str) -> str:
    """A group of people, in a figure told by group; without one the group alone."""
    return "-".join(filter(None, (slug, slugify(grouping), slugify(group))))


def of_everybody(slug: str) -> str:
    """All groups of a figure together."""
    return f"{slug}-everybody"


def of_cohort(slug: str) -> str:
    """The latest mature period of an indicator."""
    return f"latest-{slug}"


def of_verdict(slug: str) -> str:
    """What the figures of an indicator allow us to say."""
    return f"verdict-{slug}"


def of_month(month: int) -> str:
    """A month of the reporting triangle."""
    return f"known-{month_start(month):%Y-%m}"


def of_landmark(day: int) -> str:
    """Who had come by a day after release, beside who had not."""
    return f"day-{day}"


EXPECTED = "expected"
OFFENCES, ATTENDANCE = "offences", "attendance"  # the curves

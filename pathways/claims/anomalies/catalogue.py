"""Every rule in the order of the page, and looking with all of them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from foundation.accounts.models import User
from foundation.design.dates import today

from ...models import Explanation, MilestoneClaim
from . import rules
from .declaration import Field, Finding, Rule

LOOKS_BACK = 90  # days

RULES: dict[str, Rule] = {
    rule.slug: rule
    for rule in (
        Rule(
            "many_at_once",
            f"{rules.MANY} or more claims by one person in an hour",
            "Claims written in one go may have been written from memory, or to reach a target.",
            rules.many_at_once,
        ),
        Rule(
            "out_of_hours",
            f"Claimed before {rules.EARLIEST} in the morning, after {rules.LATEST - 12} in the evening or on a Sunday",
            "Hubs are closed then: somebody may have used another person's account.",
            rules.out_of_hours,
        ),
        Rule(
            "back_dated",
            f"Reached more than {rules.LONG_AGO} days before it was claimed",
            "What is claimed long afterwards is hard to check, and moves figures of periods that are over.",
            rules.back_dated,
        ),
        Rule(
            "claimed_at_two_hubs",
            "The same milestone claimed at two hubs",
            "One of the two may count what the other has done.",
            rules.claimed_at_two_hubs,
        ),
        Rule(
            "came_to_two_hubs",
            "At two hubs at the same time",
            "One of the two registers must be wrong.",
            rules.came_to_two_hubs,
        ),
        Rule(
            "same_file",
            "The same file for two people",
            "Evidence of one person may have been used for another, or belongs to neither.",
            rules.same_file,
        ),
    )
}


@dataclass(frozen=True)
class Looked:
    """What was found since a day: not yet explained, and what was found out about the others."""

    since: datetime.date
    open: Sequence[Finding]
    explained: Sequence[tuple[Finding, Explanation]]


def look(user: User, wanted: str = "") -> Looked:
    """Everything unusual of the last 90 days at the hubs whose claims the user verifies; `wanted`: by one rule only."""
    field = _field_of(user)
    asked = [RULES[wanted]] if wanted in RULES else list(RULES.values())
    found = [Finding(rule, each) for rule in asked for each in rules.newest_first(rule.finds(field))]
    known = {
        (each.rule, each.about): each for each in Explanation.objects.visible_to(user).select_related("by")
    }
    still_open = [each for each in found if _key(each) not in known]
    explained = [(each, known[_key(each)]) for each in found if _key(each) in known]
    return Looked(field.since, still_open, explained)


def finding_of(user: User, slug: str, about: int) -> Finding | None:
    """What a rule finds about this key, as far as the user may know of it."""
    rule = RULES.get(slug)
    found = rule.finds(_field_of(user)) if rule else []
    return next((Finding(rule, each) for each in found if each.about == about), None) if rule else None


def _key(finding: Finding) -> tuple[str, int]:
    return finding.rule.slug, finding.found.about


def _field_of(user: User) -> Field:
    since = today() - datetime.timedelta(days=LOOKS_BACK)
    claims = MilestoneClaim.objects.known_to(user).filter(claimed_at__date__gte=since)
    return Field(user, since, claims.order_by("-claimed_at", "-id"))

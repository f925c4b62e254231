"""Every rule in the order of the page, and looking with all of them."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.design.dates import today
from foundation.lifecycle.dates import LONDON

from ...models import Explanation, MilestoneClaim
from . import rules
from .declaration import Field, Finding, Rule

LOOKS_BACK = 90  # days

OUT_OF_HOURS = rules.OfClaims(rules.out_of_hours, rules.say_out_of_hours)
BACK_DATED = rules.OfClaims(rules.back_dated, rules.say_back_dated)
CLAIMED_AT_TWO_HUBS = rules.OfClaims(
    rules.claimed_at_two_hubs, lambda claim: f"Claimed at another hub too, within {rules.TOO_CLOSE} days"
)
SAME_FILE = rules.OfClaims(
    rules.same_file, lambda claim: "The same file is the evidence of a claim about another person"
)
RULES: dict[str, Rule] = {
    rule.slug: rule
    for rule in (
        Rule(
            "many_at_once",
            f"{rules.MANY} or more claims by one person within an hour",
            "Claims written in one go may have been written from memory, or to reach a target.",
            rules.firsts_of_bursts,
            rules.tell_bursts,
        ),
        Rule(
            "out_of_hours",
            f"Claimed before {rules.EARLIEST} in the morning, after {rules.LATEST - 12} in the evening or on a Sunday",
            "Hubs are closed then: somebody may have used another person's account.",
            OUT_OF_HOURS.rows,
            OUT_OF_HOURS.tells,
        ),
        Rule(
            "back_dated",
            f"Reached more than {rules.LONG_AGO} days before it was claimed",
            "What is claimed long afterwards is hard to check, and moves figures of periods that are over.",
            BACK_DATED.rows,
            BACK_DATED.tells,
        ),
        Rule(
            "claimed_at_two_hubs",
            "The same milestone claimed at two hubs",
            "One of the two may count what the other has done.",
            CLAIMED_AT_TWO_HUBS.rows,
            CLAIMED_AT_TWO_HUBS.tells,
        ),
        Rule(
            "came_to_two_hubs",
            "At two hubs at the same time",
            "One of the two registers must be wrong.",
            rules.at_two_hubs,
            rules.tell_two_hubs,
            moment="held_on",
        ),
        Rule(
            "same_file",
            "The same file for two people",
            "Evidence of one person may have been used for another, or belongs to neither.",
            SAME_FILE.rows,
            SAME_FILE.tells,
        ),
    )
}


Key = tuple[str, int]  # of a finding: the rule, and what it is about


class Findings(Sequence[Finding]):
    """What was found, the newest first; only as many are looked for as are taken, and only these said in words."""

    def __init__(self, field: Field, rules: Sequence[Rule], *, explained: bool) -> None:
        self._field, self._rules, self._explained = field, rules, explained

    def __len__(self) -> int:
        return len(self._newest(None))

    def __getitem__(self, wanted):
        if isinstance(wanted, slice):
            return self._told(self._newest(wanted.stop)[wanted])
        return self._told([self._newest(wanted + 1)[wanted]])[0]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self[:])

    def _newest(self, most: int | None) -> list[Key]:
        """The keys of so many, from every rule the newest that may be among them."""
        found = [
            (_at(moment), about, rule.slug)
            for rule in self._rules
            for about, moment in self._rows(rule).values_list("pk", rule.moment)[:most]
        ]
        return [(slug, about) for _, about, slug in sorted(found, reverse=True)[:most]]

    def _rows(self, rule: Rule) -> QuerySet:
        told = (
            Explanation.objects.visible_to(self._field.user).filter(rule=rule.slug).order_by().values("about")
        )
        rows = rule.rows(self._field).order_by(f"-{rule.moment}", "-pk")
        return rows.filter(pk__in=told) if self._explained else rows.exclude(pk__in=told)

    def _told(self, keys: Sequence[Key]) -> list[Finding]:
        by_rule: dict[str, list[int]] = defaultdict(list)
        for slug, about in keys:
            by_rule[slug].append(about)
        told = {
            (slug, found.about): Finding(RULES[slug], found)
            for slug, abouts in by_rule.items()
            for found in RULES[slug].tells(self._field, abouts)
        }
        return [told[key] for key in keys if key in told]  # one may be gone since its key was read


def _at(moment: datetime.date) -> datetime.datetime:
    """The moment; of a day its end, so that what was marked on a day stands before what was claimed on it."""
    if isinstance(moment, datetime.datetime):
        return moment
    return datetime.datetime.combine(moment, datetime.time.max, LONDON)


@dataclass(frozen=True)
class Looked:
    """What was found since a day: what is not yet explained, and what is."""

    since: datetime.date
    open: Findings
    explained: Findings


def look(user: User, wanted: str = "") -> Looked:
    """Everything unusual of the last 90 days at the hubs whose claims the user verifies; `wanted`: by one rule only."""
    field = _field_of(user)
    asked = [RULES[wanted]] if wanted in RULES else list(RULES.values())
    return Looked(
        field.since, Findings(field, asked, explained=False), Findings(field, asked, explained=True)
    )


def explanations_of(user: User, findings: Collection[Finding]) -> dict[Key, Explanation]:
    """What was found out about these, by their keys."""
    abouts = {finding.found.about for finding in findings}
    told = Explanation.objects.visible_to(user).filter(about__in=abouts).select_related("by")
    return {(each.rule, each.about): each for each in told}


def finding_of(user: User, slug: str, about: int) -> Finding | None:
    """What a rule finds about this key, as far as the user may know of it."""
    rule = RULES.get(slug)
    found = rule.tells(_field_of(user), [about]) if rule else []
    return next((Finding(rule, each) for each in found), None) if rule else None


def _field_of(user: User) -> Field:
    since = today() - datetime.timedelta(days=LOOKS_BACK)
    claims = MilestoneClaim.objects.known_to(user).filter(claimed_at__date__gte=since)
    return Field(user, since, claims.order_by("-claimed_at", "-id"))

"""What the record says of the day a check is about: the page proposes it, and somebody answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.design.dates import say_day, today

from .. import standing
from ..kinds import Kind, Standing, StartsFrom
from ..kinds.catalogue import kind_of_check
from ..models import Check, Spell
from .beside import reasons_by_kind

A = Check.Answer


@dataclass(frozen=True)
class Asked:
    """A check as a page shows it: the question in words, and what is on record; `says` is the answer that follows."""

    check: Check
    kind: Kind
    question: str
    on_record: str
    says: str = ""
    scopes: Sequence[str] = ()  # why it can be said to be out of scope

    at_once = ((A.YES, A.YES.label), (A.NO, A.NO.label))

    @property
    def with_more(self) -> list[tuple[str, str]]:
        """The answers that ask one thing more."""
        unknown = (A.UNKNOWN.value, str(A.UNKNOWN.label))
        return [unknown, (A.OUT_OF_SCOPE.value, str(A.OUT_OF_SCOPE.label))] if self.scopes else [unknown]

    @property
    def says_in_words(self) -> str:
        return str(A(self.says).label) if self.says else ""


def asked(checks: Sequence[Check]) -> list[Asked]:
    """Each check with its question and what is on record of its day: five queries, however many."""
    people = {check.person_id for check in checks}
    kinds = {check.name: kind_of_check(check.name) for check in checks}
    spells = list(
        Spell.objects.filter(person__in=people, kind__in={kind.spell_kind for kind in kinds.values()})
    )
    known, released_on = standing.of_spells(spells), standing.release_days(people)
    names = {kind.spell_kind: standing.naming(kind) for kind in kinds.values()}
    found, scopes = [], reasons_by_kind()
    for check in checks:
        kind = kinds[check.name]
        theirs = [
            (spell, known[spell.pk])
            for spell in spells
            if spell.person_id == check.person_id and spell.kind == kind.spell_kind
        ]
        question = _question(check, kind, released_on.get(check.person_id, ()))
        on_record, says = _on_record(check, kind, theirs, names[kind.spell_kind])
        found.append(Asked(check, kind, question, on_record, says, scopes.get(kind.slug, ())))
    return found


def _question(check: Check, kind: Kind, released_on: Iterable[date]) -> str:
    """The words of the rule by which it is asked; of a day that two rules mean, those about the release."""
    rules = [rule for rule in kind.checks if rule.name == check.name]
    for rule in rules:
        if rule.starts_from is StartsFrom.RELEASE and any(
            rule.due_on(day) == check.point_on for day in released_on
        ):
            return rule.question
    return next((rule.question for rule in rules if rule.starts_from is StartsFrom.SPELL), rules[0].question)


def _on_record(
    check: Check, kind: Kind, spells: list[tuple[Spell, Standing]], name: standing.Name
) -> tuple[str, str]:
    """What was so on the day, or last before it, in words; and the answer that follows.

    "" where nothing covers the day: an end on record does not say that nothing came after it.
    """
    day = min(check.point_on, today())
    rule = next(rule for rule in kind.checks if rule.name == check.name)
    begun = [(spell, known) for spell, known in spells if spell.started_on <= day]
    if not begun:
        return f"No {kind.spell_noun} is on record by that day.", ""
    spell, known = max(
        begun,
        key=lambda each: (
            each[1].covers(day),
            kind.means_yes(rule, each[1]),
            each[0].started_on,
            each[0].pk,
        ),
    )
    words = standing.in_words(spell, name)
    if spell.ended_on and not known.covers(day):
        return f"{words}, which ended {say_day(spell.ended_on)}. The record does not say what came after", ""
    return f"{words}, since {say_day(spell.started_on)}", _follows(kind, rule, known)


def _follows(kind: Kind, rule, known: Standing) -> str:
    if known.code == "unavailable":
        return A.OUT_OF_SCOPE
    if known.settledness == "unknown":
        return ""
    return A.YES if kind.means_yes(rule, known) else A.NO

"""Spells as the rules of a kind see them: the class of an accommodation code and the person's releases beside them."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from foundation.design.dates import say_day
from foundation.intake.importers import in_batches
from people.circumstances.custody import stays_of
from people.models import Release

from .kinds import ACCOMMODATION, Kind, Standing, kind_of_spells
from .kinds.declaration import Stay
from .models import AccommodationCode, MilestoneClaim, Pathway, Spell
from .states import ClaimState

Name = Callable[[Spell], str]
FEW = 500  # people named in one statement; of more, all are asked


@dataclass(frozen=True)
class Custody:
    """The days on which a person was released and not recalled at once, and their stays in custody."""

    released_on: frozenset[datetime.date] = frozenset()
    stays: tuple[Stay, ...] = ()


FREE = Custody()


class Codes:
    """The whole accommodation table in memory: what a code says depends on the day."""

    def __init__(self) -> None:
        self._versions: dict[str, list[AccommodationCode]] = defaultdict(list)
        for each in AccommodationCode.objects.order_by("id"):
            self._versions[each.code].append(each)

    def on(self, code: str, day: datetime.date) -> AccommodationCode | None:
        """The code as it stood on a day; None where it was not in use."""
        for each in self._versions.get(code, ()):
            if each.valid_from <= day and (each.valid_until is None or day < each.valid_until):
                return each
        return None

    def in_use_on(self, day: datetime.date) -> set[str]:
        """Every code that a spell can begin with on a day."""
        return {code for code in self._versions if self.on(code, day)}

    def latest(self) -> list[AccommodationCode]:
        """The last version of every code, in the order of the list."""
        return [max(versions, key=lambda each: each.valid_from) for versions in self._versions.values()]


def of_pathway(pathway: Pathway) -> dict[int, Standing]:
    """Every spell of the pathway's kind by its key, as its rules see it."""
    return of_spells(spells_of(pathway))


def spells_of(pathway: Pathway):
    """The person's spells of the pathway's kind, latest first; none for a kind without spells."""
    return Spell.objects.filter(person=pathway.person_id, kind=pathway.declaration.spell_kind)


def of_spells(spells: Iterable[Spell]) -> dict[int, Standing]:
    """Spells by their key: four queries, however many."""
    spells = list(spells)
    doubted = _doubted(Q(spell__in=[spell.pk for spell in spells])) if spells else frozenset()
    housing = [spell for spell in spells if spell.kind == ACCOMMODATION.spell_kind]
    codes = Codes() if housing else None
    custody = custody_of({spell.person_id for spell in spells})
    return {
        spell.pk: _as_ruled(spell, codes, custody.get(spell.person_id, FREE), doubted) for spell in spells
    }


def of_people(people: Iterable[int]) -> dict[tuple[int, str], list[Standing]]:
    """The spells of these people by (person, kind of pathway), first begun first: by sets, for imports."""
    people = set(people)
    found: dict[tuple[int, str], list[Standing]] = defaultdict(list)
    codes, custody = Codes(), custody_of(people)
    doubted = _doubted(Q(person__in=people) if len(people) <= FEW else Q())
    for spell in in_batches(Spell.objects.order_by("started_on"), "person_id", people):
        kind = kind_of_spells(spell.kind).slug
        found[spell.person_id, kind].append(
            _as_ruled(spell, codes, custody.get(spell.person_id, FREE), doubted)
        )
    return found


def custody_of(people: Iterable[int]) -> dict[int, Custody]:
    """Releases and stays of each of these people; temporary release and bail are no release (outcomes: R1)."""
    releases: dict[int, list[Release]] = defaultdict(list)
    counted = Release.objects.filter(kind__in=Release.COUNTED).order_by()
    for release in in_batches(counted, "person_id", people):
        releases[release.person_id].append(release)
    return {person_id: _custody(found) for person_id, found in releases.items()}


def release_days(people: Iterable[int]) -> dict[int, frozenset[datetime.date]]:
    """The days on which each person was released and not recalled at once."""
    return {person_id: custody.released_on for person_id, custody in custody_of(people).items()}


def _custody(releases: list[Release]) -> Custody:
    kept = (
        each.released_on for each in releases if each.released_on and each.released_on != each.recalled_on
    )
    return Custody(frozenset(kept), tuple(stays_of(releases)))


def _doubted(which: Q) -> frozenset[int]:
    """The spells, of those claims, whose milestone a verifier revoked, and that none has verified since.

    A claim that was taken back because the spell was put right says nothing against the spell.
    """
    claims = MilestoneClaim.objects.filter(which, spell__isnull=False).order_by()
    revoked = claims.revoked_by_somebody().values_list("spell", flat=True)
    verified = MilestoneClaim.objects.filter(state=ClaimState.VERIFIED, spell=OuterRef("spell"))
    return frozenset(revoked.filter(~Exists(verified)))


def _as_ruled(spell: Spell, codes: Codes | None, custody: Custody, doubted: frozenset[int]) -> Standing:
    is_home = codes is not None and spell.kind == ACCOMMODATION.spell_kind
    code = codes.on(spell.code, spell.started_on) if codes and is_home else None
    return Standing(
        code=spell.code, started_on=spell.started_on, ended_on=spell.ended_on, end_reason=spell.end_reason,
        settledness=code.settledness if code else "", released_on=custody.released_on,
        is_doubted=spell.pk in doubted, stays=custody.stays, key=spell.pk,
    )  # fmt: skip


def is_in_use(kind: Kind, code: str, day: datetime.date) -> bool:
    """Whether a spell of the kind can begin with this code on a day."""
    if kind.spells is None:
        return False
    if kind.spells.codes:
        return code in kind.spells.codes
    return AccommodationCode.objects.in_use_on(day).filter(code=code).exists()


def choices_of(kind: Kind) -> list:
    """What a form offers as codes: the kind's own, or the accommodation table grouped by class."""
    if kind.spells and kind.spells.codes:
        return list(kind.spells.codes.items())
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in Codes().latest():
        until = f" (until {say_day(each.valid_until)})" if each.valid_until else ""
        groups.setdefault(each.settledness.capitalize(), []).append((each.code, f"{each.label}{until}"))
    return list(groups.items())


def labels_of(kind: Kind) -> dict[str, str]:
    """Every code of the kind in words, as it is called now."""
    if kind.spells and kind.spells.codes:
        return dict(kind.spells.codes)
    return {each.code: each.label for each in Codes().latest()}


def naming(kind: Kind) -> Name:
    """What names the code of a spell of this kind, as it was called on the spell's first day."""
    if kind.spells and kind.spells.codes:
        declared = kind.spells.codes
        return lambda spell: declared.get(spell.code, spell.code)
    listed = Codes()
    return lambda spell: getattr(listed.on(spell.code, spell.started_on), "label", spell.code)


def in_words(spell: Spell, name: Name | None = None) -> str:
    """Employed, Strood Dairy Co-op: one spell in a line; `name` saves a query where many are said."""
    called = (name or naming(kind_of_spells(spell.kind)))(spell)
    return f"{called}, {spell.detail}" if spell.detail else called

"""How alike somebody sought and somebody recorded are, and why. Pure: no database, no scope.

Name by Jaro-Winkler and by sound, date of birth with its usual slips, address, identifiers (domain: Search before
create). Scores are whole numbers from 0 to 100. People move: an address that agrees speaks for two records being of one
person, one that differs does not speak against it.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import JaroWinkler, Levenshtein

from foundation.design.dates import say_day

from .sounds import SHORTEST_PART, plain_letters, sounds_of

SHOWN_FROM = 70
NAME_WEIGHT, BIRTH_WEIGHT, ADDRESS_WEIGHT = 60, 40, 40
NEARLY = 0.88  # of Jaro-Winkler: below this two names share little more than letters
NEARLY_THE_STREET = 0.92  # likewise; a street and its number are longer than a name
SOUNDS_ALIKE = 0.85  # what a name that only sounds the same is worth
MOST_WORDS = 6  # of a name that are looked up; more are a pasted sentence
FIRST_LETTERS = 3  # of a family name: slips of the keyboard come mostly after them
FAMILY_SHARE = 2 / 3  # of a name: the given name makes up the rest
PART_OF_THE_NAME = 0.85  # what letters within a name are worth, where every word is found in one of its names
A_LATER_NAME = 0.95  # what the same family name and a middle name are worth
_JOINED = ("o", "d", "mc", "mac")  # what stands before an apostrophe, and may have been left out


@dataclass(frozen=True)
class Sought:
    """Whom somebody is looking for: any of a name in either order, a date of birth, a CRN, a prison number, a PNC id.

    A postcode and the first line of an address help to tell people apart; alone they find nobody.
    """

    name: str = ""
    date_of_birth: datetime.date | None = None
    crn: str = ""
    prison_number: str = ""
    postcode: str = ""
    street: str = ""
    pnc_id: str = ""

    @classmethod
    def like(cls, person: Any) -> "Sought":
        """Somebody as this person is recorded: who else may it be?"""
        name = f"{person.given_names} {person.family_name}".strip()
        return cls(
            name,
            person.date_of_birth,
            person.crn,
            person.prison_number,
            person.postcode,
            person.street,
            person.pnc_id,
        )

    @property
    def said(self) -> list[tuple[str, str]]:
        """What was asked, as label and words; a name needs no label."""
        asked = (
            ("", self.name),
            ("born", say_day(self.date_of_birth) if self.date_of_birth else ""),
            ("CRN", self.crn),
            ("prison number", self.prison_number),
            ("PNC id", self.pnc_id),
            ("postcode", self.postcode),
        )
        return [(label, words) for label, words in asked if words]

    @property
    def birthdays(self) -> list[datetime.date]:
        """The date of birth, and the one with day and month changed over where that is a date."""
        born = self.date_of_birth
        return [] if born is None else sorted({born, swapped(born) or born})

    @property
    def family_sounds(self) -> set[str]:
        """What the family name may sound like: any beginning and any end of the words, since the order is unknown."""
        words = self.words
        parts = [words[:cut] for cut in range(1, len(words) + 1)] + [words[cut:] for cut in range(len(words))]
        spelt = [" ".join(part) for part in parts]
        joined = [before + word for before in _JOINED for word in {words[0], words[-1]}] if words else []
        return {sound for name in (*spelt, *joined) if (sound := sounds_of(name, "")[0])}

    @property
    def family_starts(self) -> set[str]:
        """How the family name may begin, in the ways of writing capitals; any word may be the family name."""
        starts = {word[:FIRST_LETTERS] for word in self.words if len(word) >= FIRST_LETTERS}
        return {written for start in starts for written in (start, start.title(), start.upper())}

    @property
    def words(self) -> list[str]:
        return plain_letters(self.name.replace(",", " ")).split()[:MOST_WORDS]


@dataclass(frozen=True)
class Match:
    """A person who may be the one sought. `reasons` say what agrees, strongest first."""

    person: Any
    score: int
    is_exact: bool
    reasons: tuple[str, ...]


def best(sought: Sought, people: Iterable[Any]) -> list[Match]:
    """Those alike enough to be shown, the most alike first."""
    found = [match for person in people if (match := compare(sought, person))]
    return sorted(
        found, key=lambda match: (not match.is_exact, -match.score, str(match.person), match.person.pk)
    )


def compare(sought: Sought, person: Any) -> Match | None:
    """None when they are not alike enough to be shown. The same CRN or prison number is always exact."""
    same = _identifiers(sought, person)
    name, name_reason = _name(sought, person) if sought.words else (0.0, "")
    birth, birth_reason = (
        _birth(sought.date_of_birth, person.date_of_birth) if sought.date_of_birth else (0.0, "")
    )
    address, address_reason = _address(sought, person)
    asked = NAME_WEIGHT * bool(sought.words) + BIRTH_WEIGHT * bool(sought.date_of_birth)
    agreed = NAME_WEIGHT * name + BIRTH_WEIGHT * birth
    without = agreed / asked if asked else 0.0
    within = (agreed + ADDRESS_WEIGHT * address) / (asked + ADDRESS_WEIGHT) if asked else 0.0
    score = round(100 * max(without, within))
    if not same and score < SHOWN_FROM:
        return None
    reasons = tuple(reason for reason in (*same, name_reason, birth_reason, address_reason) if reason)
    return Match(person, 100 if same else score, bool(same) or score == 100, reasons)


def swapped(day: datetime.date) -> datetime.date | None:
    """Day and month changed over, where that is a date."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else None


def _identifiers(sought: Sought, person: Any) -> list[str]:
    pairs = (
        (sought.crn, person.crn, "Same CRN"),
        (sought.prison_number, person.prison_number, "Same prison number"),
        (sought.pnc_id, person.pnc_id, "Same PNC id"),
    )
    return [reason for asked, has, reason in pairs if asked and asked == has]


def _name(sought: Sought, person: Any) -> tuple[float, str]:
    """How alike the names are, 0 to 1, and in words. One word may be the family name alone, or the given names."""
    asked = " ".join(sought.words)
    family, given = plain_letters(person.family_name), plain_letters(person.given_names)
    first, *later = given.split() or [""]
    forms = {f"{given} {family}", f"{family} {given}", f"{first} {family}", f"{family} {first}"}
    if len(sought.words) == 1 or not given:
        forms |= {family}
    forms = {form.strip() for form in forms}
    alike = max(_alike(asked, form) for form in forms)
    if alike == 1:
        return 1.0, "Same name"
    if any(asked in (f"{name} {family}", f"{family} {name}") for name in later):
        return A_LATER_NAME, "Same family name and a middle name"
    if _is_part(sought.words, [*given.split(), *family.split()]):
        return max(alike, PART_OF_THE_NAME), "Part of the name"
    alike = max(alike, _alike_by_parts(sought.words, _family_forms(person), [first, *later]))
    if sounds_of(asked, "")[0] in {sounds_of(form, "")[0] for form in forms}:
        return max(alike, SOUNDS_ALIKE), "Name sounds the same"
    return (alike, "Name nearly the same") if alike >= NEARLY else (alike / 2, "")


def _is_part(words: list[str], names: list[str]) -> bool:
    """Each word stands within a name; of fewer than three letters it stands within too many."""
    return all(len(word) >= SHORTEST_PART and any(word in name for name in names) for word in words)


def _family_forms(person: Any) -> list[str]:
    """The family name, and what stands after its apostrophe: O’Marlhurst is also looked for as Marlhurst."""
    written = person.family_name.replace("’", "'")
    return [form for part in {written, written.rpartition("'")[2]} if (form := plain_letters(part))] or [""]


def _alike_by_parts(words: list[str], families: list[str], given_names: list[str]) -> float:
    """The family name alone, at either end of the words, and what is left against the given name most like it."""
    best_yet = max(_alike(" ".join(words), family) for family in families) if len(words) == 1 else 0.0
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        for family, given in ((head, tail), (tail, head)):
            alike = FAMILY_SHARE * max(_alike(family, each) for each in families)
            alike += (1 - FAMILY_SHARE) * max(_alike(given, each) for each in given_names)
            best_yet = max(best_yet, alike)
    return min(best_yet, 0.99)


def _alike(asked: str, form: str) -> float:
    """1 only for the same letters, with or without spaces between them."""
    if asked.replace(" ", "") == form.replace(" ", ""):
        return 1.0
    return min(JaroWinkler.similarity(asked, form), 0.99)


def _birth(asked: datetime.date, has: datetime.date) -> tuple[float, str]:
    if asked == has:
        return 1.0, "Same date of birth"
    if swapped(asked) == has:
        return 0.9, "Day and month of birth changed over"
    if Levenshtein.distance(asked.isoformat(), has.isoformat()) == 1:
        return 0.8, "Date of birth differs by one figure"
    return 0.0, ""


def _address(sought: Sought, person: Any) -> tuple[float, str]:
    """How alike the addresses are, 0 to 1, and in words; a street by its letters, a postcode by its signs."""
    street = _alike(_plain_street(sought.street), _plain_street(person.street)) if sought.street else 0.0
    asked, has = _closed_up(sought.postcode), _closed_up(person.postcode)
    if asked and asked == has:
        return 1.0, "Same address" if street == 1 else "Same postcode"
    if street >= NEARLY_THE_STREET:
        return 1.0, "Same street and number" if street == 1 else "Street nearly the same"
    if asked and has and (Levenshtein.distance(asked, has) == 1 or sorted(asked) == sorted(has)):
        return 0.8, "Postcode nearly the same"
    return 0.0, ""


def _plain_street(street: str) -> str:
    return " ".join(street.casefold().replace(",", " ").split())


def _closed_up(postcode: str) -> str:
    return "".join(postcode.split()).upper()

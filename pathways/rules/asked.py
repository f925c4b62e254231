"""What is asked of a job, home or treatment before anything is written: a sentence for every field at fault."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Min, Q

from foundation.design.dates import day_of, say_day, today
from people.circumstances.custody import stays_of
from people.models import Person, Release

from .. import standing
from ..kinds import Kind, Overlap, SpellRules, Standing
from ..models import Spell
from .told import OfTheRecord

Faults = dict[str, str]
DATED = ("code", "started_on", "ended_on")
MOVED_IN = ("code", "started_on")  # whether somebody moved in, and when


def faults_of(kind: Kind, spell: Spell, wanted: Mapping[str, Any]) -> Faults:
    """What is wrong with a spell as it would be; `spell` is as it stands, or new and without its days.

    wanted: the columns by name, as they would be. A correction that leaves days and code alone is not asked about them.
    """
    rules = kind.spells
    if rules is None:
        return {"code": f"{kind.title} has no dates of this kind."}
    found = _of_what_is_asked(rules, wanted)
    if spell.pk and all(getattr(spell, name) == wanted[name] for name in DATED):
        return found if spell.detail == wanted["detail"] else found | _of_the_same_place(rules, spell, wanted)
    found |= faults_of_days(spell.person, wanted["started_on"], wanted["ended_on"]) | _of_code(kind, wanted)
    if not found:
        found = _of_others(rules, spell, wanted)
    if not found and (spell.pk is None or any(getattr(spell, name) != wanted[name] for name in MOVED_IN)):
        found = _of_custody(rules, spell.person, wanted)
    return found


def faults_of_days(person: Person, started_on: datetime.date, ended_on: datetime.date | None) -> Faults:
    """What is wrong with the days themselves, whatever else is recorded."""
    found = {}
    if started_on > today():
        found["started_on"] = "The first day must be today or earlier. Record it once it has begun."
    elif started_on < person.date_of_birth:
        born = say_day(person.date_of_birth)
        found["started_on"] = OfTheRecord(f"The first day cannot be before the person was born, {born}.")
    elif person.died_on and started_on > person.died_on:
        died = say_day(person.died_on)
        found["started_on"] = OfTheRecord(f"The first day cannot be after the person died, {died}.")
    if ended_on and ended_on <= started_on:
        found["ended_on"] = "The first day it was no longer so must be after the day it began."
    elif ended_on and ended_on > today() + datetime.timedelta(days=1):
        found["ended_on"] = (
            "This day must be tomorrow at the latest. Record the end once the last day has come."
        )
    return found


def _of_code(kind: Kind, wanted: Mapping[str, Any]) -> Faults:
    if standing.is_in_use(kind, wanted["code"], wanted["started_on"]):
        return {}
    if wanted["code"] in standing.labels_of(kind):
        day = say_day(wanted["started_on"])
        return {"code": f"This kind was not in use on {day}. Choose the one that was."}
    return {"code": "Choose one of the kinds listed."}


def _of_what_is_asked(rules: SpellRules, wanted: Mapping[str, Any]) -> Faults:
    """Pay with its period, above nothing; and nothing of what is not asked of a spell like this."""
    found = {}
    standing_so = Standing(wanted["code"], wanted["started_on"])
    if rules.asked_of and not rules.asked_of(standing_so):
        label = rules.codes.get(wanted["code"], "this kind")
        return {
            name: f"Leave this empty: it is not asked of “{label}”." for name in rules.asks if wanted[name]
        }
    if wanted["pay"] is not None and wanted["pay"] <= 0:
        found["pay"] = "The pay must be more than nothing. Leave it empty if it is not known."
    elif wanted["pay"] and not wanted["pay_per"]:
        found["pay_per"] = "Choose what that pay is for: an hour, a week, a month or a year."
    elif wanted["pay_per"] and wanted["pay"] is None:
        found["pay"] = "Enter the pay, or choose no period."
    return found


def _of_others(rules: SpellRules, spell: Spell, wanted: Mapping[str, Any]) -> Faults:
    """The same spell again, or one that has some of these days where a person has one at a time."""
    others = Spell.objects.filter(person=spell.person_id, kind=spell.kind).exclude(pk=spell.pk)
    started_on, ended_on = wanted["started_on"], wanted["ended_on"]
    if rules.overlap == Overlap.ANY:
        return _of_the_same_place(rules, spell, wanted)
    if others.filter(code=wanted["code"], started_on=started_on).exists():
        return {"started_on": OfTheRecord("This is recorded already: the same kind from the same day.")}
    if rules.overlap == Overlap.ONE_OF_A_CODE:
        others = others.filter(code=wanted["code"])
    clashes = others.overlapping(started_on, ended_on)
    if spell.pk:  # days that two merged records both had are put right one after the other
        before = others.overlapping(spell.started_on, spell.ended_on)
        clashes = clashes.exclude(pk__in=before.values("pk"))
    clash = clashes.order_by("started_on").first()
    if clash is None:
        return {}
    until = f"to {say_day(clash.ended_on)}" if clash.ended_on else "with no end yet"
    alone = " of one kind" if rules.overlap == Overlap.ONE_OF_A_CODE else ""
    return {
        "started_on": OfTheRecord(
            f"Another {rules.noun} is recorded from {say_day(clash.started_on)} {until}. "
            f"End or correct that one first: a person has one {rules.noun}{alone} at a time here."
        )
    }


def _of_the_same_place(rules: SpellRules, spell: Spell, wanted: Mapping[str, Any]) -> Faults:
    """Two of a kind may begin on one day where they may overlap, at two places: two jobs at two employers."""
    same = Spell.objects.filter(
        person=spell.person_id, kind=spell.kind, code=wanted["code"], started_on=wanted["started_on"],
        detail__iexact=wanted["detail"].strip(),
    )  # fmt: skip
    if rules.overlap != Overlap.ANY or not same.exclude(pk=spell.pk).exists():
        return {}
    said = "This is recorded already: the same kind from the same day. If it is another one, say under"
    return {"started_on": OfTheRecord(f"{said} “{rules.detail_label}” where it is.")}


def _of_custody(rules: SpellRules, person: Person, wanted: Mapping[str, Any]) -> Faults:
    """Nobody moves in before the release, unless they are out for a while (domain: Release)."""
    code = standing.Codes().on(wanted["code"], wanted["started_on"]) if not rules.codes else None
    begun = Standing(wanted["code"], wanted["started_on"], settledness=code.settledness if code else "")
    if not (rules.outside_only and rules.outside_only(begun)):
        return {}
    stay = _stay_on(person, wanted["started_on"])
    if stay is None:
        return {}
    until = f"until {say_day(stay[1])}" if stay[1] else "and no release is recorded yet"
    return {
        "started_on": OfTheRecord(
            f"The person was in custody on {say_day(wanted['started_on'])}, {until}. Nobody moves in before "
            "the release: correct the day, or record the release or temporary release first."
        )
    }


def _stay_on(person: Person, day: datetime.date) -> tuple | None:
    """The stay in custody that a day falls within, as far as anything says so; on its first day they were out too."""
    releases = list(Release.objects.filter(person=person))
    counted = [each for each in releases if each.kind in Release.COUNTED]
    for since, until in stays_of(counted):
        since = since or _awaited_since(counted)
        if since and since < day and (until is None or day < until):
            return None if _is_out_for_a_while(releases, since, day) else (since, until)
    return None


def _is_out_for_a_while(releases: list[Release], since: datetime.date, day: datetime.date) -> bool:
    """The last temporary release of the stay by that day goes on: no return is recorded, or none before it."""
    temporary = [
        each
        for each in releases
        if each.kind == Release.Kind.TEMPORARY and each.released_on and since <= each.released_on <= day
    ]
    last = max(temporary, key=lambda each: (each.released_on, each.pk), default=None)
    return last is not None and (last.recalled_on is None or day <= last.recalled_on)


def _awaited_since(releases: list[Release]) -> datetime.date | None:
    """With no reception recorded: the day on which a release was first known to be still to come."""
    keys = [each.pk for each in releases]
    said = Release.versions.filter(Q(pk__in=keys) | Q(version_of__in=keys), released_on=None)
    first = said.aggregate(first=Min("recorded_at"))["first"]
    return day_of(first) if first else None

"""Late marks, corrections, new offences, deaths and erasures at random, written as the product writes facts."""

import datetime
import random
from collections.abc import Callable

from foundation.lifecycle import facts
from foundation.lifecycle.fields import unlocked
from hubs.models import Booking
from hubs.states import Mark
from outcomes.periods import Period
from pathways.models import Check, Spell
from people.models import Area, Offence, Person, PersonArea, Release

DAY = datetime.timedelta(days=1)


def change_at_random(count: int, period: Period, *, seed: int = 1) -> int:
    """So many changes, most of them to what the period counts, in a nation; how many were made."""
    chance = random.Random(seed)
    of_period = [period.starts_on, period.ends_on]
    bookings = _some(chance, Booking.objects.filter(held_on__range=of_period), count // 2)
    releases = _some(chance, Release.objects.filter(released_on__range=of_period), count // 4)
    done = 0
    for position, booking in enumerate(bookings):
        done += _mark(chance, booking) if position % 10 else _erase(Booking, booking.pk)
    ways: list[Callable[[random.Random, Release], int]] = [_recall, _offend, _die, _move, _answer, _end_home]
    while done < count:
        done += chance.choice(ways)(chance, chance.choice(releases))
    return done


def put_a_mark_right(period: Period) -> None:
    """Somebody who was marked absent on some day of the period had come late."""
    absent = Booking.objects.filter(
        held_on__range=[period.starts_on, period.ends_on], mark=Mark.DID_NOT_ATTEND, walk_in=False
    )
    with unlocked():
        _correct(absent.order_by("pk")[0], mark=Mark.LATE)


def _some(chance: random.Random, rows, count: int) -> list:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return list(rows.filter(pk__in=chance.sample(keys, min(count, len(keys)))).order_by("pk"))


def _correct(fact, **new) -> int:
    return facts.correct([(fact, new)], by=None)


def _mark(chance: random.Random, booking: Booking) -> int:
    with unlocked():
        return _correct(
            booking, mark=chance.choice([Mark.ATTENDED, Mark.LATE, Mark.DID_NOT_ATTEND]), walk_in=False
        )


def _erase(model, key: int) -> int:
    """The row and what it said before, as an erasure takes them."""
    model.versions.filter(version_of=key)._raw_delete("default")
    return model.versions.filter(pk=key)._raw_delete("default")


def _out(release: Release) -> datetime.date:
    assert release.released_on  # those of the year, so chosen
    return release.released_on


def _recall(chance: random.Random, release: Release) -> int:
    return _correct(release, recalled_on=_out(release) + DAY * chance.randrange(60))


def _offend(chance: random.Random, release: Release) -> int:
    on = _out(release) + DAY * chance.randrange(400)
    facts.record([Offence(person_id=release.person_id, offence_on=on, disposed_on=on + 90 * DAY)], by=None)
    return 1


def _die(chance: random.Random, release: Release) -> int:
    person = Person.objects.get(pk=release.person_id)
    return _correct(person, died_on=_out(release) + DAY * chance.randrange(200))


def _move(chance: random.Random, release: Release) -> int:
    first = PersonArea.objects.filter(person=release.person_id, since=None).first()
    return _correct(first, area=chance.choice(Area.objects.order_by("pk"))) if first else 0


def _answer(chance: random.Random, release: Release) -> int:
    check = Check.objects.filter(person=release.person_id).order_by("pk").first()
    if check is None or not check.answer:
        return 0
    return _correct(check, answer=chance.choice(["yes", "no", "unknown"]), reason="")


def _end_home(chance: random.Random, release: Release) -> int:
    home = Spell.objects.filter(
        person=release.person_id, kind=Spell.Kind.ACCOMMODATION, ended_on=None
    ).first()
    return _erase(Spell, home.pk) if home and not home.claims.exists() else 0

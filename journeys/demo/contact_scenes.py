"""What staff wrote about people: contacts, tries, notes, one put right; and two safeguarding concerns."""

import datetime
import random
from typing import Any

from django.utils import timezone

from people import actions as people
from people.models import Note, Person
from referrals.models import Referral
from referrals.states import ReferralState as S

from .lives import DAY
from .world import World

SAID = (
    ("phone", "Work and learning", "Upset about the job, wants warehouse work again"),
    ("meeting", "Home", "Brought the letter of the housing officer; the viewing is next week"),
    ("text", "Attendance", "Sends word that the bus is late on Tuesdays"),
    ("visit", "How they are", "Well, eats properly, sees the children on Sundays"),
    ("phone", "Money, benefits and identity", "First payment of Universal Credit came"),
)
SEEN: tuple[dict[str, Any], ...] = (
    {"whom": "child", "text": "Says that the flat has had no heating for a week, and the little one coughs"},
    {"whom": "person", "text": "Says that a neighbour takes their money on the day it comes"},
)
_SUPPORTED = (S.ACCEPTED, S.STARTED, S.ON_HOLD)


def contacts(world: World) -> None:
    """A few for everybody supported at Chatham, the latest a few days old; one in five nobody could be reached."""
    hand = random.Random(world.today.toordinal())
    rosa, rows = world.staff["Rosa Delgado"], []
    for referral in _at_chatham():
        for number in range(hand.randint(1, 4)):
            how, about, text = hand.choice(SAID)
            reached = hand.random() > 0.2
            day = world.today - (9 * number + hand.randint(1, 8)) * DAY
            rows.append(
                Note(
                    person=referral.person, team=referral.hub.team, written_by=rosa, how=how, with_whom="person",
                    was_reached=reached, about=about, text=text if reached else "", on_day=day,
                    at_time=datetime.time(hand.randint(9, 16), hand.choice((0, 10, 25, 40))),
                    written_at=timezone.make_aware(datetime.datetime.combine(day, datetime.time(17))),
                )
            )  # fmt: skip
    Note.objects.bulk_create(rows)


def correction(world: World) -> None:
    """One call turned out to be a visit."""
    note = Note.objects.filter(how="phone", was_reached=True).select_related("person", "team").first()
    if note:
        said = {name: getattr(note, name) for name in ("with_whom", "on_day", "at_time", "text", "about")}
        people.correct_note(
            note, by=world.staff["Rosa Delgado"], why="It was a visit at home, not a call", is_sensitive=False,
            how="visit", was_reached=True, **said,
        )  # fmt: skip


def safeguarding(world: World) -> None:
    """Two are raised at Chatham; the first is decided."""
    rosa, helen = world.staff["Rosa Delgado"], world.staff["Helen Ashworthy"]
    seen = set(Person.objects.visible_to(rosa).values_list("pk", flat=True))
    known = [referral for referral in _at_chatham(S.STARTED) if referral.person_id in seen]
    for number, referral in enumerate(known[:2]):
        concern = people.raise_safeguarding(
            referral.person, by=rosa, seen_on=world.today - DAY, **SEEN[number]
        )  # fmt: skip
        if number == 0:
            said = "Rang children’s social care at 10.15; they visit this afternoon."
            people.decide_safeguarding(concern, by=helen, outcome="child_care", decision=said)


def _at_chatham(*states: S) -> list[Referral]:
    found = Referral.objects.filter(hub__name="Chatham", state__in=states or _SUPPORTED, person__died_on=None)
    return list(found.select_related("person", "hub__team").order_by("pk"))


SCENES = (contacts, correction, safeguarding)

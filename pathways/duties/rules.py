"""What may be said of a duty-to-refer: each rule once, asked by the form and again by the action."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.design.dates import say_day, today
from people.models import Person
from people.rules import Problems, says_nothing, says_too_much

from ..handovers.rules import of_duty_answer

if TYPE_CHECKING:
    from ..models import DutyToRefer

LONGEST = 120  # characters, of the authority and of the outcome


@dataclass(frozen=True)
class Said:
    """What is written of one: made on, authority, its answer, and what came of it."""

    made_on: datetime.date
    authority: str
    answer: str = ""
    answered_on: datetime.date | None = None
    owed: str = ""
    because: str = ""
    outcome: str = ""
    outcome_on: datetime.date | None = None


def of_duty_made(person: Person, said: Said, *, former: "DutyToRefer | None" = None) -> Problems:
    """Days in their order and not ahead, an authority, an answer with what goes with it, an outcome with its day."""
    is_asked = former is None or former.made_on != said.made_on
    found = _of_day(person, said.made_on) if is_asked else {}
    if says_nothing(said.authority):
        found["authority"] = "Name the housing authority."
    elif wrong := says_too_much(said.authority, LONGEST):
        found["authority"] = wrong
    elif not found and _is_known(person, said, former):
        found["made_on"] = (
            "A duty-to-refer to this authority is recorded for this day already. Open that one."
        )
    return found | _of_answer(said) | _of_outcome(said)


def _of_day(person: Person, made_on: datetime.date) -> Problems:
    """Asked when it is written and when it changes: a life that is put right later stops no answer."""
    if made_on > today():
        return {"made_on": "This day has not come yet. Record it once it is made."}
    if made_on < person.date_of_birth:
        born = say_day(person.date_of_birth)
        return {"made_on": f"This is before the person was born, on {born}. Check the date."}
    if person.died_on and made_on > person.died_on:
        return {"made_on": f"This is after the person died, on {say_day(person.died_on)}. Check the date."}
    return {}


def _of_answer(said: Said) -> Problems:
    if not said.answer:
        given = {"answered_on": said.answered_on, "owed": said.owed, "because": said.because.strip()}
        return {name: "Say first whether it was accepted." for name, value in given.items() if value}
    found = of_duty_answer(answer=said.answer, owed=said.owed, reason=said.because)
    found = {("because" if name == "reason" else name): text for name, text in found.items()}
    if said.answered_on is None:
        found["answered_on"] = "Enter the day of the answer."
    elif wrong := _of_later_day(said.answered_on, said.made_on):
        found["answered_on"] = wrong
    return found


def _of_outcome(said: Said) -> Problems:
    if not said.outcome.strip():
        return {"outcome": "Say what came of it, or leave out its day."} if said.outcome_on else {}
    if wrong := says_too_much(said.outcome, LONGEST):
        return {"outcome": wrong}
    if said.outcome_on is None:
        return {"outcome_on": "Enter the day of the outcome."}
    wrong = _of_later_day(said.outcome_on, said.made_on)
    return {"outcome_on": wrong} if wrong else {}


def _of_later_day(day: datetime.date, made_on: datetime.date) -> str:
    if day > today():
        return "This day has not come yet."
    return f"This is before it was made, on {say_day(made_on)}. Check the date." if day < made_on else ""


def _is_known(person: Person, said: Said, former: "DutyToRefer | None") -> bool:
    same = person.duties_to_refer.filter(
        superseded_at=None, authority__iexact=said.authority.strip(), made_on=said.made_on
    )
    return (same.exclude(pk=former.pk) if former else same).exists()

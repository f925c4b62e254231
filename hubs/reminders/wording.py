"""What a person is written: a first name and a time, nothing else (domain: Reminders).

No hub, no activity, no surname, nobody's name who works there: whoever picks the telephone up learns nothing more. The
coming times are told with what the person said they would do, in the words of the plan that they carry about.
"""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from people.models import Person

from ..models import Reminder, ReminderWish

Occasion = Reminder.Occasion
_LINES = {
    Occasion.DAY_BEFORE: "{name}, see you tomorrow at {time}.",
    Occasion.MORNING: "{name}, see you today at {time}.",
    Occasion.MOVED: "{name}, see you on {day} at {time}.",
    Occasion.OFF: "{name}, {day} at {time} is off.",
}
_STOP = {
    ReminderWish.Channel.TEXT: " Reply STOP to get no more of these.",
    ReminderWish.Channel.EMAIL: " To get no more of these, tell us when we meet.",
}
SUBJECT = "Reminder"
TWO_TEXTS = 306  # letters
_PLAIN = str.maketrans("‘’“”–—", "''\"\"--")


def said(occasion: str, *, given_names: str, starts_at: datetime.datetime, channel: str) -> str:
    """Sam, see you tomorrow at 10.00. Reply STOP to get no more of these."""
    local = timezone.localtime(starts_at)
    line = _LINES[Occasion(occasion)].format(
        name=_first(given_names),
        time=f"{local.hour}.{local:%M}",
        day=f"{local:%A} {local.day} {local:%B}",
    )
    return line + _STOP[ReminderWish.Channel(channel)]


def times_said(
    *, given_names: str, times: Iterable[datetime.datetime], channel: str, steps: Iterable[str] = ()
) -> str:
    """Sam, your next times: Thu 4 June 10.00, Tue 9 June 14.00. To do: get a bank card. Reply STOP to get no more of
    these.

    As many steps, from the first, as leave it within two texts.
    """
    told = [timezone.localtime(each) for each in times]
    listed = ", ".join(f"{each:%a} {each.day} {each:%B} {each.hour}.{each:%M}" for each in told)
    said, stop = f"{_first(given_names)}, your next times: {listed}.", _STOP[ReminderWish.Channel(channel)]
    for number, step in enumerate(steps):
        longer = f"{said[:-1]}; {_plain(step)}." if number else f"{said} To do: {_plain(step)}."
        if len(longer + stop) > TWO_TEXTS:
            break
        said = longer
    return said + stop


def _plain(step: str) -> str:
    """Within a sentence. A curly quotation mark would make a text of 160 letters one of 70."""
    plain = step.strip().rstrip(".").translate(_PLAIN)
    return plain[:1].lower() + plain[1:]


def example(person: Person) -> str:
    """What this person would read by text on the day before."""
    at = timezone.localtime().replace(hour=10, minute=0)
    return said(
        Occasion.DAY_BEFORE,
        given_names=person.given_names,
        starts_at=at,
        channel=ReminderWish.Channel.TEXT,
    )


def _first(given_names: str) -> str:
    return next(iter(given_names.split()), "Hello")

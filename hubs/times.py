"""Times of day as people write them, and the moments they mean on a London clock."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone

EXAMPLE = "For example, 9.30 or 14.00"
_WRITTEN = re.compile(r"([0-9]{1,2})(?:[.:]?([0-9]{2}))?\s*(am|pm)?")


def read_time(text: str) -> datetime.time:
    """The time of day that somebody typed: 9.30, 14:00, 0930, 2pm, 2.30 pm.

    Raises ValidationError in plain words for what is no time.
    """
    match = _WRITTEN.fullmatch(text.strip().lower())
    if not match:
        raise ValidationError("Enter a time like 9.30 or 14.00.", code="invalid")
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        raise ValidationError("With am or pm the hour is from 1 to 12.", code="invalid")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise ValidationError(
            "A day has 24 hours of 60 minutes. Enter a time like 9.30 or 14.00.", code="invalid"
        )
    return datetime.time(hour, minute)


def moment_on(day: datetime.date, at: datetime.time) -> datetime.datetime:
    """The moment of a London day and time; where the hour comes twice in autumn, the first one.

    Raises ValidationError for a time that the spring night leaps over. (interface: Rules 8)
    """
    london = timezone.get_default_timezone()
    moment = datetime.datetime.combine(day, at, tzinfo=london).replace(fold=0)
    there_and_back = moment.astimezone(datetime.UTC).astimezone(london)
    if there_and_back.time() != at:
        raise ValidationError(
            "The clocks go forward that night: there is no %(time)s. Choose a time before 1.00 or from 2.00.",
            code="no_such_time",
            params={"time": f"{at.hour}.{at.minute:02}"},
        )
    return moment.astimezone(datetime.UTC)

"""The days and the address that the tests of reminders speak of."""

import datetime
import zoneinfo

from hubs.timetable.single import Wanted

LONDON = zoneinfo.ZoneInfo("Europe/London")


NUMBER = "07700900456"


CANARY = "canary.quillfeather@example.org"


def at(day, hour, minute=0):
    return datetime.datetime(2026, 6, day, hour, minute, tzinfo=LONDON)


TOMORROW = "Sam, see you tomorrow at 10.00. Reply STOP to get no more of these."


TODAY = "Sam, see you today at 10.00. Reply STOP to get no more of these."


# --- a session that moves or is off


def changed(session, **changes):
    return Wanted(**{name: getattr(session, name) for name in Wanted._fields} | changes)

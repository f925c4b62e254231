"""Rules of recurrence: what is refused, which days come of them, and how they are said."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubs.timetable import recurrence, wording
from hubs.timetable.recurrence import RuleRefused

FIRST = datetime.date(2026, 11, 2)  # a Monday


@pytest.mark.parametrize(
    "text",
    [
        "", "every Monday", "FREQ=", "FREQ=HOURLY", "FREQ=SECONDLY", "FREQ=WEEKLY;BYHOUR=3", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;BYMONTHDAY=30", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=53", "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTH=13", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=6MO", "FREQ=WEEKLY\nFREQ=DAILY",
        "FREQ=WEEKLY;UNTIL=soon", "FREQ=WEEKLY;COUNT=many", "FREQ=YEARLY;BYWEEKNO=20",
    ],
)  # fmt: skip
def test_what_is_no_rule_of_a_timetable_is_refused_in_words(text):
    with pytest.raises(RuleRefused, match=r"\w+ .+\."):
        recurrence.read(text, FIRST)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (recurrence.weekly(["MO", "TH"]), "every week on Monday and Thursday"),
        (recurrence.weekly(["FR"], every=2), "every 2 weeks on Friday"),
        (recurrence.monthly(1, "TU"), "every month on the first Tuesday"),
        (recurrence.monthly(-1, "FR"), "every month on the last Friday"),
        ("RRULE:FREQ=WEEKLY", "every week on Monday"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "every month on the 15th and the last day"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month on Friday when it is the 13th"),
        ("FREQ=YEARLY", "every year on the 2nd in November"),
        ("FREQ=YEARLY;BYMONTH=3,6;BYDAY=1MO", "every year on the first Monday in March and June"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
            "every month on Monday and Tuesday, only the last of these days",
        ),
    ],
)
def test_a_rule_is_said_in_plain_words(text, said):
    assert wording.words(recurrence.read(text, FIRST).text) == said


@pytest.mark.parametrize("end", ["COUNT=3", "UNTIL=20261116", "UNTIL=20261116T235959Z"])
def test_an_end_within_the_text_becomes_the_last_day_beside_it(end):
    kept = recurrence.read(f"FREQ=WEEKLY;{end}", FIRST)
    assert kept == ("FREQ=WEEKLY;BYDAY=MO", datetime.date(2026, 11, 16))


def test_every_second_week_stays_the_same_second_week_when_counted_from_a_later_day():
    text = recurrence.weekly(["MO", "TH"], every=2)
    whole = recurrence.some_days(text, FIRST, None, 20)
    later = recurrence.first_from(text, FIRST, datetime.date(2026, 12, 1))
    assert recurrence.some_days(text, later, None, 5) == [day for day in whole if day >= later][:5]


SOME_DAYS = st.lists(st.sampled_from(recurrence.DAYS), min_size=1, unique=True)
RULES = st.one_of(
    st.builds(recurrence.weekly, SOME_DAYS, every=st.integers(1, 4)),
    st.builds(recurrence.monthly, st.sampled_from([1, 2, 3, 4, -1]), st.sampled_from(recurrence.DAYS)),
)


@given(RULES, st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)))
def test_whatever_the_form_can_say_is_kept_as_it_is_said_in_words_and_comes_round(text, first_on):
    assert recurrence.read(text, first_on) == (text, None)
    assert wording.words(text).startswith("every ")
    found = recurrence.some_days(text, first_on, None, 10)
    assert found == sorted(set(found))
    assert found[0] >= first_on
    names = {recurrence.DAYS.index(part[-2:]) for part in recurrence.parts_of(text)["BYDAY"].split(",")}
    assert {day.weekday() for day in found} <= names

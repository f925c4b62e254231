"""Eight tries of one mark at once, and eight marks at once: one row, one answer. (trust: 15)"""

import uuid
from functools import partial

import pytest

from foundation.lifecycle.models import Event
from hubs import actions as hubs
from hubs.models import Booking, SentMark
from hubs.register.entries import MarksClash
from hubs.register.sent import SentEntry
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
WRITERS = 8


def test_eight_tries_under_one_key_give_one_version_and_one_answer(session, booked, worker):
    (booking,) = booked()
    sent = SentEntry(key=uuid.uuid4(), booking=booking.uuid, seen=0, says={"mark": "late"})
    found = at_once(*[partial(hubs.send_mark, session, sent, by=worker)] * WRITERS)
    assert all(isinstance(each, dict) for each in found), found
    assert len({repr(sorted(each.items())) for each in found}) == 1
    assert Booking.versions.filter(version_of=booking).count() == 1
    assert Event.objects.filter(what="marked", subject_id=booking.pk).count() == SentMark.objects.count() == 1


def test_of_eight_keys_with_different_marks_one_is_saved_and_the_others_are_shown_it(
    session, booked, worker, colleague
):
    (booking,) = booked()
    marks = ["attended", "late", "left_early", "did_not_attend"] * 2
    found = at_once(
        *(
            partial(
                hubs.send_mark,
                session,
                SentEntry(
                    key=uuid.uuid4(), booking=booking.uuid, seen=0, says={"mark": mark, "note": f"{place}"}
                ),
                by=(worker, colleague)[place % 2],
            )
            for place, mark in enumerate(marks)
        )
    )
    assert [type(each) for each in found].count(MarksClash) == WRITERS - 1, found
    assert Event.objects.filter(what="marked", subject_id=booking.pk).count() == SentMark.objects.count() == 1


def test_eight_marks_of_eight_people_at_once_are_all_saved(session, booked, worker):
    bookings = booked(WRITERS)
    found = at_once(
        *(
            partial(
                hubs.send_mark,
                session,
                SentEntry(key=uuid.uuid4(), booking=booking.uuid, seen=0, says={"mark": "attended"}),
                by=worker,
            )
            for booking in bookings
        )
    )
    assert all(isinstance(each, dict) for each in found), found
    assert Booking.objects.filter(session=session, mark="attended").count() == WRITERS
    assert Event.objects.filter(what="open").count() == 1

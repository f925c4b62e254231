"""Whose the days of a wait were, and that they always add up (product: 8; outcomes: F3)."""

import datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from foundation.lifecycle import events
from foundation.lifecycle.facts import Moment
from foundation.lifecycle.working_days import working_days_between
from people.circumstances.custody import stays_of
from people.models import Release
from referrals import waits
from referrals.models import Referral
from referrals.waits import Course, Span, Split, split
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import ReferralFactory, TransferFactory
from tests.referrals import scene

MONDAY = datetime.date(2026, 6, 1)
TODAY = datetime.date(2026, 7, 1)


def on(day):
    """A day of June 2026; the 1st, 8th, 15th, 22nd and 29th are Mondays."""
    return datetime.date(2026, 6, day)


def noon(day):
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)


def a_span(ends=30, accepted=None):
    return Span(1, 1, 1, MONDAY, on(ends), accepted and on(accepted))


# The rule


def test_before_acceptance_the_days_are_the_hubs():
    assert split(a_span(ends=12), Course()) == Split(hub=9)


def test_a_wait_that_ends_on_its_first_day_has_no_days():
    assert split(a_span(ends=1), Course()) == Split()


def test_the_day_of_a_question_is_the_hubs_and_the_day_of_the_answer_the_referrers():
    course = Course(asked=[(on(3), on(8))])
    assert split(a_span(ends=12), course) == Split(hub=6, referrer=3)


def test_custody_counts_from_acceptance_to_the_day_of_release():
    course = Course(inside=[(None, on(15))])
    assert split(a_span(ends=19, accepted=5), course) == Split(hub=8, custody=6)


def test_while_the_hub_decides_custody_is_no_excuse():
    assert split(a_span(ends=12), Course(inside=[(None, None)])) == Split(hub=9)


def test_after_a_missed_session_the_days_are_the_persons():
    assert split(a_span(ends=19, accepted=5), Course(missed_on=on(10))) == Split(hub=7, person=7)


def test_a_hold_is_the_persons_outside_and_custodys_inside():
    held = [(on(8), on(15))]
    assert split(a_span(ends=19, accepted=5), Course(held=held)) == Split(hub=9, person=5)
    inside = Course(held=held, inside=[(on(8), on(15))])
    assert split(a_span(ends=19, accepted=5), inside) == Split(hub=9, custody=5)


def test_a_bank_holiday_is_nobodys():
    span = Span(1, 1, 1, datetime.date(2026, 4, 2), datetime.date(2026, 4, 7))  # over Easter
    assert split(span, Course()) == Split(hub=1)


DAY = st.dates(datetime.date(2025, 12, 1), datetime.date(2026, 12, 31))
STRETCHES = st.lists(st.tuples(st.none() | DAY, st.none() | DAY), max_size=4)


@given(
    submitted=DAY,
    length=st.integers(0, 400),
    accepted=st.none() | DAY,
    course=st.builds(Course, STRETCHES, STRETCHES, STRETCHES, st.none() | DAY),
)
def test_the_parts_add_up_to_the_working_days_of_the_wait(submitted, length, accepted, course):
    ends = submitted + datetime.timedelta(days=length)
    found = split(Span(1, 1, 1, submitted, ends, accepted), course)
    assert found.total == working_days_between(submitted, ends)
    assert all(days >= 0 for days in found.parts.values())


# Custody read from releases


def release(out=None, *, expected=None, received=None, recalled=None):
    return Release(released_on=out, expected_on=expected, received_on=received, recalled_on=recalled)


def test_without_a_release_nobody_was_inside():
    assert stays_of([]) == []


def test_somebody_never_received_was_inside_all_along_until_release():
    assert stays_of([release(on(10))]) == [(None, on(10))]


def test_a_release_to_come_leaves_the_stay_open():
    assert stays_of([release(expected=on(20), received=on(2))]) == [(on(2), None)]


def test_a_recall_begins_a_stay_that_the_next_release_ends():
    first, second = release(on(1), recalled=on(5)), release(on(20))
    assert stays_of([second, first]) == [(None, on(1)), (on(5), on(20))]
    assert stays_of([first]) == [(None, on(1)), (on(5), None)]


def test_somebody_recalled_on_the_day_of_release_stays_inside():
    assert stays_of([release(on(5), recalled=on(5))]) == [(None, on(5)), (on(5), None)]


# One referral, from its records


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_first_of_july():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


def a_referral(state="accepted", accepted=5, **about):
    decided = {"decided_at": noon(on(accepted))} if accepted else {}
    return ReferralFactory(state=state, submitted_at=noon(MONDAY), **decided | about)


def happened(referral, day, from_state, to_state):
    events.write(
        [events.entry(referral, "moved", by=None, at=noon(day), from_state=from_state, to_state=to_state)]
    )


def booked(referral, day, mark, hub=None):
    session = SessionFactory(hub=hub or referral.hub, state="recorded", starts_at=noon(day))
    return BookingFactory(session=session, person=referral.person, mark=mark)


def test_a_draft_has_no_wait():
    with pytest.raises(ValueError, match="not submitted"):
        waits.attribution(ReferralFactory(state="draft"))
    assert waits.panel(ReferralFactory(state="draft")) is None


def test_a_void_referral_says_nothing_of_its_wait():
    assert waits.panel(a_referral("entered_in_error", accepted=None)) is None


def test_an_open_wait_runs_to_today():
    assert waits.attribution(a_referral("submitted", accepted=None)) == Split(hub=22)


def test_the_first_session_ends_the_wait():
    referral = a_referral()
    for day in (on(12), on(19)):
        booked(referral, day, "attended")
    assert waits.attribution(referral) == Split(hub=9)


def test_a_session_of_another_hub_does_not_end_it():
    referral = a_referral()
    booked(referral, on(12), "attended", hub=HubFactory())
    assert waits.attribution(referral).total == 22


def test_a_session_of_the_hub_that_handed_over_does():
    referral, former = a_referral(), HubFactory()
    TransferFactory(referral=referral, from_hub=former, to_hub=referral.hub, state="agreed")
    booked(referral, on(12), "attended", hub=former)
    assert waits.attribution(referral).total == 9


def test_a_transfer_not_yet_agreed_at_the_moment_of_a_report_is_not_known_to_it():
    referral, former = a_referral(), HubFactory()
    TransferFactory(
        referral=referral, from_hub=former, to_hub=referral.hub, state="agreed", agreed_at=noon(on(24))
    )
    booked(referral, on(12), "did_not_attend", hub=former)
    span = Span(referral.pk, referral.person_id, referral.hub_id, MONDAY, on(22), on(5))
    rows = Referral.objects.all()
    then, now = Moment(on(22), noon(on(23))), Moment(on(22))
    assert waits.split_each([span], rows, then)[referral.pk].person == 0
    assert waits.split_each([span], rows, now)[referral.pk].person == 6


def test_a_refusal_ends_the_wait():
    assert waits.attribution(a_referral("declined", accepted=5)) == Split(hub=4)


def test_questions_holds_custody_and_absence_are_read_from_the_records():
    referral = a_referral(accepted=9)
    happened(referral, on(3), "in_review", "information_requested")
    happened(referral, on(5), "information_requested", "in_review")
    happened(referral, on(18), "accepted", "on_hold")
    happened(referral, on(22), "on_hold", "accepted")
    ReleaseFactory(person=referral.person, released_on=on(15))
    booked(referral, on(25), "did_not_attend")
    # 2-3 hub, 4-5 referrer, 8-9 hub, 10-15 custody, 16-18 hub, 19 and 22 held, 23-25 hub, 26 to 1 July person
    assert waits.attribution(referral) == Split(referrer=2, hub=10, custody=4, person=6)


def test_a_review_while_on_hold_does_not_end_the_hold():
    referral = a_referral("on_hold")
    happened(referral, on(8), "accepted", "on_hold")
    happened(referral, on(15), "on_hold", "on_hold")
    assert waits.attribution(referral) == Split(hub=5, person=17)


def test_a_session_missed_before_acceptance_is_not_held_against_the_person():
    referral = a_referral(accepted=9)
    booked(referral, on(3), "did_not_attend")
    assert waits.attribution(referral).person == 0


def test_many_waits_are_split_in_as_many_queries_as_one(django_assert_num_queries):
    for size in (1, 12):
        for _ in range(size):
            booked(a_referral(), on(12), "did_not_attend")
        rows = Referral.objects.all()
        spans = [Span(row.pk, row.person_id, row.hub_id, MONDAY, TODAY, on(5)) for row in rows]
        with django_assert_num_queries(4):
            assert len(waits.split_each(spans, rows, Moment(TODAY))) == len(spans)


def test_the_panel_says_how_long_and_whose():
    referral = a_referral()
    said = waits.panel(referral)
    assert said["words"] == "22 working days since submission; no session attended yet."
    assert dict(said["rows"]) == {"Hub": 22, "Referrer": 0, "Custody": 0, "Person": 0}
    booked(referral, on(12), "attended")
    assert (
        waits.panel(referral)["words"]
        == "9 working days from submission to the first session, on 12 June 2026."
    )


def test_the_machine_itself_leaves_events_the_split_can_read(referrer, hub, worker):
    from referrals import actions

    with time_machine.travel(noon(on(3))):
        referral = scene.a_referral("in_review", hub=hub, referrer=referrer, submitted_at=noon(MONDAY))
        actions.request_information(referral, by=worker, questions=["Is there an address?"])
    with time_machine.travel(noon(on(8))):
        (question,) = referral.questions.all()
        actions.provide_information(referral, by=referrer, answers={question.pk: "Yes, from Monday"})
    assert waits.attribution(referral) == Split(hub=19, referrer=3)

"""T1: a joint meeting before release and contact within 28 days after, day by day (outcomes: section 1)."""

import datetime

import pytest

from tests.factories.hubs import BookingFactory, HubFactory, InductionFactory, SessionFactory
from tests.factories.people import PrisonFactory
from tests.factories.referrals import HubContactFactory, JointMeetingFactory
from tests.outcomes.scenes import RELEASED, a_line, later, living_in, parts, referred, released

T1 = "through-the-gate"


@pytest.fixture
def hub():
    return HubFactory(name="Chatham")


@pytest.fixture
def referral(person, hub):
    """Accepted 20 days before the release of 1 March 2023."""
    released(person)
    return accepted(person, hub, later(-20))


def accepted(person, hub, on, state="accepted", **about):
    at = datetime.datetime(on.year, on.month, on.day, 12, tzinfo=datetime.UTC)
    return referred(person, hub, on, state=state, decided_at=at, **about)


def met(referral, day=-5, **about):
    return JointMeetingFactory(referral=referral, held_on=later(day), **about)


def reached(referral, day=3):
    return HubContactFactory(referral=referral, made_on=later(day))


# Who counts


def test_without_a_referral_nobody_counts(person):
    released(person)
    assert parts(T1) == {}


@pytest.mark.parametrize(("day", "counted"), [(-1, {"non_event": 1}), (0, {}), (1, {})])
def test_only_a_referral_accepted_before_the_day_of_release_counts(person, hub, day, counted):
    released(person)
    accepted(person, hub, later(day))
    assert parts(T1) == counted


@pytest.mark.parametrize("state", ["submitted", "waiting", "declined"])
def test_a_referral_that_was_not_accepted_does_not_count(person, hub, state):
    released(person)
    referred(person, hub, later(-20), state=state)
    assert parts(T1) == {}


@pytest.mark.parametrize(("day", "counted"), [(-1, {}), (0, {}), (1, {"non_event": 1})])
def test_a_referral_that_ended_by_the_release_does_not_count(person, hub, day, counted):
    released(person)
    accepted(person, hub, later(-20), state="withdrawn", decision="accepted", ended_on=later(day))
    assert parts(T1) == counted


def test_a_referral_in_error_never_was_one(person, hub):
    released(person)
    accepted(person, hub, later(-20), state="entered_in_error", decision="accepted")
    assert parts(T1) == {}


# What counts


def test_meeting_and_contact_are_both_needed(referral):
    assert parts(T1) == {"non_event": 1}
    meeting = met(referral)
    assert parts(T1) == {"non_event": 1}
    reached(referral)
    assert parts(T1) == {"event": 1}
    meeting.delete()
    assert parts(T1) == {"non_event": 1}


@pytest.mark.parametrize("side", ["prison_side", "hub_side"])
def test_a_meeting_without_one_side_is_not_joint(referral, side):
    met(referral, **{side: False, f"{side}_why_not": "Lockdown"})
    reached(referral)
    assert parts(T1) == {"non_event": 1}


def test_the_persons_absence_is_no_ones_failure(referral):
    met(referral, person_side=False, person_side_why_not="In court")
    reached(referral)
    assert parts(T1) == {"event": 1}


@pytest.mark.parametrize(("day", "part"), [(-1, "event"), (0, "non_event")])
def test_the_meeting_is_before_the_day_of_release(referral, day, part):
    met(referral, day)
    reached(referral)
    assert parts(T1) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(-1, "non_event"), (0, "event"), (28, "event"), (29, "non_event")])
def test_contact_is_from_the_day_of_release_to_28_days_after(referral, day, part):
    met(referral)
    reached(referral, day)
    assert parts(T1) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(0, "event"), (28, "event"), (29, "non_event")])
def test_an_induction_is_contact(referral, hub, day, part):
    met(referral)
    InductionFactory(person=referral.person, hub=hub, inducted_on=later(day))
    assert parts(T1) == {part: 1}


@pytest.mark.parametrize(
    ("mark", "state", "part"),
    [("attended", "recorded", "event"), ("late", "corrected", "event"), ("left_early", "recorded", "event"),
     ("did_not_attend", "recorded", "non_event"), ("attended", "not_held", "non_event")],
)  # fmt: skip
def test_attendance_is_contact_and_absence_is_not(referral, hub, mark, state, part):
    met(referral)
    session = SessionFactory(
        hub=hub, state=state, starts_at=datetime.datetime(2023, 3, 9, 10, tzinfo=datetime.UTC)
    )
    BookingFactory(session=session, person=referral.person, mark=mark)
    assert parts(T1) == {part: 1}


def test_a_meeting_before_an_earlier_release_is_not_one_before_the_next(person, hub):
    released(person, on=later(-10), recalled_on=later(-5), prison=PrisonFactory(name="Elmley"))
    released(person, kind="post_recall")
    referral = accepted(person, hub, later(-40))
    met(referral, -20)
    reached(referral)
    assert parts(T1) == {"recalled": 1, "non_event": 1}


# Who is left out


@pytest.mark.parametrize(("day", "part"), [(28, "recalled"), (29, "event")])
def test_recall_within_28_days_leaves_out(person, hub, day, part):
    released(person, recalled_on=later(day))
    referral = accepted(person, hub, later(-20))
    met(referral)
    reached(referral)
    assert parts(T1) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(28, "died"), (29, "event")])
def test_death_within_28_days_leaves_out(medway, hub, day, part):
    person = living_in(medway, died_on=later(day))
    released(person)
    referral = accepted(person, hub, later(-20))
    met(referral)
    reached(referral)
    assert parts(T1) == {part: 1}


@pytest.mark.parametrize(
    ("as_at", "maturity"),
    [(datetime.date(2023, 4, 27), "immature"), (datetime.date(2023, 4, 28), "provisional"),
     (datetime.date(2023, 5, 26), "final")],
)  # fmt: skip
def test_a_quarter_matures_28_days_after_its_end(referral, as_at, maturity):
    assert a_line(T1, as_at=as_at).cell.maturity == maturity


def test_before_28_days_are_over_nobody_is_judged(referral):
    met(referral)
    reached(referral)
    assert parts(T1, as_at=later(27)) == {"not_yet_followed": 1}


def test_what_was_recorded_late_is_not_known_earlier(referral):
    met(referral)
    reached(referral)  # recorded today, long after
    assert parts(T1, known_at=datetime.date(2024, 6, 30)) == {}
    assert parts(T1) == {"event": 1}


def test_the_release_belongs_to_the_hub_of_the_referral(referral):
    assert parts(T1, kind="hub", name="Chatham") == {"non_event": 1}
    assert later(0) == RELEASED

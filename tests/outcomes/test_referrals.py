"""F1 and F2: decided in time, and started (outcomes: section 1)."""

import datetime

import pytest

from foundation.lifecycle.dates import LONDON
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory, PersonAreaFactory, ReleaseFactory
from tests.factories.referrals import ReferralFactory
from tests.outcomes.scenes import AS_AT, a_line, later, living_in, parts

F1, F2 = "decided-in-time", "referral-started"
SUBMITTED = datetime.date(2023, 3, 1)
DUE = datetime.date(2023, 3, 8)


def at(day, hour=12, minute=0):
    return datetime.datetime.combine(day, datetime.time(hour, minute), LONDON)


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham")


@pytest.fixture
def refer(person, hub):
    """Writes a referral of 1 March 2023, due on 8 March."""

    def referral(state, **about):
        facts = {"person": person, "hub": hub, "submitted_at": at(SUBMITTED), "decision_due_on": DUE}
        return ReferralFactory(state=state, **facts | about)

    return referral


# Decided in time


def test_a_draft_is_no_referral_submitted(refer):
    refer("draft", submitted_at=None)
    assert parts(F1) == {}


@pytest.mark.parametrize("state", ["accepted", "declined"])
@pytest.mark.parametrize(("day", "hour", "part"), [(7, 23, "event"), (8, 0, "non_event")])
def test_a_decision_is_in_time_until_the_end_of_the_due_day(refer, state, day, hour, part):
    refer(state, decided_at=at(later(day), hour))
    assert parts(F1) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(7, "event"), (8, "non_event")])
def test_being_put_on_the_waiting_list_is_a_decision(refer, day, part):
    refer("waiting", waiting_at=at(later(day)))
    assert parts(F1) == {part: 1}


def test_the_first_of_waiting_list_and_acceptance_counts(refer):
    refer("accepted", waiting_at=at(later(5)), decided_at=at(later(60)))
    assert parts(F1) == {"event": 1}


def test_the_days_are_those_of_london(refer):
    summer = datetime.date(2023, 6, 1)
    just_before_midnight_utc = datetime.datetime(2023, 6, 8, 23, 30, tzinfo=datetime.UTC)
    refer("accepted", submitted_at=at(summer), decision_due_on=datetime.date(2023, 6, 8),
          decided_at=just_before_midnight_utc)  # fmt: skip
    assert parts(F1, day=summer) == {"non_event": 1}


def test_the_quarter_is_that_of_the_london_day(refer):
    refer("submitted", submitted_at=datetime.datetime(2023, 6, 30, 23, 30, tzinfo=datetime.UTC))
    assert parts(F1, day=datetime.date(2023, 6, 30)) == {}
    assert parts(F1, day=datetime.date(2023, 7, 1)) == {"non_event": 1}


def test_a_referral_withdrawn_before_any_decision_is_left_out(refer):
    refer("withdrawn", ended_on=later(20))
    assert parts(F1) == {"withdrawn_before_decision": 1}


def test_a_referral_withdrawn_after_its_decision_was_decided(refer):
    refer("withdrawn", ended_on=later(20), decision="accepted", decided_at=at(later(3)))
    assert parts(F1) == {"event": 1}


def test_a_withdrawal_after_the_as_at_date_had_not_happened(refer):
    refer("withdrawn", ended_on=later(20))
    assert parts(F1, as_at=later(19)) == {"non_event": 1}


def test_a_referral_entered_in_error_never_was_one(refer):
    refer("entered_in_error", decision="accepted", decided_at=at(later(3)))
    assert parts(F1) == {"void": 1}


def test_a_clock_that_stands_still_is_not_yet_followed(refer):
    refer("information_requested", decision_due_on=None)
    assert parts(F1) == {"not_yet_followed": 1}
    assert a_line(F1).cell.maturity == "provisional"


def test_a_decision_without_a_due_date_is_neither_in_time_nor_late(refer):
    refer("declined", decision_due_on=None, decided_at=at(later(2)))
    assert parts(F1) == {"unknown": 1}


@pytest.mark.parametrize(("as_at", "part"), [(later(6), "not_yet_followed"), (DUE, "non_event")])
def test_an_undecided_referral_is_late_when_its_due_day_is_over(refer, as_at, part):
    refer("submitted")
    assert parts(F1, as_at=as_at) == {part: 1}


def test_a_decision_after_the_as_at_date_had_not_been_made(refer):
    refer("accepted", decided_at=at(later(3)))
    assert parts(F1, as_at=later(2)) == {"not_yet_followed": 1}


def test_five_working_days_after_the_quarter_ends_leap_over_easter(refer):
    assert a_line(F1).cell.matures_on == datetime.date(2023, 4, 11)


def test_a_referral_belongs_to_the_area_of_its_submission_and_to_its_hub(refer, person):
    PersonAreaFactory(person=person, area=AreaFactory(name="Dartford"), since=later(1))
    refer("accepted", decided_at=at(later(3)))
    assert parts(F1) == {"event": 1}
    assert parts(F2) == {}
    assert sum(parts(F2, name="Dartford").values()) == 1
    assert parts(F1, kind="hub", name="Chatham") == {"event": 1}


# Started


def accepted(refer, state="accepted", **about):
    return refer(state, decided_at=at(SUBMITTED), **{"started_on": None} | about)


@pytest.mark.parametrize(("day", "part"), [(28, "event"), (29, "non_event")])
def test_a_start_counts_within_28_days_of_acceptance(refer, day, part):
    accepted(refer, "started", started_on=later(day))
    assert parts(F2) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(128, "event"), (129, "non_event")])
def test_a_start_counts_within_28_days_of_a_later_release(refer, person, day, part):
    ReleaseFactory(person=person, released_on=later(100))
    accepted(refer, "started", started_on=later(day))
    assert parts(F2) == {part: 1}


def test_a_release_from_a_stay_that_began_after_acceptance_gives_no_more_time(refer, person):
    ReleaseFactory(person=person, received_on=later(10), released_on=later(100))
    accepted(refer, "started", started_on=later(110))
    assert parts(F2) == {"non_event": 1}


def test_nor_does_a_release_after_a_recall_that_came_after_acceptance(refer, person):
    ReleaseFactory(person=person, released_on=later(-50), recalled_on=later(5))
    ReleaseFactory(person=person, released_on=later(60), kind="post_recall")
    accepted(refer, "started", started_on=later(70))
    assert parts(F2) == {"non_event": 1}


def test_a_release_after_a_recall_before_acceptance_does(refer, person):
    ReleaseFactory(person=person, released_on=later(-50), recalled_on=later(-5))
    ReleaseFactory(person=person, released_on=later(60), kind="post_recall")
    accepted(refer, "started", started_on=later(70))
    assert parts(F2) == {"event": 1}


@pytest.mark.parametrize("kind", ["temporary", "bail"])
def test_temporary_release_and_bail_do_not_start_the_window(refer, person, kind):
    ReleaseFactory(person=person, released_on=later(100), kind=kind)
    accepted(refer, "started", started_on=later(110))
    assert parts(F2) == {"non_event": 1}


def test_somebody_still_in_custody_is_left_out(refer, person):
    ReleaseFactory(person=person, released_on=None, expected_on=later(100))
    accepted(refer)
    assert parts(F2) == {"in_custody": 1}


def test_somebody_recalled_and_not_released_since_is_still_in_custody(refer, person):
    ReleaseFactory(person=person, released_on=later(-50), recalled_on=later(-5))
    accepted(refer)
    assert parts(F2) == {"in_custody": 1}


def test_somebody_released_and_recalled_on_one_day_never_got_out(refer, person):
    ReleaseFactory(person=person, released_on=later(30), recalled_on=later(30))
    accepted(refer)
    assert parts(F2) == {"in_custody": 1}


def test_somebody_inducted_in_custody_has_started(refer, person):
    ReleaseFactory(person=person, released_on=None, expected_on=later(100))
    accepted(refer, "started", started_on=later(60))
    assert parts(F2) == {"event": 1}


@pytest.mark.parametrize(("day", "part"), [(28, "died"), (29, "non_event")])
def test_death_before_the_start_leaves_out_while_the_window_was_open(refer, medway, day, part):
    accepted(refer, person=living_in(medway, died_on=later(day)))
    assert parts(F2) == {part: 1}


def test_death_after_the_start_changes_nothing(refer, medway):
    accepted(refer, "started", person=living_in(medway, died_on=later(9)), started_on=later(8))
    assert parts(F2) == {"event": 1}


@pytest.mark.parametrize(
    ("as_at", "part", "maturity"),
    [(later(127), "not_yet_followed", "provisional"), (later(128), "non_event", "final")],
)
def test_a_later_release_keeps_the_window_open(refer, person, as_at, part, maturity):
    ReleaseFactory(person=person, released_on=later(100))
    accepted(refer)
    assert parts(F2, as_at=as_at) == {part: 1}
    assert a_line(F2, as_at=as_at).cell.maturity == maturity


def test_declined_referrals_and_those_in_error_are_not_accepted_ones(refer, medway):
    refer("declined", decided_at=at(SUBMITTED))
    refer("entered_in_error", decision="accepted", decided_at=at(SUBMITTED), person=living_in(medway))
    assert parts(F2, as_at=AS_AT) == {"void": 1}

"""What is due of a handover and of the duty-to-refer, and how it follows releases (domain: Handover, Clocks)."""

import datetime

import pytest
from django.core.management import call_command

from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle import running
from foundation.lifecycle.models import RunningClock
from pathways import actions as pathways
from pathways.actions import answering_handovers as service_does
from pathways.actions import handing_over as sender_does
from pathways.handovers import duty
from pathways.handovers.clocks import APPOINTMENT, DUTY_TO_REFER, FIRST_ATTENDANCE, RECEIPT
from pathways.models import AccommodationCode
from people import actions as people
from people.models import Release
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import AccommodationCodeFactory, PathwayFactory, SpellFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import ReleaseFactory
from tests.pathways.days import TODAY, day
from tests.pathways.handovers.conftest import at

pytestmark = pytest.mark.django_db


def in_days(number):
    return TODAY + datetime.timedelta(days=number)


def due(subject, clock):
    run = running.running(subject, clock)
    return run and run.due_on


@pytest.fixture
def going_on(send, treatment):
    """A handover of treatment that goes on from custody, received."""

    def received():
        handover = send(treatment, continues_treatment=True, bridge="yes", shares=["release"])
        return service_does.receive_handover(handover, by=treatment.worker)

    return received


def book(handover, when):
    service_does.book_appointment(
        handover, by=handover.service.worker, appointment_at=when, place="Gate House"
    )


# --- the appointment on or before the day of release


def test_the_appointment_is_due_on_the_day_of_release(going_on, released_in):
    released_in(30)
    assert due(going_on(), APPOINTMENT) == in_days(30)


def test_it_is_not_asked_where_treatment_does_not_go_on_from_custody(send, treatment, released_in):
    released_in(30)
    handover = service_does.receive_handover(send(treatment), by=treatment.worker)
    assert due(handover, APPOINTMENT) is None


@pytest.mark.parametrize(("when", "still_due"), [(30, False), (29, False), (31, True)])
def test_only_an_appointment_on_or_before_that_day_stops_it(going_on, released_in, when, still_due):
    released_in(30)
    handover = going_on()
    book(handover, at(when))
    assert (due(handover, APPOINTMENT) is not None) == still_due


def test_a_release_that_moves_moves_it_and_keeps_the_former_day(going_on, released_in, office):
    release = released_in(30)
    handover = going_on()
    people.change_release(release, by=office.dana, reason="Parole hearing put off", expected_on=in_days(44))
    run = running.running(handover, APPOINTMENT)
    assert (run.due_on, run.former_due_on) == (in_days(44), in_days(30))
    assert "Parole hearing" in run.moved_because


def test_a_release_that_moves_before_the_appointment_asks_for_another(going_on, released_in, office):
    release = released_in(30)
    handover = going_on()
    book(handover, at(29))
    people.change_release(release, by=office.dana, reason="Released early", expected_on=in_days(20))
    assert due(handover, APPOINTMENT) == in_days(20)


def test_the_service_is_told_of_a_moved_release_only_where_it_is_shared(
    going_on, send, housing, released_in, office
):
    release = released_in(30)
    handover = going_on()
    send(housing)
    people.change_release(release, by=office.dana, reason="Put off", expected_on=in_days(44))
    told = Notice.objects.filter(kind="handover_changed")
    assert {notice.user.teams.get() for notice in told} == {handover.service.team}


# --- the first attendance within 21 days of release


def test_first_attendance_is_due_21_days_after_release(going_on, released_in, office):
    release = released_in(1)
    handover = going_on()
    assert due(handover, FIRST_ATTENDANCE) is None
    Release.versions.filter(pk=release.pk).update(expected_on=TODAY)
    people.change_release(
        Release.objects.get(pk=release.pk), by=office.dana, reason="Released", released_on=TODAY
    )
    assert (due(handover, FIRST_ATTENDANCE), due(handover, APPOINTMENT)) == (in_days(21), None)


def test_handed_over_after_release_it_is_due_21_days_from_then(send, treatment, released_in):
    released_in(-90)
    assert due(send(treatment), FIRST_ATTENDANCE) == in_days(21)


def test_attendance_stops_it(send, treatment, released_in):
    released_in(-3)
    handover = service_does.receive_handover(send(treatment), by=treatment.worker)
    book(handover, at(0, 9))
    service_does.record_attendance(handover, by=treatment.worker, on=TODAY)
    assert due(handover, FIRST_ATTENDANCE) is None
    assert RunningClock.objects.of(handover).filter(clock=FIRST_ATTENDANCE.name, outcome="met").exists()


def test_a_recall_drops_it_and_the_sender_is_asked_what_to_do(send, treatment, released_in, office):
    release = released_in(-3)
    handover = send(treatment)
    people.change_release(release, by=office.colleague, reason="Recalled", recalled_on=TODAY)
    assert due(handover, FIRST_ATTENDANCE) is None
    assert Notice.objects.filter(user=office.dana, text__contains="recalled").count() == 1
    assert handover.state == "sent"


def test_the_end_of_a_handover_ends_every_clock_of_it(going_on, released_in, office, reasons):
    released_in(30)
    handover = going_on()
    sender_does.withdraw_handover(handover, by=office.dana, reason=reasons.withdraw)
    assert not RunningClock.objects.of(handover).filter(stopped_at=None).exists()


# --- a service that is late


def test_what_is_overdue_is_told_to_the_team_that_sent_it_and_not_to_others(person, treatment, office, hub):
    handover = HandoverFactory(person=person, service=treatment, team=office.team, sent_by=office.dana)
    running.start(
        RECEIPT, handover, url="/", team=treatment.team, told_team=office.team, due_on=day(1), reference="H-1"
    )
    call_command("escalate_clocks")
    told = {notice.user for notice in Notice.objects.filter(kind="clock_overdue")}
    assert told == {office.dana, office.colleague}


def test_the_team_that_takes_the_person_over_is_told_from_then_on(send, treatment, person, office):
    handover = send(treatment)
    successor = TeamFactory()
    UserFactory(role=Role.PRACTITIONER, teams=[successor])
    people.move_caseload(
        person, by=office.dana, team=successor, practitioner=None, reason="Moved to their area"
    )
    handover.refresh_from_db()
    assert (handover.team, running.running(handover, RECEIPT).told_team) == (successor, successor)


# --- the duty-to-refer


@pytest.fixture
def homeless(person):
    """Somebody with an accommodation need."""
    return PathwayFactory(person=person, kind="accommodation")


def expect_release(person, office, days, prison):
    return people.record_release(
        person, by=office.dana, prison=prison, kind="licence", expected_on=in_days(days)
    )


@pytest.fixture
def expected(person, office, released_in):
    """A release expected in so many days, recorded as staff do."""
    prison = released_in(-400).prison

    def release(days):
        return expect_release(person, office, days, prison)

    return release


def test_it_is_due_before_the_release_of_somebody_with_no_home(homeless, expected, office):
    expected(42)
    run = running.running(homeless, DUTY_TO_REFER)
    assert (run.due_on, run.team, run.user) == (in_days(41), office.team, office.dana)


def test_without_an_accommodation_need_it_is_not_due(person, expected):
    pathway = PathwayFactory(person=person, kind="accommodation", state="no_need")
    expected(42)
    assert due(pathway, DUTY_TO_REFER) is None


def test_a_need_that_is_found_after_the_release_was_planned_starts_it(person, expected, hub):
    expected(42)
    (pathway,) = pathways.open_pathways(person, ["accommodation"], by=hub.worker)
    assert due(pathway, DUTY_TO_REFER) == in_days(41)


def test_a_home_for_the_night_of_release_stops_it_and_its_end_starts_it_again(accommodation, expected, hub):
    expected(42)
    home = {"code": "A01D", "started_on": day(500)}
    spell = pathways.record_spell(accommodation, by=hub.worker, **home)
    assert due(accommodation, DUTY_TO_REFER) is None
    pathways.end_spell(accommodation, spell, by=hub.worker, ended_on=day(1), reason="Lost")
    assert due(accommodation, DUTY_TO_REFER) == in_days(41)


def test_a_home_is_judged_by_what_its_code_meant_when_it_began(homeless, person, expected):
    AccommodationCodeFactory(code="Z1", settledness="homeless", valid_until=day(100))
    AccommodationCode.objects.create(code="Z1", label="Boat", settledness="settled", valid_from=day(100))
    SpellFactory(person=person, kind="accommodation", code="Z1", started_on=day(200))
    expected(42)
    assert due(homeless, DUTY_TO_REFER) == in_days(41)


def test_sending_it_stops_the_clock_and_taking_it_back_starts_it_again(
    homeless, expected, send, housing, office, reasons
):
    expected(42)
    handover = send(housing)
    assert due(homeless, DUTY_TO_REFER) is None
    sender_does.withdraw_handover(handover, by=office.dana, reason=reasons.withdraw)
    assert due(homeless, DUTY_TO_REFER) == in_days(41)


def test_a_refused_duty_to_refer_is_owed_again(homeless, expected, send, housing, reasons):
    expected(42)
    service_does.refuse_handover(send(housing), by=housing.worker, reason=reasons.refuse)
    assert due(homeless, DUTY_TO_REFER) == in_days(41)


def test_one_made_for_the_release_before_does_not_count(homeless, person, housing, expected, released_in):
    HandoverFactory(person=person, service=housing, state="closed", sent_at=at(-30))
    released_in(-10)
    expected(60)
    assert due(homeless, DUTY_TO_REFER) == in_days(59)


def test_one_made_before_a_recall_counts_no_more(homeless, person, housing, expected, released_in):
    HandoverFactory(person=person, service=housing, state="closed", sent_at=at(-30))
    released_in(-60, recalled_on=in_days(-20))
    expected(40)
    assert due(homeless, DUTY_TO_REFER) == in_days(39)


def test_going_out_for_a_day_takes_nothing_from_one_made_before(homeless, person, housing, expected):
    HandoverFactory(person=person, service=housing, state="closed", sent_at=at(-30))
    ReleaseFactory(person=person, kind="temporary", released_on=in_days(-10), recalled_on=in_days(-9))
    expected(60)
    assert due(homeless, DUTY_TO_REFER) is None


def test_claiming_it_as_made_another_way_stops_the_clock(homeless, expected, hub, evidence):
    expected(42)
    pathways.claim_milestone(homeless, by=hub.worker, milestone="duty_to_refer", **evidence)
    assert due(homeless, DUTY_TO_REFER) is None


def test_the_release_itself_ends_it(homeless, expected, office):
    release = expected(1)
    people.change_release(release, by=office.dana, reason="Released", released_on=TODAY)
    assert due(homeless, DUTY_TO_REFER) is None


def test_support_that_ends_ends_it(homeless, expected, hub, person):
    expected(42)
    pathways.close_pathways(person, by=hub.worker)
    assert due(homeless, DUTY_TO_REFER) is None


@pytest.mark.parametrize(("days", "within"), [(57, False), (56, True), (10, True)])
def test_the_56_days_before_release_are_known(person, released_in, days, within):
    released_in(days)
    known = duty.context_of(person)
    assert (known.owed_from, known.is_within, known.days_left) == (in_days(days - 56), within, days)


def test_a_home_of_no_class_that_counts_leaves_it_owed(accommodation, expected, person):
    SpellFactory(person=person, kind="accommodation", code="A08A", started_on=day(20))
    expected(42)
    assert due(accommodation, DUTY_TO_REFER) == in_days(41)

"""What a partner service does with a handover, what is written down of it, and what the sender is told."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle import running
from foundation.lifecycle.transitions import WrongState
from pathways import actions as pathways
from pathways.actions import answering_handovers as service_does
from pathways.handovers.clocks import RECEIPT
from pathways.models import Handover, MilestoneClaim, Spell
from people.rules import Unfit
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.pathways.days import TODAY, day
from tests.pathways.handovers.conftest import at

pytestmark = pytest.mark.django_db
TREATMENT = {"started_on": TODAY, "code": "community_structured", "need_group": "opiate"}


@pytest.fixture
def received(send, treatment):
    handover = send(treatment)
    return service_does.receive_handover(handover, by=treatment.worker)


def told_to(user):
    return list(Notice.objects.filter(user=user, kind="handover_answered").values_list("text", flat=True))


@pytest.mark.parametrize(
    ("booked", "field"),
    [
        ({"appointment_at": at(-1), "place": "Gate House"}, "on"),
        ({"appointment_at": at(800), "place": "Gate House"}, "on"),
        ({"appointment_at": at(3), "place": "tbc"}, "place"),
    ],
)
def test_an_appointment_that_cannot_be_is_said_at_its_field(received, treatment, booked, field):
    with pytest.raises(Unfit) as refusal:
        service_does.book_appointment(received, by=treatment.worker, **booked)
    assert list(refusal.value.problems) == [field]


@pytest.mark.parametrize("on", [day(1), TODAY + datetime.timedelta(days=1)])
def test_attendance_is_neither_to_come_nor_before_it_was_sent(received, treatment, on):
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(0, 9), place="Gate House")
    with pytest.raises(Unfit):
        service_does.record_attendance(received, by=treatment.worker, on=on)


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"answer": "maybe"}, "answer"),
        ({"answer": "accepted"}, "owed"),
        ({"answer": "accepted", "owed": "relief", "reason": "Because"}, "reason"),
        ({"answer": "not_accepted"}, "reason"),
        ({"answer": "not_accepted", "reason": "No local connection", "owed": "relief"}, "owed"),
        ({"answer": "accepted", "owed": "relief", "on": TODAY + datetime.timedelta(days=1)}, "on"),
    ],
)
def test_an_answer_to_the_duty_that_contradicts_itself_is_said_at_its_field(send, housing, answer, field):
    handover = service_does.receive_handover(send(housing), by=housing.worker)
    with pytest.raises(Unfit) as refusal:
        service_does.answer_duty_to_refer(handover, by=housing.worker, **{"on": TODAY} | answer)
    assert list(refusal.value.problems) == [field]


def test_treatment_that_begins_tomorrow_is_not_recorded(received, treatment):
    tomorrow = {**TREATMENT, "started_on": TODAY + datetime.timedelta(days=1)}
    with pytest.raises(ValidationError, match="today or earlier"):
        service_does.start_treatment(received, by=treatment.worker, **tomorrow)
    assert Handover.objects.get(pk=received.pk).spell is None


def test_the_sender_follows_the_loop_step_by_step(received, treatment, office, reasons):
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(0, 9), place="Gate House")
    service_does.record_absence(received, by=treatment.worker)
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(0, 10), place="Gate House")
    service_does.record_attendance(received, by=treatment.worker, on=TODAY)
    service_does.start_treatment(received, by=treatment.worker, **TREATMENT)
    service_does.close_handover(received, by=treatment.worker, reason=reasons.outcome)
    steps = [
        "received",
        "appointment",
        "did not attend",
        "appointment",
        "attended on",
        "treatment started",
        "closed",
    ]
    texts = told_to(office.dana)
    assert len(texts) == len(steps)
    assert all(step in text for step, text in zip(steps, reversed(texts), strict=True))
    assert not told_to(office.colleague)


def test_when_the_sender_has_left_the_team_is_told(send, treatment, office):
    handover = send(treatment)
    office.dana.teams.clear()
    service_does.receive_handover(handover, by=treatment.worker)
    assert told_to(office.colleague)
    assert not told_to(office.dana)


def test_the_first_attendance_stays_the_first(received, treatment):
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(0, 9), place="Gate House")
    service_does.record_attendance(received, by=treatment.worker, on=TODAY)
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(7), place="Gate House")
    assert (received.state, received.attended_on) == ("booked", TODAY)


def test_a_re_dated_appointment_keeps_the_former_one(received, treatment):
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(3), place="Gate House")
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(5), place="Gate House")
    former = Handover.versions.filter(version_of=received.pk, state="booked")
    assert [each.appointment_on for each in former] == [at(3).date()]
    assert received.appointment_on == at(5).date()


def test_the_same_appointment_twice_changes_nothing(received, treatment):
    for _ in range(2):
        service_does.book_appointment(received, by=treatment.worker, appointment_at=at(3), place="Gate House")
    assert received.version == 2


def test_receiving_stops_its_clock(received):
    assert running.running(received, RECEIPT) is None


def test_what_started_is_an_episode_of_the_person_and_moves_the_pathway(received, treatment, substance):
    spell = service_does.start_treatment(received, by=treatment.worker, **TREATMENT)
    substance.refresh_from_db()
    assert (spell.kind, spell.code, spell.detail) == ("treatment", "community_structured", "Recovery Service")
    assert (substance.state, Handover.objects.get(pk=received.pk).spell) == ("achieved", spell)


def test_without_a_pathway_the_episode_is_recorded_all_the_same(received, treatment):
    spell = service_does.start_treatment(received, by=treatment.worker, **TREATMENT)
    assert list(Spell.objects.filter(person=received.person)) == [spell]


@pytest.mark.parametrize("verb", ["refuse_handover", "close_handover"])
def test_an_end_takes_the_person_out_of_the_services_sight(received, treatment, reasons, verb):
    reason = reasons.refuse if verb == "refuse_handover" else reasons.outcome
    getattr(service_does, verb)(received, by=treatment.worker, reason=reason)
    assert received.involvement.until == TODAY
    assert not Handover.objects.visible_to(treatment.worker).exists()


# --- evidence


def claims():
    return {claim.milestone: claim for claim in MilestoneClaim.objects.all()}


def test_what_the_service_records_is_claimed_with_the_handover_as_evidence(
    received, treatment, substance, released_in, hub
):
    released_in(-1)
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(0, 9), place="Gate House")
    service_does.record_attendance(received, by=treatment.worker, on=TODAY)
    spell = service_does.start_treatment(received, by=treatment.worker, **TREATMENT)
    made = claims()
    assert set(made) == {"first_appointment", "treatment_started"}
    for claim in made.values():
        assert (claim.evidence_type, claim.claimed_by, claim.team) == (
            "service_record",
            treatment.worker,
            hub.team,
        )
        assert received.reference in claim.evidence_reference
    assert made["treatment_started"].spell == spell


def test_the_service_never_verifies_what_it_recorded(received, treatment, substance, hub):
    service_does.start_treatment(received, by=treatment.worker, **TREATMENT)
    claim = claims()["treatment_started"]
    pathways.verify_claim(claim, by=hub.manager)
    assert claim.state == "verified"


def test_an_appointment_while_inside_is_the_community_providers(received, treatment, substance, released_in):
    released_in(30)
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(30), place="Gate House")
    service_does.book_appointment(received, by=treatment.worker, appointment_at=at(29), place="Gate House")
    assert set(claims()) == {"provider_appointment"}


def test_an_appointment_inside_is_no_first_one_in_the_community(received, treatment, substance, released_in):
    released_in(30)
    service_does.book_appointment(
        received, by=treatment.worker, appointment_at=at(0, 9), place="HMP Rochester"
    )
    service_does.record_attendance(received, by=treatment.worker, on=TODAY)
    assert set(claims()) == {"provider_appointment"}


@pytest.mark.parametrize("answer", [{"answer": "accepted", "owed": "prevention"},
                                    {"answer": "not_accepted", "reason": "No local connection"}])  # fmt: skip
def test_a_duty_to_refer_that_is_answered_was_made(send, housing, person, answer):
    PathwayFactory(person=person, kind="accommodation")
    handover = service_does.receive_handover(send(housing), by=housing.worker)
    service_does.answer_duty_to_refer(handover, by=housing.worker, on=TODAY, **answer)
    claim = claims()["duty_to_refer"]
    assert (claim.reached_on, handover.reference in claim.evidence_reference) == (TODAY, True)


def test_nothing_is_claimed_where_no_hub_works_with_the_person(received, treatment, substance, person, hub):
    person.involvements.filter(team=hub.team).update(until=TODAY)
    service_does.start_treatment(received, by=treatment.worker, **TREATMENT)
    assert not claims()


def test_nothing_is_claimed_on_a_pathway_that_is_not_under_way(person, treatment):
    PathwayFactory(person=person, kind="substance_support", state="declined")
    handover = HandoverFactory(person=person, service=treatment, state="received")
    service_does.start_treatment(handover, by=treatment.worker, **TREATMENT)
    assert not claims()


def test_a_person_who_has_the_same_episode_already_is_not_given_it_twice(received, treatment, substance, hub):
    episode = pathways.record_spell(substance, by=hub.worker, **TREATMENT)
    assert service_does.start_treatment(received, by=treatment.worker, **TREATMENT) == episode
    assert list(Spell.objects.all()) == [episode]


# --- TOP forms


TOP = {"stage": "start", "setting": "community", "taken_on": TODAY, "answers": {}}


def test_a_form_is_not_recorded_before_the_handover_is_received(send, treatment):
    with pytest.raises(WrongState, match="while it is with you"):
        service_does.record_form(send(treatment), by=treatment.worker, **TOP)


def test_a_housing_authority_records_no_form(send, housing):
    handover = service_does.receive_handover(send(housing), by=housing.worker)
    with pytest.raises(WrongState, match="Only a treatment service"):
        service_does.record_form(handover, by=housing.worker, **TOP)


def test_a_worker_of_another_service_records_no_form(received, elsewhere, hub):
    for user in (elsewhere.worker, hub.worker):
        with pytest.raises(NotYou):
            service_does.record_form(received, by=user, **TOP)


def test_a_form_of_the_service_is_the_persons_and_its_milestone_is_claimed(
    received, treatment, substance, office
):
    form = service_does.record_form(received, by=treatment.worker, **TOP)
    assert (form.person, form.taken_by) == (received.person, treatment.worker)
    assert claims()["top_start"].evidence_type == "service_record"
    assert "recorded" in told_to(office.dana)[0]

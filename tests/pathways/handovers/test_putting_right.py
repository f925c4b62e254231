"""What a service puts right of what it recorded: kept, told, and judged again as evidence."""

import datetime

import pytest
from django.http import Http404

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle import running
from foundation.lifecycle.transitions import Refused, WrongState
from pathways import actions as pathways
from pathways.actions import answering_handovers as service_does
from pathways.actions import correcting_handovers as service_corrects
from pathways.clocks import VERIFICATION
from pathways.handovers import scope
from pathways.handovers.clocks import FIRST_ATTENDANCE
from pathways.models import Handover, MilestoneClaim, OutcomesProfile
from people.rules import Unfit
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.pathways_top import OutcomesProfileFactory, answers_of
from tests.pathways.asking import page, url
from tests.pathways.days import TODAY, day
from tests.pathways.handovers.conftest import at

pytestmark = pytest.mark.django_db
WRONG = "Somebody else of the same name came"


@pytest.fixture
def attended(person, treatment, office):
    """Sent twenty days ago, and put down as attended ten days ago."""
    handover = HandoverFactory(
        person=person, service=treatment, team=office.team, sent_by=office.dana, state="booked", sent_at=at(-20),
        appointment_at=at(-10),
    )  # fmt: skip
    return service_does.record_attendance(handover, by=treatment.worker, on=day(10))


def correct(handover, *, by=None, **said):
    wanted = {"outcome": "did_not_attend", "reason": WRONG} | said
    return service_corrects.put_outcome_right(handover, by=by or handover.service.worker, **wanted)


def claims(*states):
    return list(MilestoneClaim.objects.filter(state__in=states).values_list("milestone", "reached_on"))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"outcome": "closed"}, "outcome"),
        ({"outcome": "attended", "on": day(10)}, "outcome"),
        ({"outcome": "attended"}, "on"),
        ({"outcome": "attended", "on": day(30)}, "on"),
        ({"outcome": "attended", "on": TODAY + datetime.timedelta(days=1)}, "on"),
        ({"outcome": "did_not_attend", "on": day(10)}, "on"),
        ({"reason": "n/a"}, "reason"),
    ],
)
def test_what_cannot_be_put_right_is_said_at_its_field(attended, said, field):
    with pytest.raises(Unfit) as refusal:
        correct(attended, **said)
    assert list(refusal.value.problems) == [field]


def test_neither_the_sender_nor_another_service_puts_it_right(attended, office, elsewhere):
    for somebody in (office.dana, elsewhere.worker):
        with pytest.raises(NotYou):
            correct(attended, by=somebody)


def test_nothing_is_put_right_before_something_was_recorded(send, treatment):
    handover = service_does.receive_handover(send(treatment), by=treatment.worker)
    with pytest.raises(WrongState):
        correct(handover)


def test_who_did_not_come_is_no_longer_put_down_as_attended(attended, substance, office):
    correct(attended)
    attended.refresh_from_db()
    assert (attended.state, attended.attended_on) == ("did_not_attend", None)
    former = Handover.versions.filter(version_of=attended.pk, state="attended")
    assert [each.attended_on for each in former] == [day(10)]
    told = Notice.objects.filter(user=office.dana).values_list("text", flat=True)
    assert any("put right: the person did not attend" in text for text in told)


def test_the_first_attendance_falls_due_again(attended):
    assert running.running(attended, FIRST_ATTENDANCE) is None
    correct(attended)
    assert running.running(attended, FIRST_ATTENDANCE)


def test_an_earlier_attendance_stays_the_first_one(attended, treatment):
    service_does.book_appointment(attended, by=treatment.worker, appointment_at=at(0, 0), place="Gate House")
    service_does.record_attendance(attended, by=treatment.worker, on=TODAY)
    correct(attended)
    assert (attended.state, attended.attended_on) == ("did_not_attend", day(10))


def test_another_day_moves_the_first_attendance(attended):
    correct(attended, outcome="attended", on=day(8))
    assert attended.attended_on == day(8)
    correct(attended, outcome="booked", reason="Not yet")
    assert (attended.state, attended.attended_on) == ("booked", None)


@pytest.mark.parametrize("is_verified", [True, False])
def test_the_claim_that_rested_on_it_no_longer_stands(
    as_, person, substance, treatment, hub, office, is_verified
):
    handover = HandoverFactory(
        person=person,
        service=treatment,
        team=office.team,
        state="booked",
        sent_at=at(-20),
        appointment_at=at(-10),
    )
    service_does.record_attendance(handover, by=treatment.worker, on=day(10))
    claim = MilestoneClaim.objects.get(milestone="first_appointment")
    if is_verified:
        pathways.verify_claim(claim, by=hub.manager)
    correct(handover, outcome="attended", on=day(8))
    said = "It was verified by" if is_verified else "It had not been verified"
    assert said in page(as_(hub.manager).get(url("claim_detail", claim)))
    claim.refresh_from_db()
    assert (claim.state, claim.revoked_by, WRONG in claim.revoked_because) == (
        "revoked",
        treatment.worker,
        True,
    )
    assert running.running(claim, VERIFICATION) is None
    assert claims("claimed") == [("first_appointment", day(8))]
    assert Notice.objects.filter(user=hub.worker, kind="claim_taken_back").count() == 1


def test_a_claim_mended_with_other_evidence_stands(person, substance, treatment, hub, office, reason):
    handover = HandoverFactory(
        person=person,
        service=treatment,
        team=office.team,
        state="booked",
        sent_at=at(-20),
        appointment_at=at(-10),
    )
    service_does.record_attendance(handover, by=treatment.worker, on=day(10))
    claim = MilestoneClaim.objects.get(milestone="first_appointment")
    pathways.return_claim(claim, by=hub.manager, reason=reason, text="Add the letter")
    letter = {"evidence_type": "letter", "evidence_reference": "Letter of the clinic", "evidence_on": day(9)}
    pathways.claim_again(claim, by=hub.worker, reached_on=day(10), **letter)
    correct(handover)
    assert claims("claimed") == [("first_appointment", day(10))]


# --- TOP forms


@pytest.fixture
def recorded(attended, substance, treatment):
    return service_does.record_form(
        attended,
        by=treatment.worker,
        stage="start",
        setting="community",
        taken_on=day(9),
        answers=answers_of(),
    )


def put_form_right(handover, form, **more):
    said = {"stage": "start", "setting": "community", "taken_on": day(7), "answers": answers_of()} | more
    return service_corrects.correct_form(
        handover, form, **{"by": handover.service.worker, "reason": "Wrong day"} | said
    )


def test_a_form_of_somebody_else_is_not_the_services_to_correct(attended, person):
    ours = OutcomesProfileFactory(person=person, taken_on=day(3))
    with pytest.raises(NotYou, match="your service recorded"):
        put_form_right(attended, ours)
    with pytest.raises(Http404):
        scope.form_of(attended, ours.uuid)


def test_a_form_is_corrected_with_a_reason_and_while_the_handover_is_with_the_service(
    attended, recorded, reasons, treatment
):
    with pytest.raises(Exception, match="Say what was wrong"):
        put_form_right(attended, recorded, reason=" ")
    service_does.close_handover(attended, by=treatment.worker, reason=reasons.outcome)
    with pytest.raises(Refused):
        put_form_right(attended, recorded)
    assert OutcomesProfile.objects.get(pk=recorded.pk).taken_on == day(9)


def test_a_corrected_form_keeps_what_it_said_and_its_milestone_is_claimed_anew(attended, recorded, office):
    put_form_right(attended, recorded)
    assert claims("claimed") == [("top_start", day(7))]
    assert claims("revoked") == [("top_start", day(9))]
    assert [each.taken_on for each in OutcomesProfile.versions.filter(version_of=recorded.pk)] == [day(9)]
    assert "corrected" in Notice.objects.filter(user=office.dana).latest("pk").text


def test_answers_corrected_leave_the_claim_as_it_was(attended, recorded):
    put_form_right(attended, recorded, taken_on=day(9), answers=answers_of(opiates=14))
    assert claims("claimed") == [("top_start", day(9))]
    assert not claims("revoked")


# --- what cannot be claimed


def test_evidence_that_is_lost_is_told_to_both_sides(as_, attended, treatment, office, hub):
    told = Notice.objects.filter(user=office.dana).latest("pk").text
    assert "not claimed as a milestone: the person has no substance support pathway" in told
    client = as_(treatment.worker)
    client.post(url("handed_over_put_right", attended), {"outcome": "attended", "on": day(8).isoformat(),
                                                         "reason": WRONG})  # fmt: skip
    shown = page(client.get(url("handed_over_detail", attended)))
    assert "No milestone can be claimed with what you record now" in shown
    assert "substance support pathway" not in shown
    assert "the person has no substance support pathway" in page(
        as_(office.dana).get(url("handover_detail", attended))
    )


def test_nothing_is_said_of_evidence_while_the_pathway_is_under_way(as_, person, office, send, treatment):
    handover = send(treatment)
    PathwayFactory(person=person, kind="substance_support")
    assert "not claimed as a milestone" not in page(as_(office.dana).get(url("handover_detail", handover)))


def test_the_pages_of_putting_right_keep_what_was_recorded_in_sight(
    as_, attended, recorded, treatment, office
):
    client = as_(treatment.worker)
    shown = page(client.get(url("handed_over_detail", attended)))
    assert "Put right who came" in shown
    assert "TOP forms you recorded" in shown
    assert "Say what was wrong." in page(
        client.post(url("handed_over_put_right", attended), {"outcome": "booked"})
    )
    client.post(url("handed_over_put_right", attended), {"outcome": "did_not_attend", "reason": WRONG})
    assert WRONG in page(as_(office.dana).get(url("handover_detail", attended)))
    where = f"{url('handed_over_detail', attended)}top/{recorded.uuid}/"
    assert "TOP start, filled in on" in page(as_(treatment.worker).get(where))
    assert "Say what was wrong with the form." in page(as_(treatment.worker).post(where, {}))

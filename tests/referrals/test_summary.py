"""The end of support: what the facts propose, what the key worker says, and who reads it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Notice
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from referrals.models import Need, Referral
from referrals.summary.proposing import proposals_for
from tests.factories.hubs import BookingFactory, HubFactory, PlaceFactory, SessionFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory
from tests.factories.pathways_plans import GoalFactory
from tests.factories.people import InvolvementFactory
from tests.factories.referrals import NeedFactory, TransferFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db

NEXT = "Her sister helps from here"


def day(back=0):
    return timezone.localdate() - datetime.timedelta(days=back)


@pytest.fixture
def started(hub, worker, referrer):
    referral = scene.a_referral(
        "started", hub=hub, key_worker=worker, started_on=day(30), referrer=referrer,
        person=scene.a_person_held_by(referrer),
    )  # fmt: skip
    PlaceFactory(person=referral.person, hub=hub)
    InvolvementFactory(person=referral.person, team=hub.team, purpose="referral")
    return referral


@pytest.fixture
def completed(started, worker, signed_in):
    for kind in ("accommodation", "health"):
        NeedFactory(referral=started, kind=kind)
    typed = {"employment": "achieved", "accommodation": "partly", "health": "not_achieved"}
    answer = signed_in(worker).post(
        url("referral_complete", started), typed | {"what_next": NEXT, "ended_on": day().isoformat()}
    )
    assert answer.status_code == 302
    return Referral.objects.get(pk=started.pk)


def url(name, referral):
    return reverse(name, args=[referral.uuid])


def words(answer):
    return " ".join(answer.content.decode().split())


def proposed(referral, kind):
    return proposals_for(referral, [Need(kind=kind)])[kind]


def test_a_need_without_a_pathway_has_no_proposal(started):
    assert proposed(started, "relationships").outcome == ""


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("sustained", "achieved"), ("achieved", "achieved"), ("declined", "not_achieved"),
        ("need_identified", "not_achieved"), ("in_progress", "not_achieved"), ("no_need", ""), ("not_assessed", ""),
    ],
)  # fmt: skip
def test_what_is_proposed_follows_the_pathway(started, state, outcome):
    PathwayFactory(person=started.person, kind="employment", state=state)
    assert proposed(started, "employment").outcome == outcome


@pytest.mark.parametrize(
    ("state", "outcome"), [("verified", "partly"), ("claimed", "partly"), ("returned", "not_achieved")]
)
def test_a_milestone_on_the_way_is_part_of_it(started, state, outcome):
    pathway = PathwayFactory(person=started.person, kind="employment", state="in_progress")
    MilestoneClaimFactory(pathway=pathway, milestone="interview", state=state)
    found = proposed(started, "employment")
    assert found.outcome == outcome
    assert ("interview" in found.says) == (outcome == "partly")


def test_the_form_has_the_proposal_chosen_with_the_facts_beside_it(started, worker, signed_in):
    pathway = PathwayFactory(person=started.person, kind="employment", state="achieved")
    MilestoneClaimFactory(pathway=pathway, milestone="job_started", state="verified")
    answer = signed_in(worker).get(url("referral_complete", started))
    assert answer.context["form"]["employment"].value() == "achieved"
    assert "The pathway is achieved. Reached: job started (verified)." in words(answer)


def test_the_key_worker_says_otherwise(started, worker, signed_in):
    PathwayFactory(person=started.person, kind="employment", state="achieved")
    signed_in(worker).post(
        url("referral_complete", started),
        {"employment": "not_achieved", "what_next": NEXT, "ended_on": day().isoformat()},
    )
    assert Need.objects.get(referral=started).outcome == "not_achieved"


def test_the_summary_of_support_that_goes_on_is_the_referral(started, worker, signed_in):
    answer = signed_in(worker).get(url("referral_summary", started))
    assert (answer.status_code, answer.url) == (302, url("referral_detail", started))


def test_nobody_of_another_hub_reads_a_summary(completed, signed_in):
    stranger = scene.a_worker(HubFactory())
    assert signed_in(stranger).get(url("referral_summary", completed)).status_code == 404


def test_the_practitioner_is_told_once_and_led_to_the_summary(completed, referrer, signed_in):
    notice = Notice.objects.get(user=referrer, kind="referral_completed")
    assert notice.url == url("referral_summary", completed)
    seen = words(signed_in(referrer).get(notice.url))
    for told in (NEXT, "Partly achieved", "<strong>1.5 of 3</strong> in all", "Marcus Oyelaran"):
        assert told in seen
    assert AuditEvent.objects.filter(user=referrer, purpose__startswith="end of support").count() == 1


@pytest.fixture
def stood_in(hub, worker):
    """A hub worker wrote the referral of an enquiry about somebody whom a practitioner holds."""
    holding = scene.a_practitioner()
    referral = scene.a_referral(
        "started", hub=hub, key_worker=worker, started_on=day(30), referrer=worker,
        person=scene.a_person_held_by(holding),
    )  # fmt: skip
    PlaceFactory(person=referral.person, hub=hub)
    InvolvementFactory(person=referral.person, team=hub.team, purpose="referral")
    return referral, holding


def sum_up(referral, worker, signed_in):
    typed = {"employment": "achieved", "what_next": NEXT, "ended_on": day().isoformat()}
    assert signed_in(worker).post(url("referral_complete", referral), typed).status_code == 302


def test_the_holder_reads_no_summary_before_support_has_ended(stood_in, signed_in):
    referral, holding = stood_in
    assert signed_in(holding).get(url("referral_summary", referral)).status_code == 404


def test_who_holds_the_person_reads_the_summary_of_a_hub_worker_that_stood_in(stood_in, worker, signed_in):
    referral, holding = stood_in
    sum_up(referral, worker, signed_in)
    notice = Notice.objects.get(kind="referral_completed")
    assert notice.user == holding
    seen = words(signed_in(holding).get(notice.url))
    assert NEXT in seen
    assert reverse("person_detail", args=[referral.person.uuid]) in seen
    assert url("referral_detail", referral) not in seen
    assert signed_in(holding).get(url("referral_detail", referral)).status_code == 404


def test_where_nobody_holds_the_person_the_hub_manager_is_told(stood_in, worker, hub, signed_in):
    referral, _ = stood_in
    manager = scene.a_manager(hub)
    referral.person.caseloads.all().delete()
    sum_up(referral, worker, signed_in)
    assert [each.user for each in Notice.objects.filter(kind="referral_completed")] == [manager]


def test_the_end_is_an_event_that_says_what_became_of_each_need(completed, worker):
    event = Event.objects.get(subject_type="referrals.referral", subject_id=completed.pk, what="complete")
    assert event.by == worker
    assert event.facts["outcomes"] == {
        "employment": "achieved", "accommodation": "partly", "health": "not_achieved",
    }  # fmt: skip


def test_sessions_at_the_hub_that_handed_it_over_count_and_those_elsewhere_do_not(
    completed, worker, signed_in
):
    former, asked = HubFactory(), HubFactory()
    TransferFactory(referral=completed, from_hub=former, to_hub=completed.hub, state="agreed")
    TransferFactory(referral=completed, from_hub=completed.hub, to_hub=asked, state="refused", refusal="Full")
    for hub, mark in ((former, "attended"), (completed.hub, "did_not_attend"), (asked, "attended")):
        starts_at = timezone.now() - datetime.timedelta(days=5)
        BookingFactory(
            session=SessionFactory(hub=hub, starts_at=starts_at), person=completed.person, mark=mark
        )
    assert "Came to 1 of 2" in words(signed_in(worker).get(url("referral_summary", completed)))


def test_sessions_milestones_and_goals_of_the_support_stand_on_it(completed, worker, signed_in):
    person, hub = completed.person, completed.hub
    for back, mark in (
        (3, "attended"),
        (5, "late"),
        (7, "did_not_attend"),
        (9, "not_expected"),
        (60, "attended"),
    ):
        starts_at = timezone.now() - datetime.timedelta(days=back)
        BookingFactory(session=SessionFactory(hub=hub, starts_at=starts_at), person=person, mark=mark)
    pathway = PathwayFactory(person=person, kind="employment", state="closed")
    MilestoneClaimFactory(pathway=pathway, milestone="interview", state="verified", reached_on=day(4))
    MilestoneClaimFactory(pathway=pathway, milestone="cv", state="verified", reached_on=day(90))
    GoalFactory(plan__person=person, plan__state="ended", words="A job in a kitchen", state="done")
    seen = words(signed_in(worker).get(url("referral_summary", completed)))
    for told in ("Came to 2 of 3", "Interview", "A job in a kitchen"):
        assert told in seen
    assert "CV and disclosure letter" not in seen


def test_the_page_asks_as_often_for_many_as_for_one(completed, worker, signed_in):
    client, asked = signed_in(worker), []
    plan = GoalFactory(plan__person=completed.person, plan__state="ended").plan
    pathway = PathwayFactory(person=completed.person, kind="employment", state="closed")
    client.get(url("referral_summary", completed))
    for more in (0, 30):
        GoalFactory.create_batch(more, plan=plan)
        for back in range(more):
            MilestoneClaimFactory(
                pathway=pathway, milestone="application", state="verified", reached_on=day(back),
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            client.get(url("referral_summary", completed))
        asked.append(len(queries))
    assert asked[0] == asked[1]

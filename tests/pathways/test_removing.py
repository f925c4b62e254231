"""What was recorded of the wrong person: taken out with a reason, kept in the history, and nothing rests on it."""

import pytest
from django.core.exceptions import ValidationError

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from pathways import actions as pathways
from pathways import reading
from pathways.models import Check, Handover, MilestoneClaim, OutcomesProfile, Spell
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import PathwayFactory, SpellFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.people import ReleaseFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day

from .spells import record

pytestmark = pytest.mark.django_db
WHY = "Recorded of the wrong person"


@pytest.fixture
def job(pathway, hub):
    return record(pathway, hub.worker)


@pytest.fixture
def started(pathway, hub, job, evidence):
    """The start of the job, claimed and verified."""
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="job_started", spell=job, **evidence)
    return pathways.verify_claim(claim, by=hub.manager)


@pytest.mark.parametrize("reason", ["", "n/a"])
def test_without_a_reason_nothing_is_taken_out(pathway, hub, job, reason):
    with pytest.raises(ValidationError, match="what was wrong"):
        pathways.remove_spell(pathway, job, by=hub.worker, reason=reason)
    assert Spell.objects.exists()


def test_staff_of_another_hub_take_nothing_out(pathway, job):
    stranger = UserFactory(role=Role.HUB_MANAGER, teams=[TeamFactory()])
    with pytest.raises(NotYou):
        pathways.remove_spell(pathway, job, by=stranger, reason=WHY)
    assert Spell.objects.exists()


def test_what_a_colleague_put_right_meanwhile_is_read_first(pathway, hub, job):
    opened = job.seen_as
    pathways.correct_spell(pathway, job, by=hub.colleague, reason="Spelling", detail="Strood Dairy Co-op")
    with pytest.raises(ChangedMeanwhile):
        pathways.remove_spell(pathway, job, by=hub.worker, reason=WHY, seen_as=opened)
    assert Spell.objects.exists()


def test_a_job_taken_out_is_known_no_longer_and_stays_in_the_history(pathway, hub, job):
    pathways.remove_spell(pathway, job, by=hub.worker, reason=WHY)
    assert not Spell.objects.exists()
    assert Spell.versions.get().superseded_at is not None
    event = events.of(job).last()
    assert (event.what, event.by, event.why) == ("entered_in_error", hub.worker, WHY)


def test_its_verified_milestone_is_taken_back_and_those_concerned_are_told(pathway, hub, job, started):
    Notice.objects.all().delete()
    pathways.remove_spell(pathway, job, by=hub.colleague, reason=WHY)
    claim = MilestoneClaim.objects.get()
    assert (claim.state, claim.revoked_by) == ("revoked", hub.colleague)
    assert set(Notice.objects.values_list("user", flat=True)) == {hub.worker.pk, hub.manager.pk}


def test_the_pathway_falls_back_and_no_setback_is_counted(pathway, hub, job):
    pathways.remove_spell(pathway, job, by=hub.worker, reason=WHY)
    pathway.refresh_from_db()
    assert pathway.state == "in_progress"
    assert events.of(pathway).filter(what="set_back").exists()
    assert reading.setbacks_of(pathway) == []


def test_a_setback_that_the_end_of_the_mistaken_job_had_made_counts_no_longer(pathway, hub, job):
    pathways.end_spell(pathway, job, by=hub.worker, ended_on=day(2), reason="Resigned")
    assert len(reading.setbacks_of(pathway)) == 1
    pathways.remove_spell(pathway, job, by=hub.worker, reason=WHY)
    assert reading.setbacks_of(pathway) == []


def test_another_job_that_stands_keeps_the_pathway_achieved(pathway, hub, job):
    record(pathway, hub.worker, code="self_employed")
    pathways.remove_spell(pathway, job, by=hub.worker, reason=WHY)
    pathway.refresh_from_db()
    assert pathway.state == "achieved"


def test_its_checks_are_asked_no_longer_and_an_answer_stays(pathway, hub, job):
    ReleaseFactory(person=pathway.person, released_on=day(100))
    assert Check.objects.unanswered().exists()
    pathways.remove_spell(pathway, job, by=hub.worker, reason=WHY)
    assert not Check.objects.unanswered().filter(name="week_26").exists()


def test_the_same_job_can_be_recorded_again_afterwards(pathway, hub, job):
    pathways.remove_spell(pathway, job, by=hub.worker, reason=WHY)
    assert record(pathway, hub.worker).pk != job.pk


def test_a_treatment_taken_out_lets_go_of_its_forms_and_its_service_can_record_it_anew(person, hub):
    substance = PathwayFactory(person=person, kind="substance_support")
    right = SpellFactory(
        person=person, kind="treatment", code="community_structured", started_on=day(90), ended_on=day(50)
    )
    wrong = SpellFactory(person=person, kind="treatment", code="community_structured", started_on=day(40))
    form = OutcomesProfileFactory(person=person, taken_on=day(30), spell=wrong)
    handover = HandoverFactory(person=person, team=hub.team, spell=wrong, state="received")
    pathways.remove_spell(substance, wrong, by=hub.worker, reason=WHY)
    assert OutcomesProfile.objects.get(pk=form.pk).spell == right
    assert Handover.objects.get(pk=handover.pk).spell is None


def test_a_top_form_taken_out_takes_its_milestone_back(person, hub):
    PathwayFactory(person=person, kind="substance_support")
    form = OutcomesProfileFactory(person=person, taken_on=day(3))
    said = {"stage": "review", "setting": "community", "taken_on": day(1), "answers": form.answers}
    review = pathways.record_top(person, by=hub.worker, **said)
    assert MilestoneClaim.objects.get().milestone == "top_review"
    with pytest.raises(ValidationError):
        pathways.remove_top(review, by=hub.worker, reason=" ")
    pathways.remove_top(review, by=hub.worker, reason=WHY)
    assert list(OutcomesProfile.objects.all()) == [form]
    assert MilestoneClaim.objects.get().state == "revoked"
    assert events.of(review).last().why == WHY


def test_the_page_says_what_goes_with_it_and_sent_twice_it_is_done_once(as_, hub, job, started):
    client, address = as_(hub.worker), url("spell_remove", job)
    shown = page(client.get(address))
    assert "These milestones rest on it and are taken back with it." in shown
    assert "Job started" in shown
    typed = {"reason": WHY, "seen_as": job.seen_as}
    answers = [client.post(address, typed) for _ in range(2)]
    assert [each.headers.get("Location") for each in answers] == [url("pathway_detail", started.pathway)] * 2
    assert events.of(job).filter(what="entered_in_error").count() == 1
    assert client.get(address).status_code == 404
    assert client.get(url("spell_detail", job)).status_code == 404


def test_a_form_is_taken_out_on_its_page(as_, hub, person):
    substance = PathwayFactory(person=person, kind="substance_support")
    form, client = OutcomesProfileFactory(person=person), as_(hub.worker)
    assert "Take it out" in page(client.get(url("top_remove", form)))
    typed = {"reason": WHY, "seen_as": form.seen_as}
    answers = [client.post(url("top_remove", form), typed) for _ in range(2)]
    assert [each.headers.get("Location") for each in answers] == [url("top_list", substance)] * 2
    assert not OutcomesProfile.objects.exists()

"""90 days after a hub has let a person go, its worker reads nothing of them on any page (domain: Caseload)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.pathways import (
    AssessmentFactory,
    CheckFactory,
    MilestoneClaimFactory,
    PathwayFactory,
    SpellFactory,
)
from tests.factories.pathways_handovers import DutyToReferFactory, HandoverFactory
from tests.factories.pathways_plans import GoalFactory, PlanFactory, StepFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.people import InvolvementFactory, PersonFactory
from tests.factories.people_documents import DocumentFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db

READ = [
    ("pathway_list", "person"), ("pathway_detail", "pathway"), ("spell_detail", "spell"), ("top_list", "pathway"),
    ("top_detail", "form"), ("claim_detail", "claim"), ("claim_file", "claim"), ("handover_detail", "handover"),
]  # fmt: skip
WRITTEN = [
    ("spell_record", "pathway"), ("spell_end", "spell"), ("spell_correct", "spell"), ("top_record", "pathway"),
    ("top_correct", "form"), ("check_answer", "check"), ("check_undo", "check"), ("claim_record", "pathway"),
    ("claim_again", "returned"), ("support_decline", "pathway"), ("pathway_set_back", "pathway"),
    ("goal_add", "person"), ("goal_change", "goal"), ("goal_end", "goal"), ("goal_open_again", "goal"),
    ("step_add", "goal"), ("step_change", "step"), ("step_end", "step"), ("step_open_again", "step"),
    ("plan_review", "person"), ("duty_record", "person"), ("duty_change", "duty"), ("duty_remove", "duty"),
    ("handover_withdraw", "handover"), ("handover_bridge", "handover"),
]  # fmt: skip
LISTS = [
    *(("claim_list", f"?show={tab}") for tab in ("mine", "claimed", "returned", "verified", "revoked")),
    *(("check_list", f"?show={tab}") for tab in ("due", "overdue", "coming", "mine")),
    ("handover_list", ""),
    ("home", ""),
]


@pytest.fixture
def known(hub, settings, tmp_path):
    """One of everything about a person whom the hub worked with."""
    settings.MEDIA_ROOT = tmp_path / "files"
    person = PersonFactory(given_names="Rhys", family_name="Elmstead")
    pathway = PathwayFactory(person=person, kind="substance_support", state="in_progress")
    ours = {"pathway": pathway, "team": hub.team, "claimed_by": hub.worker}
    AssessmentFactory(pathway=pathway, assessed_by=hub.worker)
    goal = GoalFactory(plan=PlanFactory(person=person))
    MilestoneClaimFactory(**ours, milestone="need_group", value="opiate", state="verified")
    return {
        "person": person, "pathway": pathway, "goal": goal, "step": StepFactory(goal=goal),
        "spell": SpellFactory(person=person, kind="treatment", code="community_structured"),
        "form": OutcomesProfileFactory(person=person, taken_by=hub.worker),
        "claim": MilestoneClaimFactory(**ours, milestone="naloxone", document=DocumentFactory(person=person)),
        "returned": MilestoneClaimFactory(**ours, milestone="medication_bridge", state="returned"),
        "check": CheckFactory(person=person, name="week_12", answered_by=hub.worker, answered_at=timezone.now()),
        "handover": HandoverFactory(person=person, team=hub.team, sent_by=hub.worker),
        "duty": DutyToReferFactory(person=person),
    }  # fmt: skip


@pytest.mark.parametrize(("ago", "status"), [(91, 404), (89, 200)])
def test_what_the_worker_read_is_not_there_any_more(as_, hub, known, ago, status):
    InvolvementFactory(person=known["person"], team=hub.team, since=day(200), until=day(ago))
    client = as_(hub.worker)
    found = {name: client.get(url(name, known[thing])).status_code for name, thing in READ}
    assert found == dict.fromkeys(found, status)


@pytest.mark.parametrize(("ago", "status"), [(91, {404}), (89, {302, 403})])
def test_nothing_is_written_either_and_nobody_is_told_that_it_is_there(as_, hub, known, ago, status):
    InvolvementFactory(person=known["person"], team=hub.team, since=day(200), until=day(ago))
    client = as_(hub.worker)
    found = {
        name: client.post(url(name, known[thing]), {"reason": "x"}).status_code for name, thing in WRITTEN
    }
    assert {name for name, each in found.items() if each not in status} == set()


@pytest.mark.parametrize("ago", [91, 89])
def test_no_list_names_the_person(as_, hub, known, ago):
    InvolvementFactory(person=known["person"], team=hub.team, since=day(200), until=day(ago))
    client = as_(hub.worker)
    named = {show for name, show in LISTS if "Elmstead" in page(client.get(reverse(name) + show))}
    assert bool(named) is (ago < 90)
    assert ("?show=mine" in named) is (ago < 90)


def test_a_decision_of_the_worker_is_answered_as_one_on_nothing(as_, hub, known):
    InvolvementFactory(person=known["person"], team=hub.team, since=day(200), until=day(91))
    for claim in ("claim", "returned"):
        assert (
            as_(hub.worker).post(url("claim_detail", known[claim]), {"decision": "verify"}).status_code == 404
        )


def test_a_manager_still_decides_what_waits_and_reads_nothing_else(as_, hub, known):
    InvolvementFactory(person=known["person"], team=hub.team, since=day(200), until=day(91))
    client = as_(hub.manager)
    assert client.get(url("claim_detail", known["claim"])).status_code == 200
    assert client.get(url("claim_detail", known["returned"])).status_code == 404
    assert client.get(url("pathway_detail", known["pathway"])).status_code == 404

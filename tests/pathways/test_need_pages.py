"""The pages of what a person needs: every pathway, the questions, support declined, a setback."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from pathways.kinds import KINDS
from pathways.models import Assessment, Pathway
from tests.factories.accounts import UserFactory
from tests.factories.pathways import AssessmentFactory, MilestoneClaimFactory, PathwayFactory
from tests.factories.people import CaseloadFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


def assess_url(person, kind="employment"):
    return reverse("need_assess", args=[person.uuid, kind])


def answers(kind="employment", **said):
    questions = KINDS[kind].question_set.questions
    return {each.slug: next(a.slug for a in each.answers if not a.is_need) for each in questions} | said


def test_a_kind_that_nobody_declared_is_not_there(as_, hub, person):
    assert as_(hub.worker).get(assess_url(person, "astrology")).status_code == 404


def test_a_pathway_under_way_answers_409_before_any_question(as_, hub, person):
    PathwayFactory(person=person, state="achieved")
    assert as_(hub.worker).get(assess_url(person)).status_code == 409


def test_a_question_without_an_answer_leads_to_it_and_keeps_the_others(as_, hub, person):
    typed = answers(papers="no")
    del typed["disclosure"]
    seen = page(as_(hub.worker).post(assess_url(person), typed))
    assert '<a href="#id_disclosure_0">' in seen
    assert re.search(
        r'name="papers"[^>]*value="no"[^>]*checked|value="no"[^>]*name="papers"[^>]*checked', seen
    )
    assert not Assessment.objects.exists()


def test_the_answers_open_the_pathway_and_are_read_on_it(as_, hub, person):
    response = as_(hub.worker).post(assess_url(person), answers(papers="no"), follow=True)
    seen = page(response)
    assert "Employment: need identified" in seen
    assert "Does the person know what they must tell an employer, and how?" in seen
    assert Pathway.objects.get().state == "need_identified"


def test_a_need_is_assessed_of_every_kind_from_one_list(as_, hub, person):
    seen = page(as_(hub.worker).get(url("pathway_list", person)))
    for kind in KINDS.values():
        assert f"<h3>{kind.title}</h3>" in seen
        assert assess_url(person, kind.slug) in seen


def test_the_practitioner_who_holds_the_person_reads_the_list_and_assesses_nothing(as_, hub, pathway):
    CaseloadFactory(person=pathway.person, team=hub.team)
    reader = UserFactory(role=Role.PRACTITIONER, teams=[hub.team])
    seen = page(as_(reader).get(url("pathway_list", pathway.person)))
    assert url("pathway_detail", pathway) in seen
    assert "/assess/" not in seen


def test_the_list_shows_each_ladder_with_its_setbacks(as_, hub, pathway):
    MilestoneClaimFactory(pathway=pathway, team=hub.team, milestone="cv")
    client = as_(hub.worker)
    client.post(url("spell_record", pathway), {"code": "employed", "started_on": day(30).isoformat()})
    client.post(url("pathway_set_back", pathway), {"on": day(2).isoformat(), "reason": "Hours cut"})
    ways = client.get(url("pathway_list", pathway.person)).context["ways"]
    steps = {step["label"]: step["kind"] for step in ways[0].steps}
    assert (steps["CV and disclosure letter"], steps["Setback 1"]) == ("claimed", "setback")
    assert ways[0].steps[-1]["note"] == "Hours cut"
    assert "Hours cut" in page(client.get(url("pathway_detail", pathway)))


def test_support_that_is_not_wanted_is_read_with_its_reason(as_, hub, pathway):
    client = as_(hub.worker)
    assert client.post(url("support_decline", pathway), {"reason": "TBC"}).status_code == 200
    client.post(url("support_decline", pathway), {"reason": "Has a brother who hires"})
    seen = page(client.get(url("pathway_detail", pathway)))
    assert "“Has a brother who hires”" in seen
    assert assess_url(pathway.person) in seen


def test_setbacks_are_counted_where_the_pathway_stands(as_, hub, person):
    pathway = PathwayFactory(person=person, state="sustained")
    client = as_(hub.worker)
    client.post(url("pathway_set_back", pathway), {"on": day(2).isoformat(), "reason": "Hours cut"})
    seen = page(client.get(url("pathway_detail", pathway)))
    assert "Set back 1 time." in seen
    assert client.get(url("pathway_set_back", pathway)).status_code == 409


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("not_assessed", {"need_assess"}),
        ("need_identified", {"need_assess", "support_decline"}),
        ("in_progress", {"support_decline"}),
        ("achieved", {"pathway_set_back"}),
        ("closed", set()),
    ],
)
def test_only_what_can_be_done_now_is_offered(as_, hub, person, state, offered):
    pathway = PathwayFactory(person=person, state=state)
    seen = page(as_(hub.worker).get(url("pathway_detail", pathway)))
    addresses = {
        "need_assess": assess_url(person),
        "support_decline": url("support_decline", pathway),
        "pathway_set_back": url("pathway_set_back", pathway),
    }
    assert {name for name, address in addresses.items() if address in seen} == offered


def test_many_assessments_and_pathways_ask_no_more_queries_than_few(as_, hub, pathway):
    def queries(address):
        client = as_(hub.worker)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    AssessmentFactory(pathway=pathway)
    addresses = [url("pathway_list", pathway.person), url("pathway_detail", pathway)]
    few = [queries(address) for address in addresses]
    for _ in range(20):
        AssessmentFactory(pathway=pathway)
    for kind in list(KINDS)[1:]:
        MilestoneClaimFactory(pathway=PathwayFactory(person=pathway.person, kind=kind), team=hub.team,
                              milestone=KINDS[kind].milestones[0].slug)  # fmt: skip
    assert [queries(address) for address in addresses] == few

"""The pages of pathways: who reaches them, and who is told why not."""

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from pathways.handovers.access import may_send_for
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.people import (
    BreakGlassFactory,
    CaseloadFactory,
    InvolvementFactory,
    LimitedAccessFactory,
)
from tests.pathways.asking import page, url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db
PATHWAY_PAGES = ["pathway_detail", "spell_record", "claim_record"]


@pytest.mark.parametrize("name", PATHWAY_PAGES)
def test_a_pathway_out_of_scope_is_not_there(as_, name):
    stranger = UserFactory(role=Role.HUB_MANAGER, teams=[TeamFactory()])
    assert as_(stranger).get(url(name, PathwayFactory())).status_code == 404


@pytest.mark.parametrize("name", ["spell_end", "spell_correct"])
def test_a_spell_out_of_scope_is_not_there(as_, name):
    pathway = PathwayFactory()
    spell = SpellFactory(person=pathway.person)
    stranger = UserFactory(role=Role.HUB_MANAGER, teams=[TeamFactory()])
    assert as_(stranger).get(url(name, spell)).status_code == 404


@pytest.mark.parametrize("name", ["claim_detail", "claim_again"])
def test_a_claim_of_another_hub_is_not_there(as_, name):
    stranger = UserFactory(role=Role.HUB_MANAGER, teams=[TeamFactory()])
    assert as_(stranger).get(url(name, MilestoneClaimFactory())).status_code == 404


def test_a_performance_officer_of_another_contract_area_sees_nothing(as_, claim):
    stranger = UserFactory(role=Role.PERFORMANCE_OFFICER, teams=[TeamFactory()])
    assert as_(stranger).get(url("claim_detail", claim)).status_code == 404
    listed = page(as_(stranger).get(reverse("claim_list")))
    assert "Elmstead" not in listed
    assert "Nothing waits to be verified" in listed


@pytest.mark.parametrize("limit", ["restriction", "exclusion"])
def test_the_claim_about_a_person_hidden_from_the_verifier_is_not_there(as_, hub, claim, limit):
    LimitedAccessFactory(
        person=claim.person, kind=limit, user=hub.manager if limit == "exclusion" else hub.worker
    )
    assert as_(hub.manager).get(url("claim_detail", claim)).status_code == 404
    assert as_(hub.manager).get(url("pathway_detail", claim.pathway)).status_code == 404
    listed = page(as_(hub.manager).get(reverse("claim_list")))
    assert "Elmstead" not in listed
    assert 'class="tg-count">0' in listed
    assert "No claim waits to be verified" in page(as_(hub.manager).get(reverse("home")))


def test_a_person_hidden_from_the_claimer_is_not_named_on_their_home_page(as_, hub, pathway):
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.worker, state="returned")
    assert "Elmstead" in page(as_(hub.worker).get(reverse("home")))
    LimitedAccessFactory(person=claim.person, kind="exclusion", user=hub.worker)
    assert "Elmstead" not in page(as_(hub.worker).get(reverse("home")))


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"hub_worker", "hub_manager"}))
@pytest.mark.parametrize("name", ["spell_record", "claim_record"])
def test_a_role_that_records_nothing_is_told_so(as_, hub, pathway, name, role):
    CaseloadFactory(person=pathway.person, team=hub.team)
    user = UserFactory(role=role, teams=[hub.team])
    assert as_(user).get(url(name, pathway)).status_code == 403


@pytest.mark.parametrize(
    "role", sorted(set(Role.values) - {"hub_worker", "hub_manager", "performance_officer"})
)
def test_the_queue_is_not_for_other_roles(as_, hub, claim, role):
    user = UserFactory(role=role, teams=[hub.team])
    assert as_(user).get(reverse("claim_list")).status_code == 403
    assert as_(user).get(url("claim_detail", claim)).status_code == 403


@pytest.mark.parametrize("name", PATHWAY_PAGES[1:])
def test_staff_whose_involvement_has_ended_read_and_record_nothing(as_, hub, name):
    pathway = PathwayFactory()
    InvolvementFactory(person=pathway.person, team=hub.team, until=day(3))
    seen = as_(hub.worker).get(url("pathway_detail", pathway))
    assert seen.status_code == 200
    assert "You can read this pathway" in page(seen)
    assert as_(hub.worker).get(url(name, pathway)).status_code == 403


def test_staff_of_an_involved_hub_read_and_write_nothing_under_a_broken_glass(as_, hub, pathway):
    LimitedAccessFactory(person=pathway.person, kind="restriction", user=None)
    BreakGlassFactory(user=hub.worker, person=pathway.person)
    assert as_(hub.worker).get(url("pathway_detail", pathway)).status_code == 200
    assert as_(hub.worker).post(url("spell_record", pathway)).status_code == 403
    assert not may_send_for(hub.worker, pathway.person)

"""The whole matrix of both machines: every state, verb and role against a table written out here by hand."""

from itertools import pairwise

import pytest

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import WrongState, machine_of, perform
from pathways.models import MilestoneClaim, Pathway
from pathways.states import ClaimState, PathwayState
from tests.factories.accounts import UserFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory
from tests.factories.people import InvolvementFactory
from tests.pathways.days import day

pytestmark = pytest.mark.django_db

STAFF = {"hub_worker", "hub_manager"}
VERIFIERS = {"hub_manager", "performance_officer"}

NOBODY: set[str] = set()

# verb: (from, to, roles that may, whether the system may); what facts alone do, no role does
PATHWAY = {
    "assess": (
        {"not_assessed", "no_need", "declined", "need_identified"},
        "need_identified",
        STAFF,
        True,
    ),
    "decline_support": ({"need_identified", "in_progress"}, "declined", STAFF, False),
    "close": (
        {"not_assessed", "no_need", "need_identified", "declined", "in_progress", "achieved", "sustained"},
        "closed",
        NOBODY,
        True,
    ),
    "reopen": ({"closed"}, "need_identified", NOBODY, True),
    "begin": ({"need_identified"}, "in_progress", NOBODY, True),
    "achieve": ({"in_progress"}, "achieved", NOBODY, True),
    "sustain": ({"achieved"}, "sustained", NOBODY, True),
    "set_back": ({"achieved", "sustained"}, "in_progress", STAFF, True),
}
CLAIM = {
    "verify": ({"claimed"}, "verified", VERIFIERS, False),
    "return_claim": ({"claimed"}, "returned", VERIFIERS, False),
    "claim_again": ({"returned"}, "claimed", STAFF, False),
    "revoke": ({"verified"}, "revoked", VERIFIERS, False),
    "take_back": ({"claimed", "returned", "verified"}, "revoked", NOBODY, True),
    "draw": ({"claimed"}, "claimed", set(), True),
}
FACTS = {
    "return_claim": {"because": "Dates do not agree", "text": "Add a payslip"},
    "claim_again": {
        "reached_on": day(3), "evidence_type": "letter", "evidence_reference": "A letter", "evidence_on": day(2),
    },
    "revoke": {"because": "The letter was forged"},
    "take_back": {"because": "The person did not come"},
    "draw": {"on": day(1)},
}  # fmt: skip


def attempt(thing, verb, by):
    """What came of it: moved, not_now, or not_you."""
    given = FACTS.get(verb, {}) | ({"whose": UserFactory()} if verb == "take_back" else {})
    try:
        perform(thing, verb, by=by, **given)
    except WrongState:
        return "not_now"
    except NotYou:
        return "not_you"
    return "moved"


def expected(table, verb, state, role):
    sources, _, roles, by_system = table[verb]
    if not by_system if role == "system" else role not in roles:
        return "not_you"
    return "moved" if state in sources else "not_now"


@pytest.mark.parametrize(("model", "table"), [(Pathway, PATHWAY), (MilestoneClaim, CLAIM)])
def test_the_machine_has_these_verbs_and_no_other(model, table):
    assert {rule.verb for rule in machine_of(model)} == set(table)


@pytest.mark.parametrize("role", [*Role.values, "system"])
@pytest.mark.parametrize("verb", PATHWAY)
def test_the_matrix_of_a_pathway(hub, person, verb, role):
    by = None if role == "system" else UserFactory(role=role, teams=[hub.team])
    for state in PathwayState.values:
        pathway = PathwayFactory(state=state)
        InvolvementFactory(person=pathway.person, team=hub.team)
        came = attempt(pathway, verb, by)
        assert came == expected(PATHWAY, verb, state, role), (state, verb, role)
        pathway.refresh_from_db()
        assert pathway.state == (PATHWAY[verb][1] if came == "moved" else state)


@pytest.mark.parametrize("role", [*Role.values, "system"])
@pytest.mark.parametrize("verb", CLAIM)
def test_the_matrix_of_a_claim(hub, verb, role):
    by = None if role == "system" else UserFactory(role=role, teams=[hub.team])
    for state in ClaimState.values:
        claim = MilestoneClaimFactory(team=hub.team, state=state)
        came = attempt(claim, verb, by)
        assert came == expected(CLAIM, verb, state, role), (state, verb, role)
        claim.refresh_from_db()
        assert claim.state == (CLAIM[verb][1] if came == "moved" else state)


def test_the_events_of_a_whole_way_replay_to_the_state(pathway, hub, reason, evidence):
    from pathways import actions as pathways

    job = pathways.record_spell(pathway, by=hub.worker, code="employed", started_on=day(20))
    claim = pathways.claim_milestone(pathway, by=hub.worker, milestone="job_started", spell=job, **evidence)
    pathways.return_claim(claim, by=hub.manager, reason=reason, text="Add a payslip")
    pathways.claim_again(claim, by=hub.colleague, spell=job, **evidence)
    pathways.verify_claim(claim, by=hub.officer)
    pathways.end_spell(pathway, job, by=hub.worker, ended_on=day(1), reason="Contract ended")
    for thing in (pathway, claim):
        thing.refresh_from_db()
        log = list(events.of(thing))
        states = [(event.from_state, event.to_state) for event in log if event.from_state]
        assert all(before[1] == after[0] for before, after in pairwise(states))
        assert log[-1].to_state == thing.state
    assert (pathway.state, claim.state) == ("in_progress", "verified")

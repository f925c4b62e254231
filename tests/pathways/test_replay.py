"""After any walk of what workers and facts do, the events of a pathway replay to its state, by the domain's table."""

import os

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused, perform
from pathways import actions as pathways
from pathways.kinds import KINDS
from pathways.models import MilestoneClaim, Pathway, Spell
from tests.factories.people import InvolvementFactory, PersonFactory
from tests.pathways.days import TODAY, day

pytestmark = pytest.mark.django_db
WALKS = int(os.environ.get("THROUGHGATE_WALKS", "40"))  # `make test-walks` takes 1,000

# The table of the domain: verb, and from which state to which.
ALLOWED = {
    "opened": {("", "not_assessed"), ("", "need_identified")},
    "assess": {
        (source, target)
        for source in ("not_assessed", "no_need", "declined", "need_identified")
        for target in ("need_identified", "no_need")
    },
    "decline_support": {("need_identified", "declined"), ("in_progress", "declined")},
    "begin": {("need_identified", "in_progress")},
    "achieve": {("in_progress", "achieved")},
    "sustain": {("achieved", "sustained")},
    "set_back": {("achieved", "in_progress"), ("sustained", "in_progress")},
    "close": {
        (source, "closed")
        for source in ("not_assessed", "no_need", "need_identified", "declined", "in_progress", "achieved", "sustained")
    },
    "reopen": {("closed", "need_identified"), ("closed", "in_progress")},
}  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["accept", "find a need", "find none", "decline", "job", "study", "end", "correct", "claim", "verify",
             "revoke", "set back", "sustain", "close", "reopen"]
        ),
        st.integers(0, 60),
    ),
    max_size=14,
)  # fmt: skip


def answers(kind, *, need):
    return {
        question.slug: next(answer.slug for answer in question.answers if answer.is_need == need)
        for question in kind.question_set.questions
    }


@settings(max_examples=WALKS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slug=st.sampled_from(["employment", "finance_and_identity"]), steps=STEPS)
def test_replaying_the_events_gives_the_state_after_any_walk(hub, slug, steps):
    with transaction.atomic():
        person = PersonFactory()
        InvolvementFactory(person=person, team=hub.team)
        for what, number in steps:
            walk(person, KINDS[slug], hub, what, number)
            assert_replayed(person, KINDS[slug])
        transaction.set_rollback(True)


def walk(person, kind, hub, what, number):
    """One step; a refusal leaves neither a row nor an event."""
    before = Event.objects.count(), Spell.versions.count()
    try:
        with transaction.atomic():
            happens(person, kind, hub, what, number)
    except (Refused, ValidationError):
        assert (Event.objects.count(), Spell.versions.count()) == before


def happens(person, kind, hub, what, number):
    by, pathway = hub.worker, Pathway.objects.filter(person=person).first()
    if what == "accept":
        pathways.open_pathways(person, [kind.need], by=by)
    elif what in ("find a need", "find none"):
        pathways.assess_need(person, kind, by=by, answers=answers(kind, need=what == "find a need"))
    elif pathway is None:
        return
    elif what == "decline":
        pathways.decline_support(pathway, by=by, reason="Does it alone")
    elif what == "set back":
        pathways.set_back(pathway, by=by, on=day(number), reason="Hours cut")
    elif what == "sustain":
        perform(pathway, "sustain", by=None)
    elif what == "close":
        pathways.close_pathways(person, by=by)
    elif what == "reopen":
        pathways.reopen_pathways(person, [kind.need], by=by)
    elif what in ("claim", "verify", "revoke"):
        claimed(pathway, kind, hub, what, number)
    elif kind.spells:
        worked(pathway, by, what, number)


def claimed(pathway, kind, hub, what, number):
    if what == "claim":
        milestone = kind.milestones[number % 3]
        pathways.claim_milestone(
            pathway, by=hub.worker, milestone=milestone.slug, reached_on=day(number), evidence_type="seen",
            evidence_reference="Seen", evidence_on=day(number),
        )  # fmt: skip
        return
    state = {"verify": "claimed", "revoke": "verified"}[what]
    claim = MilestoneClaim.objects.filter(pathway=pathway, state=state).first()
    if claim and what == "verify":
        pathways.verify_claim(claim, by=hub.manager)
    elif claim:
        pathways.revoke_claim(claim, by=hub.officer, because="It was of somebody else")


def worked(pathway, by, what, number):
    spell = Spell.objects.filter(person=pathway.person).first()
    if what in ("job", "study"):
        code = "employed" if what == "job" else "education"
        ended = {"ended_on": day(number // 2), "end_reason": "Over"} if number % 3 == 0 else {}
        pathways.record_spell(pathway, by=by, code=code, started_on=day(number), **ended)
    elif spell and what == "end":
        pathways.end_spell(pathway, spell, by=by, ended_on=day(number // 4), reason="Over")
    elif spell:
        code = "education" if number % 2 else "self_employed"
        pathways.correct_spell(pathway, spell, by=by, reason="Typing", code=code)


def assert_replayed(person, kind):
    pathway = Pathway.objects.filter(person=person).first()
    if pathway is None:
        return
    state, setbacks = "", 0
    for event in events.of(pathway):
        assert event.from_state in ("", state)
        assert (event.from_state, event.to_state) in ALLOWED[event.what], event.what
        state, setbacks = event.to_state, setbacks + (event.what == "set_back")
    assert state == pathway.state
    assert setbacks >= Event.objects.filter(subject_id=pathway.pk, what="achieve").count() - 1
    if pathway.is_achieved:
        assert is_shown(pathway, kind)


def is_shown(pathway, kind):
    """By the database alone: a job that is so today, or all three papers verified."""
    if kind.spells:
        jobs = Spell.objects.filter(
            person=pathway.person, code__in=["employed", "self_employed", "apprenticeship"]
        )
        return jobs.covering(TODAY).exists()
    verified = MilestoneClaim.objects.filter(pathway=pathway, state="verified")
    return set(verified.values_list("milestone", flat=True)) == {
        "bank_account", "identity_documents", "benefits_claim",
    }  # fmt: skip

"""A kind of pathway declared in this test alone works everywhere: adding one is a declaration (domain: Pathways)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.lifecycle import triggers
from foundation.lifecycle.transitions import WrongState
from pathways import actions as pathways
from pathways import drawing
from pathways.kinds import KINDS, Answer, Kind, Milestone, Overlap, Question, QuestionSet, SpellRules
from pathways.models import Pathway, Spell
from pathways.rules import kept
from people import actions as people
from tests.factories.accounts import UserFactory
from tests.factories.intake import load, problems
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory, PersonFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


def has_a_doctor(spell) -> bool:
    return spell.code == "registered"


HEALTH = Kind(
    slug="health_care",
    title="Health care",
    need="health",
    questions=(
        QuestionSet(
            1,
            (
                Question("doctor", "Is the person registered with a doctor?",
                         (Answer("yes", "Yes"), Answer("no", "No", is_need=True))),
            ),
        ),
    ),
    spells=SpellRules(
        kind="care", noun="registration", heading="Doctors", begun="Registration", code_label="How",
        detail_label="Practice", detail_hint="The name of the practice.", overlap=Overlap.ONE,
        codes={"registered": "Registered", "temporary": "Temporary patient"},
    ),
    achieved_by=has_a_doctor,
    milestones=(
        Milestone("health_passport", "Health passport", once=True),
        Milestone("registered", "Registered with a doctor", always_verified=True, rests_on=has_a_doctor),
    ),
)  # fmt: skip


@pytest.fixture(autouse=True)
def health():
    """The kind stands in the catalogue and its rules in the database, for one test."""
    KINDS[HEALTH.slug] = HEALTH
    triggers.register(*kept.declared())
    triggers.install()
    yield HEALTH
    del KINDS[HEALTH.slug]
    triggers.register(*kept.declared())
    triggers.install()


def assess(person, by, doctor="no"):
    pathways.assess_need(person, HEALTH, by=by, answers={"doctor": doctor})
    return Pathway.objects.get(person=person, kind=HEALTH.slug)


def claim(pathway, by, milestone, spell=None):
    return pathways.claim_milestone(
        pathway, by=by, milestone=milestone, reached_on=day(2), evidence_type="seen",
        evidence_reference="The card of the practice", evidence_on=day(1), spell=spell,
    )  # fmt: skip


def test_an_accepted_referral_that_names_the_need_opens_it(person, hub):
    (opened,) = pathways.open_pathways(person, ["health", "wellbeing"], by=hub.worker)
    assert (opened.kind, opened.state) == ("health_care", "need_identified")


def test_its_way_from_the_first_question_to_a_setback(person, hub):
    pathway = assess(person, hub.worker)
    passport = claim(pathway, hub.worker, "health_passport")
    pathway.refresh_from_db()
    assert pathway.state == "in_progress"
    spell = pathways.record_spell(pathway, by=hub.worker, code="registered", started_on=day(9))
    started = claim(pathway, hub.worker, "registered", spell)
    for each in (passport, started):
        pathways.verify_claim(each, by=hub.manager)
    pathway.refresh_from_db()
    assert pathway.state == "achieved"
    pathways.end_spell(pathway, spell, by=hub.worker, ended_on=day(1), reason="Practice closed")
    pathway.refresh_from_db()
    assert pathway.state == "in_progress"


def test_what_it_declares_is_refused_as_it_says(person, hub):
    pathway = assess(person, hub.worker)
    claim(pathway, hub.worker, "health_passport")
    pathways.record_spell(pathway, by=hub.worker, code="temporary", started_on=day(9))
    with pytest.raises(ValidationError, match="one registration at a time"):
        pathways.record_spell(pathway, by=hub.worker, code="registered", started_on=day(4))
    with pytest.raises(ValidationError, match="reached once"):
        pathways.claim_milestone(
            pathway, by=hub.worker, milestone="health_passport", reached_on=day(1), evidence_type="seen",
            evidence_reference="Again", evidence_on=day(1),
        )  # fmt: skip
    with pytest.raises(WrongState):
        assess(person, hub.worker)


def test_the_database_keeps_its_spells_apart(person):
    care = {"person": person, "kind": "care"}
    Spell.versions.create(**care, code="registered", started_on=day(9))
    with pytest.raises(IntegrityError), transaction.atomic():
        Spell.versions.create(**care, code="temporary", started_on=day(4))


def test_its_pages_open(as_, person, hub):
    client = as_(hub.worker)
    address = reverse("need_assess", args=[person.uuid, HEALTH.slug])
    assert "Is the person registered with a doctor?" in page(client.get(address))
    pathway = assess(person, hub.worker)
    client.post(url("spell_record", pathway), {"code": "registered", "started_on": day(9).isoformat()})
    spell = Spell.objects.get()
    seen = page(client.get(url("pathway_detail", pathway)))
    assert "Doctors" in seen
    assert "Claim: Registered with a doctor" in seen
    assert client.get(url("claim_record", pathway)).status_code == 200
    for name in ("spell_detail", "spell_correct", "spell_end"):
        assert client.get(url(name, spell)).status_code == 200
    assert "Health care" in page(client.get(url("person_detail", person)))
    timeline = page(client.get(url("person_timeline", person)))
    assert "Registration started: Registered" in timeline


def test_its_spells_are_imported():
    person = PersonFactory(crn="X000001", date_of_birth=datetime.date(1990, 5, 14))
    PathwayFactory(person=person, kind=HEALTH.slug)
    header = "crn kind code started_on ended_on end_reason detail"
    assert problems("spells", header, "X000001 care nonsense 2026-01-05 - - -") == [
        "f:2 code: “nonsense” is not one of registered, temporary"
    ]
    rows = "X000001 care registered 2026-01-05 - - -", "X000001 care temporary 2026-01-09 - - -"
    assert problems("spells", header, *rows) == [
        "f:3 started_on: overlaps with line 2: only one at a time; give the first its ended_on"
    ]
    assert load("spells", header, rows[0]) == (1, 0, 0)
    assert Pathway.objects.get().state == "achieved"


def test_two_records_of_one_person_are_merged_with_it(hub):
    team, both = hub.area, [PersonFactory(), PersonFactory()]
    steward = UserFactory(role="data_steward", organisation=team.organisation, teams=[team])
    states = ("need_identified", "achieved")
    for person, state in zip(both, states, strict=True):
        CaseloadFactory(person=person, team=team)
        InvolvementFactory(person=person, team=hub.team)
        pathway = PathwayFactory(person=person, kind=HEALTH.slug, state=state)
        MilestoneClaimFactory(pathway=pathway, milestone="health_passport", team=hub.team)
    SpellFactory(person=both[1], kind="care", code="registered")
    people.merge(both[0], both[1], by=steward, reason="The same prison number and the same address")
    assert Pathway.objects.get(person=both[0]).state == "achieved"


def test_its_ladder_is_drawn():
    drawn = drawing.as_markdown(HEALTH)
    for said in ("# Health care", "Is the person registered with a doctor?", "one at a time"):
        assert said in drawn

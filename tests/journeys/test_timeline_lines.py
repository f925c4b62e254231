"""Every step of a referral, who held the person, their answers on wellbeing, claims, and proven offences."""

import datetime

import pytest

from foundation.accounts.roles import Role
from foundation.lifecycle.transitions import REMOVED, machine_of
from journeys import timeline
from journeys.timeline.sources.referrals import TITLES
from people import actions as people
from referrals.models import Referral
from tests.factories.accounts import UserFactory
from tests.factories.hubs import WellbeingFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory
from tests.factories.people import OffenceFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def told(person, user, *kinds):
    return [
        (entry.title, entry.detail, entry.text)
        for entry in timeline.page_of(person, user, number=1, kinds=kinds)
    ]


def test_proven_offences_are_not_told_to_who_may_not_read_risk(person, steward, today):
    OffenceFactory(person=person, offence_group="Theft")
    assert not steward.may("view_risk")
    assert told(person, steward, "offence") == []
    assert "offence" not in dict(timeline.kinds_open_to(steward))


def test_answers_on_wellbeing_are_not_told_to_those_whose_work_it_is_not(person, steward):
    WellbeingFactory(person=person)
    assert told(person, steward, "wellbeing") == []


def test_nothing_of_another_person_is_told(person, practitioner):
    other = PersonFactory()
    OffenceFactory(person=other)
    WellbeingFactory(person=other)
    assert told(person, practitioner, "offence", "wellbeing", "caseload") == []


def test_every_verb_of_a_referral_has_words():
    verbs = {rule.verb for rule in machine_of(Referral) if rule.target is not REMOVED}
    assert verbs - set(TITLES) == set()


def test_a_proven_offence_is_told_on_its_day_with_what_came_of_it(person, practitioner, today):
    OffenceFactory(person=person, offence_group="Theft", disposal="caution", offence_on=today - 90 * DAY)
    OffenceFactory(person=person, offence_on=today - 200 * DAY)
    assert told(person, practitioner, "offence") == [
        ("Proven offence: theft", "proven offence, caution", ""),
        ("Proven offence", "proven offence", ""),
    ]


def test_answers_on_wellbeing_are_told_and_a_zero_is_an_answer(person, worker, hub, today):
    WellbeingFactory(
        person=person, hub=hub, asked_on=today - DAY, asked_by=worker, satisfied=0, worthwhile=None, happy=10,
        anxious=3,
    )  # fmt: skip
    silent = dict.fromkeys(("satisfied", "worthwhile", "happy", "anxious"))
    WellbeingFactory(person=person, hub=hub, occasion="review", asked_on=today, **silent)
    assert told(person, worker, "wellbeing") == [
        ("Asked about wellbeing, no answer", "review at Chatham", ""),
        (
            "Answers on wellbeing",
            "induction at Chatham, asked by Marcus Oyelaran",
            "Satisfied 0, happy 10, anxious 3",
        ),
    ]


def test_a_move_of_the_caseload_is_told_with_its_reason(person, practitioner, team):
    colleague = UserFactory(
        name="Idris Penhale", role=Role.PRACTITIONER, teams=[team], organisation=team.organisation
    )
    people.move_caseload(person, by=practitioner, team=team, practitioner=colleague, reason="Moved district")
    assert told(person, practitioner, "caseload") == [
        ("Held by Idris Penhale, Medway North", "caseload, by Dana Whitlock", "Moved district")
    ]


@pytest.mark.parametrize(
    ("is_drawn", "stands"), [(True, "awaiting verification"), (False, "claimed; not drawn for checking")]
)
def test_a_claim_that_was_not_drawn_awaits_nobody(person, practitioner, is_drawn, stands):
    MilestoneClaimFactory(pathway=PathwayFactory(person=person), is_to_be_verified=is_drawn)
    ((_, detail, _),) = told(person, practitioner, "milestone")
    assert detail == f"milestone, employment, {stands}"


def test_a_claim_says_which_of_the_milestones_values_it_is(person, practitioner):
    pathway = PathwayFactory(person=person, kind="substance_support")
    claim = MilestoneClaimFactory(pathway=pathway, milestone="need_group", value="opiate")
    ((title, _, _),) = told(person, practitioner, "milestone")
    assert title == str(claim)
    assert title.startswith("Need group recorded: ")
    assert claim.declaration.values["opiate"] in title

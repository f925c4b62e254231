"""What somebody needed and where it went, on the person's timeline."""

import pytest

from foundation.accounts.roles import Role
from journeys import timeline
from pathways import actions as pathways
from pathways.kinds import KINDS
from pathways.models import Pathway
from tests.factories.accounts import UserFactory
from tests.factories.pathways import PathwayFactory

pytestmark = pytest.mark.django_db
A_NEED = {"work_to_go_to": "no", "papers": "yes", "disclosure": "yes", "wants_support": "no"}


def told(person, user):
    page = timeline.page_of(person, user, number=1, kinds=["pathway"])
    return [(entry.title, entry.line.partition(" · ")[0], entry.text) for entry in page]


def test_a_data_steward_reads_nothing_of_a_need(person, worker, team):
    pathways.assess_need(person, KINDS["employment"], by=worker, answers=A_NEED)
    steward = UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])
    assert told(person, steward) == []


def test_a_need_its_job_and_its_setback_stand_with_who_said_so(person, worker, today):
    pathways.assess_need(person, KINDS["employment"], by=worker, answers=A_NEED)
    pathway = Pathway.objects.get()
    pathways.record_spell(pathway, by=worker, code="employed", started_on=today)
    pathway.refresh_from_db()
    pathways.set_back(pathway, by=worker, on=today, reason="Hours cut to nothing")
    assert sorted(told(person, worker)) == [
        ("Achieved: employment", "pathway", ""),
        ("Employment assessed: a need", "pathway, by Marcus Oyelaran", ""),
        ("Setback: employment", "pathway, by Marcus Oyelaran", "Hours cut to nothing"),
    ]


def test_declined_support_is_told_with_the_persons_reason(person, worker):
    pathway = PathwayFactory(person=person, kind="finance_and_identity")
    pathways.decline_support(pathway, by=worker, reason="Has it all")
    assert told(person, worker) == [
        ("Support declined: finance and identity", "pathway, by Marcus Oyelaran", "Has it all")
    ]

"""What the service reads of what happened: with the handover, and not with the record of the person."""

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.lifecycle import events
from pathways.actions import answering_handovers as service_does
from people import actions as people
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import CaseloadFactory, PersonFactory
from tests.pathways.asking import page
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


def test_a_merge_and_a_moved_caseload_are_told_to_the_side_that_sent_it_alone(
    send, person, office, treatment, as_
):
    twin = PersonFactory()
    CaseloadFactory(person=twin, team=office.team, since=day(90), until=day(60))
    canary = {"organisation": office.team.organisation, "name": "Canary Smith"}
    handover = service_does.receive_handover(send(treatment), by=treatment.worker)
    steward = UserFactory(role=Role.DATA_STEWARD, **canary)
    made = people.merge(twin, person, by=steward, reason="One prison number")
    people.unmerge(made, by=steward, reason="Two people after all")
    mover = UserFactory(role=Role.PRACTITIONER, teams=[office.team], name="Canary Smith")
    team = TeamFactory(organisation=office.team.organisation)
    to = UserFactory(role=Role.PRACTITIONER, teams=[team])
    people.move_caseload(person, by=mover, team=team, practitioner=to, reason="Moved house")
    assert {"merged", "unmerged", "followed_the_caseload"} <= {each.what for each in events.of(handover)}
    shown = page(as_(treatment.worker).get(reverse("handed_over_detail", args=[handover.uuid])))
    assert "Received" in shown
    assert not [words for words in ("Canary Smith", "erged", "Followed by the team") if words in shown]

"""Documents on the timeline, to those who may read them."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from journeys import timeline
from tests.factories.accounts import UserFactory
from tests.factories.people_documents import DocumentFactory

pytestmark = pytest.mark.django_db


def told(person, user, moment=None):
    return [
        entry.title for entry in timeline.page_of(person, user, number=1, kinds=["document"], moment=moment)
    ]


def test_a_data_steward_is_told_of_no_document(person, team):
    steward = UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])
    DocumentFactory(person=person)
    assert told(person, steward) == []
    assert "document" not in dict(timeline.kinds_open_to(steward))


def test_a_document_is_told_on_the_day_it_was_added(person, practitioner):
    DocumentFactory(person=person, title="Tenancy agreement", kind="contract")
    (entry,) = timeline.page_of(person, practitioner, number=1, kinds=["document"])
    assert (entry.title, entry.at) == ("Document added: Tenancy agreement", timezone.localdate())


def test_what_was_set_aside_is_told_only_as_at_a_day_on_which_it_stood(person, practitioner):
    now = timezone.now()
    DocumentFactory(
        person=person, uploaded_at=now - datetime.timedelta(days=9), was_set_aside=True,
        set_aside_at=now - datetime.timedelta(days=2),
    )  # fmt: skip
    assert told(person, practitioner) == []
    day = timezone.localdate()
    assert told(person, practitioner, timeline.known_on(day - datetime.timedelta(days=5))) != []
    assert told(person, practitioner, timeline.known_on(day - datetime.timedelta(days=1))) == []
    assert told(person, practitioner, timeline.known_on(day - datetime.timedelta(days=20))) == []

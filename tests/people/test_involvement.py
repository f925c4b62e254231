"""A hub's involvement with a person, from and until."""

import pytest

from foundation.lifecycle import events
from people import actions
from people.models import Involvement
from tests.factories.accounts import TeamFactory

pytestmark = pytest.mark.django_db


def test_a_team_is_involved_once_and_its_end_is_kept(person, practitioner, ago, today):
    hub = TeamFactory(name="Chatham hub")
    first = actions.involve(person, hub, purpose="referral", by=practitioner, since=ago(5))
    assert actions.involve(person, hub, purpose="referral", by=practitioner) == first
    assert actions.end_involvement(person, hub, purpose="referral", by=practitioner).until == today
    assert actions.end_involvement(person, hub, purpose="referral", by=practitioner) is None
    assert actions.involve(person, hub, purpose="referral", by=practitioner) != first
    assert Involvement.objects.count() == 2
    assert [event.what for event in events.of(first)] == ["involved", "involvement_ended"]


def test_an_involvement_never_ends_before_it_began(person, practitioner, ago, today):
    hub = TeamFactory()
    actions.involve(person, hub, purpose="place", by=None)
    assert actions.end_involvement(person, hub, purpose="place", by=None, until=ago(9)).until == today

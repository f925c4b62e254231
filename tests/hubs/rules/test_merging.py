"""Two records that are merged bring their bookings together: judged in sessions ahead, and always taken back."""

import pytest

from foundation.accounts.roles import Role
from foundation.lifecycle.transitions import Refused
from hubs import clashes
from hubs.models import Booking
from people import actions as people
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import CaseloadFactory, LicenceConditionFactory, NoContactFactory

from .written import change, refused

pytestmark = pytest.mark.django_db
WHY = "The same prison number, and the practitioner says so"


@pytest.fixture
def steward(db):
    team = TeamFactory()
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])


@pytest.fixture
def twice(steward, someone):
    """The other record of somebody of the pair, held by the same team."""

    def make(*others):
        double = someone()
        for person in (double, *others):
            CaseloadFactory(person=person, team=steward.teams.get())
        return double

    return make


def test_two_records_are_not_merged_into_a_meeting_to_come(at, into, pair, twice, steward):
    double = twice(pair[0])
    into(at(), pair[1])
    into(at(), double)
    with pytest.raises(Refused, match="Ask their hubs to cancel or move one"):
        people.merge(pair[0], double, by=steward, reason=WHY)
    double.refresh_from_db()
    assert double.merged_into is None


def test_nor_into_a_booking_at_a_hub_to_keep_away_from(at, into, hub, pair, twice, steward):
    double = twice(pair[0])
    into(at(), double)
    LicenceConditionFactory(person=pair[0], kind="exclusion_hub", team=hub.team)
    with pytest.raises(Refused, match="cannot stand as one person"):
        people.merge(pair[0], double, by=steward, reason=WHY)


def test_the_past_does_not_stand_against_a_merge(at, into, pair, twice, steward, manager):
    double = twice(pair[0])
    session = at(-30, state="recorded")
    into(session, pair[1], mark="attended")
    into(session, double, mark="attended")
    people.merge(pair[0], double, by=steward, reason=WHY)
    assert Booking.objects.filter(person=pair[0]).count() == 1
    assert len(clashes.at_hubs_of(manager, past=True)) == 1


def test_a_merge_is_taken_back_whatever_was_booked_since(at, into, someone, pair, twice, steward):
    """Both records were booked; the place of one was given to somebody else, and a pair recorded."""
    double = twice(pair[0])
    session = at(capacity=2)
    into(session, pair[0])
    into(session, double)
    made = people.merge(pair[0], double, by=steward, reason=WHY)
    assert Booking.objects.filter(session=session).count() == 1
    into(session, someone())
    people.unmerge(made, by=steward, reason=WHY)
    assert {booking.person_id for booking in Booking.objects.filter(session=session)} >= {
        pair[0].pk,
        double.pk,
    }


def test_a_booking_that_goes_back_to_its_record_is_not_judged(at, into, someone):
    double, kept, other, stranger = (someone() for _ in range(4))
    session = at()
    change(double, merged_into=kept)
    into(session, other)
    booking = into(session, kept)
    NoContactFactory(first=double, second=other)
    NoContactFactory(first=other, second=stranger)
    refused(change, booking, person=stranger)
    change(booking, person=double)

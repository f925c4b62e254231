"""One person, the team that holds them, a hub that works with them, and everybody who may look."""

import datetime

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.people import CaseloadFactory, ConsentFactory, InvolvementFactory, PersonFactory
from tests.factories.referrals import ReferralFactory

from .saying import listed, on_the_page

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return datetime.date.today()


@pytest.fixture
def team(db):
    return TeamFactory(name="Medway North")


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham", team=TeamFactory(name="Chatham"))


@pytest.fixture
def practitioner(team):
    return UserFactory(
        name="Dana Whitlock", role=Role.PRACTITIONER, teams=[team], organisation=team.organisation
    )


@pytest.fixture
def worker(hub):
    return UserFactory(name="Marcus Oyelaran", role=Role.HUB_WORKER, teams=[hub.team])


@pytest.fixture
def steward(team):
    return UserFactory(name="Gethin Marrow", role=Role.DATA_STEWARD, organisation=team.organisation)


@pytest.fixture
def person(team, practitioner, hub):
    """Held by Medway North, involved at Chatham by a referral."""
    person = PersonFactory(given_names="Callum", family_name="Fernhill")
    CaseloadFactory(person=person, team=team, practitioner=practitioner)
    InvolvementFactory(person=person, team=hub.team)
    return person


@pytest.fixture
def consenting(person):
    ConsentFactory(person=person)
    return person


@pytest.fixture
def accepted(consenting, hub, team, worker):
    return ReferralFactory(person=consenting, hub=hub, team=team, state="accepted", key_worker=worker)


@pytest.fixture
def started(consenting, hub, team, worker):
    return ReferralFactory(person=consenting, hub=hub, team=team, state="started", key_worker=worker)


@pytest.fixture
def runs(consenting, hub, team, today):
    """Makes a clock about the person that falls to the hub; started yesterday, due tomorrow."""

    def made(name, subject_type="people.person", subject_id=None, **more):
        about_it = {
            "clock": name, "subject_type": subject_type, "subject_id": subject_id or consenting.pk,
            "person_id": consenting.pk, "team": hub.team, "started_on": today - DAY, "due_on": today + DAY,
        }  # fmt: skip
        return RunningClockFactory(**about_it | more)

    return made


@pytest.fixture
def agreed(consenting):
    """Compares the list with the person's page; gives what both say."""

    def compared(user, person=consenting):
        found = listed(user)
        assert set(found) == on_the_page(person, user)
        return found

    return compared


@pytest.fixture
def referred(consenting, hub, team, worker):
    def made(state, **more):
        return ReferralFactory(
            person=consenting, hub=hub, team=team, state=state, key_worker=worker, reference="R-7", **more
        )

    return made

"""A person held by a practitioner and worked with by a hub, and services to which they can be handed over."""

import datetime
import uuid
from types import SimpleNamespace

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle.models import Reason
from pathways.actions import handing_over as handovers
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_handovers import PartnerServiceFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    InvolvementFactory,
    PersonFactory,
    ReleaseFactory,
)
from tests.pathways.days import TODAY


@pytest.fixture
def office():
    """The probation team that holds the person, and two practitioners of it."""
    team = TeamFactory(name="Medway North")
    return SimpleNamespace(
        team=team,
        dana=UserFactory(role=Role.PRACTITIONER, teams=[team], name="Dana Whitlock"),
        colleague=UserFactory(role=Role.PRACTITIONER, teams=[team], name="Idris Penhallow"),
    )


@pytest.fixture
def person(hub, office):
    person = PersonFactory(given_names="Kofi", family_name="Larkfield")
    CaseloadFactory(person=person, team=office.team, practitioner=office.dana)
    InvolvementFactory(person=person, team=hub.team)
    ConsentFactory(person=person)
    return person


def a_service(kind, name):
    team = TeamFactory(name=name)
    service = PartnerServiceFactory(kind=kind, name=name, team=team)
    service.worker = UserFactory(role=Role.PARTNER_SERVICE_WORKER, teams=[team], name=f"Worker of {name}")
    service.colleague = UserFactory(
        role=Role.PARTNER_SERVICE_WORKER, teams=[team], name=f"Colleague of {name}"
    )
    return service


@pytest.fixture
def treatment():
    return a_service("treatment", "Recovery Service")


@pytest.fixture
def housing():
    return a_service("housing", "Housing Options")


@pytest.fixture
def elsewhere():
    return a_service("treatment", "Recovery Elsewhere")


@pytest.fixture
def substance(person):
    return PathwayFactory(person=person, kind="substance_support")


@pytest.fixture
def reasons():
    """One reason of each list, and one that wants words."""
    return SimpleNamespace(
        refuse=ReasonFactory(list="handover_refuse", reason="Lives outside our area", text_required=False),
        withdraw=ReasonFactory(
            list="handover_withdraw", reason="Sent to the wrong service", text_required=False
        ),
        outcome=ReasonFactory(list="handover_outcome", reason="In treatment with us", text_required=False),
        other=ReasonFactory(list="handover_outcome", reason="Other", text_required=True),
    )


@pytest.fixture
def said():
    """What a sender says of a handover, unless a test says something else."""
    return {
        "purpose": "Go on with the prescription from the day of release",
        "shares": ["date_of_birth"],
        "agreed_on": TODAY,
        "agreed_how": "in_person",
    }


@pytest.fixture
def send(person, office, said):
    def sent(service, *, by=None, **more):
        wanted = {"by": by or office.dana, "uuid": uuid.uuid4(), "service": service} | said | more
        return handovers.send_handover(person, **wanted)

    return sent


@pytest.fixture
def released_in(person):
    """A release expected in so many days; negative for one that has happened."""

    def release(days, **more):
        day = TODAY + datetime.timedelta(days=days)
        dates = {"expected_on": day, "released_on": None if days > 0 else day}
        return ReleaseFactory(person=person, kind="licence", **dates | more)

    return release


def at(days, hour=10):
    """A moment so many days from today."""
    day = TODAY + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=timezone.get_default_timezone())


def every_reason() -> dict[str, Reason]:
    return {reason.list: reason for reason in Reason.objects.filter(list__startswith="handover_")}

"""The page of one hub, the pages of all others and England's: nobody subtracts a hub of few (outcomes: section 3)."""

from itertools import chain

import pytest

from outcomes.parts.flow import flow_of
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from referrals.states import ReferralState
from tests.factories.hubs import HubFactory
from tests.factories.people import PersonFactory
from tests.factories.referrals import ReferralFactory, ReferralSourceFactory
from tests.outcomes.scenes import AS_AT, RELEASED

SOON, LATE = f"{RELEASED} 15:00Z", f"{RELEASED.replace(month=6)} 12:00Z"


def decided(hub, soon, late):
    """So many referrals to a hub that were decided in time, and so many that were not."""
    person, source = PersonFactory(), ReferralSourceFactory()
    for at in chain([SOON] * soon, [LATE] * late):
        ReferralFactory(
            person=person, hub=hub, source=source, submitted_at=f"{RELEASED} 12:00Z", state=ReferralState.DECLINED,
            decision_due_on=RELEASED, decided_at=at, ended_on=at[:10],
        )  # fmt: skip


def report(kind, name, *, internal=False):
    return outcome_report(place_named(kind, name), period("2023-Q1"), AS_AT, internal=internal)


def in_time(kind, name, **about):
    return report(kind, name, **about).line("decided-in-time").cell.numerator


@pytest.fixture
def hubs(db):
    return HubFactory(name="Chatham"), HubFactory(name="Margate")


def test_the_only_other_hub_is_hidden_beside_a_hub_of_few(hubs):
    for hub, soon in zip(hubs, (4, 26), strict=True):
        decided(hub, soon, 20)
    assert in_time("england", "England") == 30
    assert in_time("hub", "Chatham") is None
    assert in_time("hub", "Margate") is None
    assert in_time("hub", "Margate", internal=True) == 26


def test_a_hub_of_many_beside_others_of_many_is_shown(hubs):
    for hub, soon in zip(hubs, (14, 26), strict=True):
        decided(hub, soon, 20)
    assert (in_time("hub", "Chatham"), in_time("hub", "Margate")) == (15, 25)


def test_the_referrals_of_a_hub_of_few_do_not_follow_from_the_flow_of_the_others(hubs):
    for hub, number in zip(hubs, (4, 36), strict=True):
        decided(hub, number, 0)
    first = [flow_of(report("hub", hub.name)).steps[0].reached for hub in hubs]
    assert flow_of(report("england", "England")).steps[0].reached == 40
    assert first == [None, None]

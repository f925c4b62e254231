"""Figures belong to the hub that had the referral on their index date (domain: Referral table, transfer)."""

import datetime

import pytest

from hubs.models import Hub
from referrals.models import Referral
from tests.factories.hubs import HubFactory
from tests.factories.referrals import TransferFactory
from tests.outcomes.scenes import RELEASED, later, parts, referred, released

F1, F2, F3, A1 = "decided-in-time", "referral-started", "wait-to-first-attendance", "housed-on-release"


def noon(day):
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)


@pytest.fixture
def moved(person):
    """A referral submitted on 1 March, accepted on the 11th, at Leeds now; `moved(day, hub)` hands it over before."""
    leeds = HubFactory(name="Leeds")
    referral = referred(person, leeds, RELEASED, state="accepted", decided_at=noon(later(10)))

    def hand_over(day, from_hub="Chatham", **about):
        hub = HubFactory(name=from_hub)
        usual = {"from_hub": hub, "to_hub": leeds, "state": "agreed", "agreed_at": noon(later(day))}
        return TransferFactory(referral=referral, **usual | about)

    return hand_over


def hubs_of(slug, **about):
    return {
        name
        for name in ("Chatham", "Sheerness", "Leeds")
        if Hub.objects.filter(name=name).exists() and parts(slug, kind="hub", name=name, **about)
    }


@pytest.mark.parametrize("state", ["requested", "refused", "cancelled"])
def test_a_transfer_that_was_not_agreed_moves_nothing(moved, state):
    moved(20, state=state, agreed_at=None)
    assert hubs_of(F1) == {"Leeds"}


@pytest.mark.parametrize(("day", "hub"), [(0, "Leeds"), (1, "Chatham"), (20, "Chatham")])
def test_submission_belongs_to_the_hub_of_that_day(moved, day, hub):
    moved(day)
    assert hubs_of(F1) == hubs_of(F3) == {hub}


@pytest.mark.parametrize(("day", "hub"), [(10, "Leeds"), (11, "Chatham")])
def test_the_decision_belongs_to_the_hub_of_its_day(moved, day, hub):
    moved(day)
    assert hubs_of(F2) == {hub}


def test_of_several_transfers_the_first_after_the_day_says_whose_it_was(moved):
    moved(5)
    moved(20, from_hub="Sheerness")
    assert (hubs_of(F1), hubs_of(F2)) == ({"Chatham"}, {"Sheerness"})


@pytest.mark.parametrize(("release", "hub"), [(29, "Chatham"), (30, "Leeds")])
def test_a_release_belongs_to_the_hub_that_had_the_referral_then(moved, person, release, hub):
    moved(30)
    released(person, on=later(release))
    assert hubs_of(A1, day=later(release)) == {hub}


def test_a_transfer_not_yet_known_moves_nothing_yet(moved, person):
    transfer = moved(20)
    Referral.versions.filter(pk=transfer.referral.pk).update(
        recorded_at=noon(later(1)), hub=transfer.from_hub
    )
    person.areas.update(recorded_at=noon(later(-9)))
    assert hubs_of(F1, known_at=later(15)) == {"Chatham"}


def test_a_refusal_that_was_reconsidered_is_judged_by_its_own_day(person, medway):
    referred(
        person, HubFactory(name="Chatham"), RELEASED, state="in_review",
        reconsidered_at=noon(later(8)), first_decided_at=noon(later(7)), first_due_on=later(7),
        decision_due_on=later(15),
    )  # fmt: skip
    assert parts(F1) == {"event": 1}
    assert parts(F1, as_at=later(6)) == {"not_yet_followed": 1}

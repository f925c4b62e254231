"""What was found out about something unusual: by somebody else than recorded it, once, and kept."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from hubs.models import Booking, Session
from pathways import actions as pathways
from pathways.claims import anomalies
from pathways.models import Explanation
from tests.factories.accounts import TeamFactory
from tests.factories.hubs import HubFactory

from .unusual import at, came, claimed

pytestmark = pytest.mark.django_db


def test_nobody_explains_their_own_claim(hub):
    claim = claimed(hub, when=at(3), claimed_by=hub.manager)
    finding = anomalies.finding_of(hub.manager, "out_of_hours", claim.pk)
    with pytest.raises(NotYou):
        pathways.explain(finding, by=hub.manager, text="I could not sleep")


def test_whoever_claimed_it_before_it_was_mended_does_not_explain_it(hub):
    claim = claimed(hub, when=at(3), claimed_by=hub.worker)
    claimed(
        hub, pathway=claim.pathway, claimed_by=hub.manager, state="returned", version_of=claim,
        superseded_at=timezone.now(), uuid=claim.uuid,
    )  # fmt: skip
    finding = anomalies.finding_of(hub.manager, "out_of_hours", claim.pk)
    with pytest.raises(NotYou):
        pathways.explain(finding, by=hub.manager, text="The night shift")
    assert pathways.explain(finding, by=hub.officer, text="The night shift").by == hub.officer


@pytest.mark.parametrize(
    "took", ["the mark here", "the register here", "the mark there", "the register there"]
)
def test_whoever_took_a_register_does_not_explain_what_is_found_in_it(hub, person, took):
    here, there = HubFactory(team=hub.team), HubFactory(team=TeamFactory())
    other, both = came(there, person, datetime.time(10)), came(here, person, datetime.time(10))
    booking = both if "here" in took else other
    if "mark" in took:
        Booking.versions.filter(pk=booking.pk).update(marked_by=hub.manager)
    else:
        Session.versions.filter(pk=booking.session_id).update(recorded_by=hub.manager)
    finding = anomalies.finding_of(hub.manager, "came_to_two_hubs", both.pk)
    with pytest.raises(NotYou):
        pathways.explain(finding, by=hub.manager, text="The clock was wrong")
    assert pathways.explain(finding, by=hub.officer, text="The clock was wrong").by == hub.officer


def test_a_worker_explains_nothing(hub):
    claim = claimed(hub, when=at(3), claimed_by=hub.colleague)
    finding = anomalies.finding_of(hub.manager, "out_of_hours", claim.pk)
    with pytest.raises(NotYou):
        pathways.explain(finding, by=hub.worker, text="The night shift")


@pytest.mark.parametrize("text", ["", "n/a", "a" * 301])
def test_an_explanation_says_something(hub, text):
    claim = claimed(hub, when=at(3))
    finding = anomalies.finding_of(hub.manager, "out_of_hours", claim.pk)
    with pytest.raises(ValidationError):
        pathways.explain(finding, by=hub.manager, text=text)


def test_it_is_explained_once(hub):
    claim = claimed(hub, when=at(3))
    finding = anomalies.finding_of(hub.manager, "out_of_hours", claim.pk)
    pathways.explain(finding, by=hub.manager, text="The night shift of the shelter")
    with pytest.raises(Refused, match="explained this already"):
        pathways.explain(finding, by=hub.officer, text="The night shift of the shelter")
    assert Explanation.objects.count() == 1


def test_what_is_explained_comes_off_the_list_and_stays_on_record(hub):
    claim = claimed(hub, when=at(3))
    finding = anomalies.finding_of(hub.manager, "out_of_hours", claim.pk)
    explanation = pathways.explain(finding, by=hub.manager, text="The night shift of the shelter")
    looked = anomalies.look(hub.officer, "out_of_hours")
    assert not looked.open
    assert [each.found.about for each in looked.explained] == [claim.pk]
    told = anomalies.explanations_of(hub.officer, looked.explained)
    assert [each.by for each in told.values()] == [hub.manager]
    event = events.of(explanation).get()
    assert (event.what, event.person_id, event.because.words) == (
        "explained", claim.person_id, "The night shift of the shelter",
    )  # fmt: skip


def test_what_nothing_found_cannot_be_explained(hub):
    claim = claimed(hub)
    assert anomalies.finding_of(hub.manager, "out_of_hours", claim.pk) is None
    assert anomalies.finding_of(hub.manager, "nonsense", claim.pk) is None

"""What looks unusual among claims and attendance, each rule by name, and what was found out about it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.dates import LONDON
from foundation.lifecycle.transitions import Refused
from hubs.models import Booking, Session
from pathways import actions as pathways
from pathways.claims import anomalies
from pathways.models import Explanation
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory
from tests.factories.people_documents import DocumentFactory
from tests.pathways.days import TODAY, day

pytestmark = pytest.mark.django_db


def at(hour, minute=0, *, weekday=2):
    """That time of the last such day of the week in London; Wednesday where nothing is said."""
    past = TODAY - datetime.timedelta(days=(TODAY.weekday() - weekday) % 7 or 7)
    return datetime.datetime.combine(past, datetime.time(hour, minute), LONDON)


def claimed(hub, *, when=None, **more):
    return MilestoneClaimFactory(
        **{"team": hub.team, "claimed_by": hub.worker, "claimed_at": when or at(10), "reached_on": day(8)}
        | more
    )


def found(user, rule):
    return [each.found.about for each in anomalies.look(user, rule).open]


# --- the rules ---------------------------------------------------------------------------------------------------


def test_many_at_once_is_eight_claims_of_one_person_in_one_hour(hub):
    seven = [claimed(hub, when=at(10, minute)) for minute in range(7)]
    claimed(hub, when=at(11))
    claimed(hub, when=at(10), claimed_by=hub.colleague)
    assert not found(hub.manager, "many_at_once")
    claimed(hub, when=at(10, 59))
    (finding,) = anomalies.look(hub.manager, "many_at_once").open
    assert finding.found.about == seven[0].pk
    assert "8 claims by Rosa Delgado" in finding.found.said
    assert finding.found.person is None


@pytest.mark.parametrize(
    ("when", "is_unusual"),
    [
        (at(6, 59), True),
        (at(7), False),
        (at(19, 59), False),
        (at(20), True),
        (at(12, weekday=6), True),
        (at(12, weekday=5), False),
    ],
)
def test_out_of_hours_is_before_7_after_8_or_on_a_sunday(hub, when, is_unusual):
    claim = claimed(hub, when=when)
    assert found(hub.manager, "out_of_hours") == [claim.pk] * is_unusual


def test_out_of_hours_is_read_by_the_clock_of_london_also_in_summer(hub):
    """7.30 in London in June is 6.30 in universal time."""
    import time_machine

    with time_machine.travel(datetime.datetime(2026, 6, 10, 12, tzinfo=datetime.UTC)):
        claimed(
            hub,
            when=datetime.datetime(2026, 6, 3, 6, 30, tzinfo=datetime.UTC),
            reached_on=datetime.date(2026, 6, 2),
        )
        assert not found(hub.manager, "out_of_hours")


def test_back_dated_is_claimed_more_than_60_days_after_it_was_reached(hub):
    when = at(10)
    reached = timezone.localdate(when) - datetime.timedelta(days=60)
    claimed(hub, when=when, reached_on=reached)
    late = claimed(hub, when=when, reached_on=reached - datetime.timedelta(days=1))
    assert found(hub.manager, "back_dated") == [late.pk]


def test_a_claim_made_again_long_afterwards_is_measured_by_its_first(hub):
    claimed(hub, when=at(10), first_claimed_at=at(10) - datetime.timedelta(days=70), reached_on=day(80))
    assert not found(hub.manager, "back_dated")


def test_claimed_at_two_hubs_names_the_later_claim(hub):
    pathway, other = PathwayFactory(), TeamFactory()
    claimed(hub, pathway=pathway, team=other, reached_on=day(30))
    later = claimed(hub, pathway=pathway, reached_on=day(2))
    assert found(hub.manager, "claimed_at_two_hubs") == [later.pk]


@pytest.mark.parametrize(
    "same", [{"team": "here"}, {"state": "revoked"}, {"milestone": "interview"}, {"reached_on": day(40)}]
)
def test_another_milestone_or_one_long_before_is_not_unusual(hub, same):
    pathway = PathwayFactory()
    first = {"pathway": pathway, "team": TeamFactory(), "reached_on": day(5)} | same
    if same.get("team"):
        first["team"] = hub.team
    claimed(hub, **first)
    claimed(hub, pathway=pathway, reached_on=day(2))
    assert not found(hub.manager, "claimed_at_two_hubs")


def came(hub_, person, start, mark="attended", state="recorded"):
    starts_at = datetime.datetime.combine(day(3), start, LONDON)
    session = SessionFactory(
        hub=hub_, starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=2), state=state
    )
    return BookingFactory(session=session, person=person, mark=mark)


def test_nobody_comes_to_two_hubs_at_the_same_time(hub, person):
    here, there = HubFactory(team=hub.team), HubFactory(team=TeamFactory())
    came(there, person, datetime.time(10))
    both = came(here, person, datetime.time(11, 59))
    assert found(hub.manager, "came_to_two_hubs") == [both.pk]


@pytest.mark.parametrize(
    "other",
    [
        {"start": datetime.time(8)},
        {"mark": "did_not_attend"},
        {"state": "not_held"},
        {"person": "somebody else"},
    ],
)
def test_one_after_the_other_absent_or_not_held_is_not_at_the_same_time(hub, person, other):
    here, there = HubFactory(team=hub.team), HubFactory(team=TeamFactory())
    whose = PersonFactory() if other.pop("person", "") else person
    came(there, whose, other.pop("start", datetime.time(10)), **other)
    came(here, person, datetime.time(10))
    assert not found(hub.manager, "came_to_two_hubs")


def test_the_same_file_for_two_people_names_both_claims(hub):
    claims = [claimed(hub, document=DocumentFactory(text="We confirm")) for _ in range(2)]
    claimed(hub, document=DocumentFactory(text="We regret"))
    for claim in claims:
        claim.document.person = claim.person
        claim.document.save()
    assert set(found(hub.manager, "same_file")) == {claim.pk for claim in claims}


def test_one_file_for_two_milestones_of_one_person_is_ordinary(hub):
    pathway, letter = PathwayFactory(), DocumentFactory()
    for milestone in ("cv", "interview"):
        claimed(hub, pathway=pathway, milestone=milestone, document=letter)
    assert not found(hub.manager, "same_file")


# --- who is told of it -------------------------------------------------------------------------------------------


def test_what_is_unusual_at_another_area_or_about_somebody_hidden_is_not_told(hub):
    claim = claimed(hub, when=at(3))
    assert found(hub.officer, "out_of_hours") == [claim.pk]
    assert not found(UserFactory(role=Role.HUB_MANAGER, teams=[TeamFactory()]), "out_of_hours")
    LimitedAccessFactory(person=claim.person, user=hub.officer)
    assert not found(hub.officer, "out_of_hours")


def test_the_file_of_somebody_hidden_tells_nothing_of_them(hub):
    mine, theirs = (claimed(hub, document=DocumentFactory(text="We confirm")) for _ in range(2))
    assert found(hub.manager, "same_file")
    LimitedAccessFactory(person=theirs.person, user=hub.manager)
    assert not found(hub.manager, "same_file")
    assert found(hub.officer, "same_file")
    assert mine.person != theirs.person


def test_what_was_claimed_more_than_90_days_ago_is_over(hub):
    claimed(hub, when=at(3) - datetime.timedelta(days=91))
    assert not found(hub.manager, "out_of_hours")


def test_looking_asks_as_often_for_thirty_as_for_eight(hub):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            anomalies.look(UserFactory._meta.model.objects.get(pk=hub.manager.pk))
        return len(queries)

    for number in range(8):
        claimed(hub, when=at(3, number), reached_on=day(80))
    few = asked()
    for number in range(22):
        claimed(hub, when=at(4, number), reached_on=day(80))
    assert asked() == few


# --- what was found out ------------------------------------------------------------------------------------------


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
    assert [each.by for _, each in looked.explained] == [hub.manager]
    event = events.of(explanation).get()
    assert (event.what, event.person_id, event.because.words) == (
        "explained", claim.person_id, "The night shift of the shelter",
    )  # fmt: skip


def test_what_nothing_found_cannot_be_explained(hub):
    claim = claimed(hub)
    assert anomalies.finding_of(hub.manager, "out_of_hours", claim.pk) is None
    assert anomalies.finding_of(hub.manager, "nonsense", claim.pk) is None

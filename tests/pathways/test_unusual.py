"""What looks unusual among claims and attendance, each rule by name, and what was found out about it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.roles import Role
from pathways.claims import anomalies
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory
from tests.factories.people_documents import DocumentFactory
from tests.pathways.days import day

from .unusual import at, came, claimed

pytestmark = pytest.mark.django_db


def found(user, rule):
    return [each.found.about for each in anomalies.look(user, rule).open]


# --- the rules ---------------------------------------------------------------------------------------------------


def test_many_at_once_is_eight_claims_of_one_person_in_one_hour(hub):
    seven = [claimed(hub, when=at(10, minute)) for minute in range(7)]
    claimed(hub, when=at(11))  # an hour later to the minute
    claimed(hub, when=at(10), claimed_by=hub.colleague)
    assert not found(hub.manager, "many_at_once")
    claimed(hub, when=at(10, 59))
    (finding,) = anomalies.look(hub.manager, "many_at_once").open
    assert finding.found.about == seven[0].pk
    assert finding.found.said == "9 claims by Rosa Delgado between 10.00 and 11.00"
    assert finding.found.person is None


def test_an_hour_begins_anywhere_and_not_only_when_the_clock_strikes(hub):
    """Four before eleven and four after, within the hour; the fifth after it goes on with the same burst."""
    claims = [claimed(hub, when=at(10, 50) + datetime.timedelta(minutes=3 * each)) for each in range(9)]
    (finding,) = anomalies.look(hub.manager, "many_at_once").open
    assert finding.found.about == claims[0].pk
    assert finding.found.said == "9 claims by Rosa Delgado between 10.50 and 11.14"


def test_two_bursts_of_a_day_are_two_findings_and_at_two_hubs_none(hub):
    for hour in (9, 14):
        for minute in range(8):
            claimed(hub, when=at(hour, minute))
    for minute in range(7):
        claimed(hub, when=at(17, minute))
    claimed(hub, when=at(17, 8), team=TeamFactory(parent=hub.area))
    assert len(found(hub.officer, "many_at_once")) == 2


def test_a_page_fetches_what_it_shows_and_no_more(hub):
    claims = [claimed(hub, when=at(3, minute)) for minute in range(7)]
    looked = anomalies.look(hub.manager, "out_of_hours")
    with CaptureQueriesContext(connection) as queries:
        first, second = looked.open[:2]
    assert [first.found.about, second.found.about] == [claims[6].pk, claims[5].pk]
    keys, words = (query["sql"] for query in queries)
    assert "LIMIT 2" in keys
    assert f"IN ({claims[6].pk}, {claims[5].pk})" in words


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
            anomalies.look(UserFactory._meta.model.objects.get(pk=hub.manager.pk)).open[:25]
        return len(queries)

    for number in range(8):
        claimed(hub, when=at(3, number), reached_on=day(80))
    few = asked()
    for number in range(22):
        claimed(hub, when=at(4, number), reached_on=day(80))
    assert asked() <= few

"""A page asks the same number of questions however long the life and however busy the hub (speed: 12)."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle import facts
from tests.factories.accounts import NoticeFactory, UserFactory
from tests.factories.contacts import ContactFactory, NoteFactory, SafeguardingConcernFactory
from tests.factories.hubs import BookingFactory, ConcernFactory, HubFactory, InductionFactory, SessionFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.pathways import CheckFactory, MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.people import (
    ConsentFactory,
    InvolvementFactory,
    PersonFactory,
    ReleaseFactory,
    SupervisionFactory,
)
from tests.factories.referrals import EnquiryFactory, NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
EDGES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # of transactions


def live(person, team, hub, times: int, today) -> None:
    """So many of everything that can happen to a person."""
    pathway = PathwayFactory(person=person)
    for number in range(times):
        day = today - (number * 3 + 3) * DAY
        release = ReleaseFactory(person=person, released_on=day)
        facts.correct([(release, {"expected_on": day})], by=None)
        ConsentFactory(person=person, given_on=day)
        SupervisionFactory(person=person, started_on=day)
        InductionFactory(person=person, hub=hub, inducted_on=day)
        SpellFactory(person=person, started_on=day, ended_on=day + DAY)
        MilestoneClaimFactory(pathway=pathway, reached_on=day, team=hub.team)
        CheckFactory(person=person, point_on=day)
        noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
        session = SessionFactory(hub=hub, starts_at=noon)
        ConcernFactory(booking=BookingFactory(person=person, session=session, mark="late"))
        ReferralFactory(person=person, team=team, state="declined")
        ContactFactory(person=person, on_day=day, team=team)
        NoteFactory(
            person=person,
            on_day=day,
            team=team,
            corrects=NoteFactory(person=person, team=team),
            why="Misheard",
        )
        SafeguardingConcernFactory(person=person, team=team, text=f"Seen on {day}")
        RunningClockFactory(person_id=person.pk, team=team, due_on=day)
        InvolvementFactory(person=person, team=HubFactory().team)


def busy(hub, times: int, today) -> None:
    """So many of everything that a hub's home page shows."""
    due, noon = today + DAY, timezone.make_aware(datetime.datetime.combine(today, datetime.time(12)))
    for _ in range(times):
        waits, accepted = (
            ReferralFactory(state="in_review", hub=hub),
            ReferralFactory(state="accepted", hub=hub),
        )
        facts.correct([(waits, {"decision_due_on": due})], by=None)
        for referral in (waits, accepted):
            InvolvementFactory(person=referral.person, team=hub.team)
            NeedFactory(referral=referral)
            RunningClockFactory(person_id=referral.person_id, team=hub.team, due_on=due)
        SessionFactory(hub=hub, starts_at=noon)
        SessionFactory(hub=hub, starts_at=noon - 3 * DAY)
        EnquiryFactory(hub=hub)


def test_the_home_page_of_a_hub_asks_15_times_at_most_and_as_often_at_3_as_at_30_of_everything(
    client, hub, today
):
    worker = UserFactory(role=Role.HUB_WORKER, teams=[hub.team])
    client.force_login(worker)
    asked = []
    for times in (3, 27):
        busy(hub, times, today)
        for _ in range(times):
            NoticeFactory(user=worker)
        client.get(reverse("home"))  # the session is warm
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("home")).content.decode()
        asked.append([each["sql"] for each in queries if not each["sql"].startswith(EDGES)])
    assert len(asked[0]) == len(asked[1]) <= 15
    for words in (
        "<b>60</b> next 5 working days",
        "Decide on",
        "to be inducted",
        "Register not submitted",
    ):
        assert words in page


@pytest.mark.whole
@pytest.mark.parametrize(
    "name",
    [
        "person_detail",
        "person_timeline",
        "person_contacts",
        "person_history",
        "person_print",
        "person_attendance",
    ],
)
@pytest.mark.parametrize("who", ["practitioner", "worker"])
def test_every_page_of_a_person_asks_15_times_at_most_and_as_often_at_3_as_at_60_of_everything(
    client, person, team, hub, today, name, who, request
):
    long_life = PersonFactory(held_by=team)
    InvolvementFactory(person=long_life, team=hub.team)
    for each, times in ((person, 3), (long_life, 60)):
        live(each, team, hub, times, today)
        ReleaseFactory(person=each, released_on=None, expected_on=today + 9 * DAY)
        ReferralFactory(person=each, team=team, hub=hub, state="accepted")
    client.force_login(request.getfixturevalue(who))
    asked = {}
    for each in (person, long_life):
        client.get(reverse(name, args=[each.uuid]))  # the session is warm
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=[each.uuid])).status_code == 200
        asked[each] = [query["sql"] for query in queries if not query["sql"].startswith(EDGES)]
    assert len(asked[person]) == len(asked[long_life]) <= 15


def test_a_draft_with_all_it_lacks_asks_no_more(client, person, practitioner, team, hub, today):
    live(person, team, hub, 3, today)
    ReferralFactory(person=person, team=team, hub=hub, referrer=practitioner, state="draft")
    client.force_login(practitioner)
    client.get(reverse("person_detail", args=[person.uuid]))
    with CaptureQueriesContext(connection) as queries:
        assert (
            "Finish the referral" in client.get(reverse("person_detail", args=[person.uuid])).content.decode()
        )
    assert sum(not query["sql"].startswith(EDGES) for query in queries) <= 15

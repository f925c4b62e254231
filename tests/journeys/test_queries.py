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


@pytest.mark.parametrize("name", ["person_detail", "person_timeline"])
def test_as_many_at_3_as_at_60_of_everything_and_18_at_most(
    client, person, practitioner, team, hub, today, name
):
    long_life = PersonFactory(held_by=team)
    live(person, team, hub, 3, today)
    live(long_life, team, hub, 60, today)
    client.force_login(practitioner)
    asked = {}
    for each in (person, long_life):
        client.get(reverse("home"))  # the session is warm
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=[each.uuid])).status_code == 200
        asked[each] = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert len(asked[person]) == len(asked[long_life])
    frame = [sql for sql in asked[person] if "django_session" in sql or 'FROM "accounts_user" WHERE' in sql]
    assert len(asked[person]) - len(frame) <= 18

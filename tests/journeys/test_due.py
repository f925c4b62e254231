"""Due work: nothing of the hidden, nothing of others, and the same questions for 3 and for 300."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent, AuditSubject
from foundation.design.dates import say_day
from foundation.lifecycle.working_days import add_working_days
from journeys import due
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.people import InvolvementFactory, LimitedAccessFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def clock(person, team, today):
    """Makes clocks about the person that fall to their team; due today."""

    def made(**more):
        about = {"person_id": person.pk, "team": team, "due_on": today, "reference": "R-2026-00417"}
        return RunningClockFactory(**about | more)

    return made


@pytest.fixture
def listed(client, practitioner):
    client.force_login(practitioner)

    def got(**query):
        return " ".join(client.get(reverse("due_list"), query).content.decode().split())

    return got


def references(user):
    return [run.reference for run in due.falling_to(user)]


def test_a_clock_of_another_team_is_nowhere(clock, listed):
    clock(team=TeamFactory())
    assert "R-2026-00417" not in listed()
    assert "Nothing is due here." in listed()


def test_a_clock_about_somebody_hidden_is_nowhere_and_not_counted(clock, listed, person, practitioner):
    clock(user=practitioner)
    LimitedAccessFactory(person=person, user=practitioner, kind="exclusion")
    tallies = due.Tallies(practitioner)
    assert tallies.counts() == {"overdue": 0, "today": 0, "next": 0, "paused": 0}
    assert tallies.kinds == []
    shown = listed()
    assert "R-2026-00417" not in shown
    assert "Fernhill" not in shown


def test_a_clock_about_somebody_lost_to_another_team_is_nowhere(clock, practitioner):
    clock(person_id=PersonFactory(held_by=TeamFactory()).pk)
    assert references(practitioner) == []


def test_a_role_that_sees_no_people_sees_no_clock_about_one(clock, team):
    clock()
    clock(person_id=None, reference="Enquiry 7")
    officer = UserFactory(role=Role.COMMISSIONER, teams=[team])
    assert references(officer) == ["Enquiry 7"]


def test_what_is_done_is_due_no_more(clock, practitioner, today):
    clock(stopped_at=datetime.datetime.now(datetime.UTC), outcome="met")
    assert references(practitioner) == []


def test_the_soonest_due_comes_first_with_whom_it_is_about_and_whom_it_falls_to(
    clock, listed, practitioner, person, today
):
    clock(due_on=today + 9 * DAY, reference="R-2026-00002")
    clock(due_on=today - 9 * DAY, reference="R-2026-00001", user=practitioner)
    shown = listed()
    assert shown.index("R-2026-00001") < shown.index("R-2026-00002")
    assert f'href="/people/{person.uuid}/">Callum Fernhill</a>' in shown
    since = say_day(today)
    assert (
        f'Decide on the referral R-2026-00001</a> <span class="tg-sub">It was submitted on {since}</span>'
        in shown
    )
    assert "overdue" in shown
    assert 'Medway North <span class="tg-sub">nobody named yet</span>' in shown


@pytest.mark.parametrize(
    ("name", "reference", "to_do", "why"),
    [
        ("check", "Employed at 6 weeks", "Answer the check “Employed at 6 weeks”", "Its day was {since}"),
        (
            "plan_review",
            "P-7",
            "Review the plan with the person",
            "It was made or last reviewed on {since} · P-7",
        ),
        ("break_glass_review", "B-7", "(B-7)", "It is asked for since {since}, within 1 working day"),
        ("duty_to_refer", "", "Submit the duty-to-refer", "A release is near and no address is recorded"),
    ],
)
def test_a_clock_says_why_it_is_due_and_what_it_is_about(clock, listed, today, name, reference, to_do, why):
    clock(clock=name, reference=reference)
    assert f'{to_do}</a> <span class="tg-sub">{why.format(since=say_day(today))}</span>' in listed()


def test_a_date_that_moved_says_from_when_and_why(clock, listed):
    clock(former_due_on=datetime.date(2026, 6, 3), moved_because="The release moved")
    assert "Moved from 3 Jun" in listed()
    assert "The release moved" in listed()


def test_each_tab_shows_what_it_counts(clock, listed, practitioner, today):
    soon = add_working_days(today, due.SOON)
    clock(due_on=today - DAY, reference="late")
    clock(reference="now")
    clock(due_on=soon, reference="soon-a")
    clock(due_on=today + DAY, reference="soon-b")
    clock(due_on=soon + DAY, reference="later")
    clock(due_on=today - DAY, paused_on=today, reference="still")
    assert due.Tallies(practitioner).counts() == {"overdue": 1, "today": 1, "next": 2, "paused": 1}
    for tab, wanted in {
        "": {"late", "now", "soon-a", "soon-b", "later", "still"},
        "overdue": {"late"}, "today": {"now"}, "next": {"soon-a", "soon-b"}, "paused": {"still"},
    }.items():  # fmt: skip
        shown = listed(when=tab)
        found = {
            each for each in ("late", "now", "soon-a", "soon-b", "later", "still") if f" {each}<" in shown
        }
        assert found == wanted, tab


def test_whose_and_which_clock_narrow_the_list_and_its_counts(clock, listed, practitioner):
    colleague = UserFactory(role=Role.PRACTITIONER, teams=list(practitioner.teams.all()))
    clock(user=practitioner, reference="mine")
    clock(user=colleague, reference="theirs")
    clock(clock="referral_draft_kept", reference="nobodys")
    assert " mine</a>" in listed(whose="mine")
    assert " theirs</a>" not in listed(whose="mine")
    assert 'Due today <span class="tg-count">1</span>' in listed(whose="mine")
    assert " nobodys, or" in listed(whose="unassigned")
    assert " mine</a>" not in listed(whose="unassigned")
    assert " nobodys, or" not in listed(clock="referral_decision")
    assert "whose=mine&amp;when=overdue" in listed(whose="mine")


def test_those_with_several_teams_choose_one_of_them(clock, client, person):
    hubs = [TeamFactory(name="Chatham"), TeamFactory(name="Gravesend")]
    for hub in hubs:
        InvolvementFactory(person=person, team=hub)
    manager = UserFactory(role=Role.HUB_MANAGER, teams=hubs)
    clock(team=hubs[0], reference="here")
    clock(team=hubs[1], reference="there")
    client.force_login(manager)
    shown = client.get(reverse("due_list"), {"team": hubs[0].pk}).content.decode()
    assert " here</a>" in shown
    assert " there</a>" not in shown
    elsewhere = client.get(reverse("due_list"), {"team": TeamFactory().pk}).content.decode()
    assert " here</a>" in elsewhere
    assert "Left out, since there is no such choice: Team or hub" in elsewhere


def test_with_one_team_there_is_none_to_choose(clock, listed):
    clock()
    assert "Team or hub" not in listed()


@pytest.mark.parametrize(
    "query", [{"whose": "x"}, {"clock": "x"}, {"when": "x"}, {"page": "-1"}, {"sort": "x"}]
)
def test_what_nobody_offers_is_passed_over(clock, listed, query):
    clock()
    assert "R-2026-00417" in listed(**query)


def test_the_trail_names_everybody_the_page_showed_and_nobody_else(clock, listed, person, today):
    clock()
    clock(person_id=None, reference="Enquiry 7", due_on=today + 90 * DAY)
    listed()
    event = AuditEvent.objects.get(what="GET due_list")
    assert event.purpose == "due work"
    assert [each.person_id for each in AuditSubject.objects.filter(event=event)] == [person.pk]


def test_home_shows_what_is_due_soon_and_leads_to_the_rest(clock, client, practitioner, today):
    clock(due_on=today - DAY)
    clock(due_on=today + 90 * DAY, reference="R-2026-00999")
    client.force_login(practitioner)
    shown = " ".join(client.get("/").content.decode().split())
    assert 'href="/due/?when=overdue"><b>1</b> overdue' in shown
    assert "R-2026-00417" in shown
    assert "R-2026-00999" not in shown


def test_home_says_nothing_of_due_work_to_those_who_have_none(client):
    client.force_login(UserFactory(role=Role.SCRUTINY_MEMBER))
    assert "Due work" not in client.get("/").content.decode()


def selects(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return sum(query["sql"].startswith("SELECT") for query in queries)


def test_as_many_questions_at_3_as_at_300_and_15_at_most(client, practitioner, team, today):
    paths = ["/due/", "/due/?when=overdue&whose=mine&clock=referral_decision", "/"]
    client.force_login(practitioner)
    asked = {}
    for count in (3, 297):
        for _ in range(count):
            about = {"person_id": PersonFactory(held_by=team).pk, "team": team, "user": practitioner}
            RunningClockFactory(**about, due_on=today - DAY)
        asked[count] = [selects(client, path) for path in paths]
    assert asked[3] == asked[297]
    assert max(asked[3][:2]) <= 15

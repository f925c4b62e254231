"""A team is told once of what is overdue for too long, and nobody of whom they may not see."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command

from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle import clocks
from foundation.lifecycle.clocks import Clock, Unit
from journeys.due import escalation
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory
from tests.races import at_once, shared_database  # noqa: F401

DATE = datetime.date
AT_ONCE = Clock("at_once", "Answer", "now", "done", 5, "the hub", escalates_after=0)
LATER = Clock("later", "Review", "now", "done", 5, "the hub", escalates_after=2)
IN_DAYS = Clock("in_days", "Chase", "now", "done", 14, "the hub", unit=Unit.DAY, escalates_after=3)
NEVER = Clock("never", "Tidy", "now", "done", 5, "the hub")


@pytest.fixture(autouse=True)
def table(monkeypatch):
    """The table of clocks of these tests alone."""
    monkeypatch.setattr(clocks, "_declared", {each.name: each for each in (AT_ONCE, LATER, IN_DAYS, NEVER)})


@pytest.fixture
def colleague(team):
    return UserFactory(role=Role.PRACTITIONER, teams=[team])


@pytest.fixture
def overdue(person, team, today):
    def made(**more):
        about = {
            "clock": "at_once",
            "person_id": person.pk,
            "team": team,
            "due_on": today - escalation.ONE_DAY,
        }
        return RunningClockFactory(**about | more)

    return made


def told():
    return sorted(notice.user.name for notice in Notice.objects.all())


@pytest.mark.parametrize(
    ("clock", "day", "due_on"),
    [
        (AT_ONCE, DATE(2026, 11, 25), DATE(2026, 11, 24)),
        (AT_ONCE, DATE(2026, 11, 28), DATE(2026, 11, 27)),  # on a Saturday, what was due on Friday
        (LATER, DATE(2026, 11, 25), DATE(2026, 11, 23)),
        (LATER, DATE(2026, 11, 24), DATE(2026, 11, 22)),  # Sunday, since when Monday and Tuesday count
        (LATER, DATE(2026, 12, 29), DATE(2026, 12, 23)),  # Christmas and its substitute day do not count
        (IN_DAYS, DATE(2026, 10, 26), DATE(2026, 10, 23)),  # over the night when the clocks change
    ],
)
def test_a_clock_is_told_when_it_is_as_late_as_its_table_allows(clock, day, due_on):
    assert escalation.overdue_since(clock, day) == due_on


def test_a_clock_that_is_never_told_has_no_such_day():
    with pytest.raises(ValueError, match="never is never told"):
        escalation.overdue_since(NEVER, DATE(2026, 11, 25))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fine",
    [
        {"due_on": DATE(2999, 1, 1)},
        {"clock": "never"},
        {"clock": "no longer declared"},
        {"paused_on": DATE(2026, 1, 1)},
        {"stopped_at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), "outcome": "met"},
    ],
    ids=["not due", "never told", "unknown", "standing still", "done"],
)
def test_nobody_is_told_of_a_clock_that_is_in_time_still_or_done(overdue, practitioner, fine):
    overdue(**fine)
    assert escalation.escalate() == 0
    assert told() == []


@pytest.mark.django_db
def test_nobody_is_told_of_somebody_hidden_from_them(overdue, person, practitioner, colleague):
    LimitedAccessFactory(person=person, user=colleague, kind="exclusion")
    overdue(user=colleague)
    assert escalation.escalate() == 1
    assert told() == [practitioner.name]


@pytest.mark.django_db
def test_a_clock_that_nobody_may_see_is_told_once_somebody_may(overdue, person, practitioner):
    run = overdue()
    limit = LimitedAccessFactory(person=person, user=practitioner, kind="exclusion")
    assert escalation.escalate() == 0
    run.refresh_from_db()
    assert run.escalated_at is None
    limit.delete()
    assert escalation.escalate() == 1


@pytest.mark.django_db
def test_the_whole_team_is_told_once_in_the_product_and_by_mail_and_no_other_team(
    overdue, practitioner, colleague, django_capture_on_commit_callbacks
):
    UserFactory(role=Role.PRACTITIONER)
    UserFactory(role=Role.PRACTITIONER, teams=list(practitioner.teams.all()), is_active=False)
    run = overdue(user=practitioner)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("escalate_clocks")
    assert told() == sorted([practitioner.name, colleague.name])
    call_command("escalate_clocks")
    assert len(mail.outbox) == Notice.objects.count() == 2
    notice = Notice.objects.first()
    assert notice.url == run.url
    assert "Answer" in notice.text
    assert run.reference in mail.outbox[0].subject


@pytest.mark.django_db
def test_the_manager_of_the_team_above_is_told_and_a_worker_there_is_not(overdue, team, practitioner):
    team.parent = TeamFactory(parent=TeamFactory())
    team.save()
    for above in (team.parent, team.parent.parent):
        UserFactory(role=Role.HUB_MANAGER, teams=[above], name=f"Manager of {above}")
        UserFactory(role=Role.HUB_WORKER, teams=[above])
    overdue()
    escalation.escalate()
    assert told() == [
        "Dana Whitlock",
        *sorted(f"Manager of {each}" for each in (team.parent, team.parent.parent)),
    ]


@pytest.mark.django_db
def test_neither_notice_nor_mail_names_the_person(overdue, practitioner, django_capture_on_commit_callbacks):
    overdue()
    with django_capture_on_commit_callbacks(execute=True):
        escalation.escalate()
    said = mail.outbox[0].subject + mail.outbox[0].body + Notice.objects.get().text
    assert "Fernhill" not in said
    assert "Callum" not in said


@pytest.mark.django_db
def test_a_clock_about_nobody_is_told_to_its_team(overdue, practitioner):
    overdue(person_id=None)
    assert escalation.escalate() == 1


@pytest.mark.django_db
def test_a_clock_that_falls_to_one_user_alone_is_told_to_them(overdue, practitioner, colleague):
    overdue(team=None, user=colleague)
    escalation.escalate()
    assert told() == [colleague.name]


@pytest.mark.django_db
def test_many_clocks_ask_as_many_questions_as_few(overdue, team, practitioner, django_assert_max_num_queries):
    for count in (2, 20):
        for _ in range(count):
            overdue(person_id=PersonFactory(held_by=team).pk)
        with django_assert_max_num_queries(12):
            assert escalation.escalate() == count


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_two_runs_at_once_tell_once(overdue, practitioner):
    for _ in range(5):
        overdue()
        assert sorted(at_once(escalation.escalate, escalation.escalate)) == [0, 1]
    assert Notice.objects.count() == 5

"""A register that is missing is asked for: its lead every evening, the manager from the third day."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from foundation.accounts.models import OutgoingMail
from hubs import actions as hubs
from tests.factories.hubs import SessionFactory
from tests.races import at_once, shared_database  # noqa: F401

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _evening(time_machine):
    """At any other hour a session that has just ended could have begun the day before."""
    time_machine.move_to(timezone.localtime().replace(hour=18, minute=0))


@pytest.fixture
def over(hub, worker):
    """Makes a session that ended so many days and an hour ago."""

    def make(days=0, **more):
        ends_at = timezone.now() - days * DAY - datetime.timedelta(minutes=1)
        return SessionFactory(hub=hub, starts_at=ends_at - HOUR, ends_at=ends_at, **{"lead": worker} | more)

    return make


def asked(user):
    return list(user.notices.order_by("pk").values_list("text", flat=True))


@pytest.mark.parametrize("state", ["recorded", "corrected", "not_held"])
def test_a_register_that_is_there_is_not_asked_for(over, worker, state):
    over(state=state)
    assert hubs.chase_registers() == 0
    assert asked(worker) == []


def test_a_session_that_still_runs_is_left_alone(session, worker):
    assert hubs.chase_registers() == 0


def test_on_the_day_only_its_lead_is_asked_and_once(over, worker, colleague, manager):
    over()
    assert (hubs.chase_registers(), hubs.chase_registers()) == (1, 0)
    assert [len(asked(user)) for user in (worker, colleague, manager)] == [1, 0, 0]
    assert "is not submitted" in asked(worker)[0]


def test_from_the_third_day_the_manager_is_asked_too(over, worker, manager):
    over(1)
    hubs.chase_registers()
    assert (len(asked(worker)), len(asked(manager))) == (1, 0)
    over(3)
    hubs.chase_registers()
    assert (len(asked(worker)), len(asked(manager))) == (2, 1)


def test_without_a_lead_everybody_who_works_there_is_asked(over, worker, colleague, manager, stranger):
    over(lead=None)
    hubs.chase_registers()
    assert [len(asked(user)) for user in (worker, colleague, manager, stranger)] == [1, 1, 0, 0]


def test_a_lead_who_left_the_hub_is_not_asked(over, worker, colleague, hub):
    hub.team.users.remove(worker)
    over()
    hubs.chase_registers()
    assert (asked(worker), len(asked(colleague))) == ([], 1)


def test_several_registers_are_one_notice_that_names_the_oldest(over, worker):
    for days in (0, 1, 2):
        over(days)
    hubs.chase_registers()
    assert asked(worker)[0].startswith("3 registers are not submitted. The oldest is ")


def test_a_title_that_somebody_typed_is_in_no_mail(over, worker):
    over(title="Talk with Quillfeather")
    hubs.chase_registers()
    assert "Quillfeather" in asked(worker)[0]
    mail = OutgoingMail.objects.get()
    assert "Chatham" in mail.text
    assert "Quillfeather" not in mail.subject + mail.text


def test_after_three_months_it_takes_a_late_entry_and_nobody_is_asked(over, worker):
    over(100)
    assert hubs.chase_registers() == 0


def test_the_operator_is_told_how_many(over, capsys):
    over()
    call_command("chase_registers")
    call_command("purge_sent_marks")
    assert capsys.readouterr().out == "1 register chased.\n0 keys forgotten.\n"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_two_runs_at_once_ask_once(over, worker):
    over()
    found = at_once(hubs.chase_registers, hubs.chase_registers)
    assert sorted(found) == [0, 1]
    assert len(asked(worker)) == 1

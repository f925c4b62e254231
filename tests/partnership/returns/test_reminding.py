"""Partners are reminded once of what is due soon; what is overdue is told by the clocks, to officers too."""

import datetime

import pytest
import time_machine
from django.core.management import call_command

from foundation.accounts.models import OutgoingMail
from journeys.due.escalation import escalate
from outcomes.periods import quarter
from partnership.improving.actions import Planned, add
from partnership.models import Return
from partnership.returns import actions as returns
from partnership.returns.opening import open_returns
from partnership.returns.reminding import remind_partners

pytestmark = pytest.mark.django_db

DUE_ON = datetime.date(2025, 5, 15)


def on(year, month, day):
    return time_machine.travel(f"{year}-{month:02}-{day:02}T08:00:00+00:00", tick=False)


@pytest.fixture
def quarterly(scene):
    open_returns(quarter(2025, 1))
    return Return.objects.get()


def texts(user):
    return list(user.notices.order_by("pk").values_list("text", flat=True))[1:]


def test_nobody_is_reminded_of_what_is_far_off_or_submitted(scene, quarterly):
    with on(2025, 5, 7):
        assert remind_partners() == 0
    Return.objects.filter(pk=quarterly.pk).update(period="2024-Q4")
    with on(2025, 5, 12):
        line = quarterly.lines.get()
        returns.write_line(line, by=scene.users["writer"], own_rating="target_met", behind="x", why_above="y")
        returns.submit(quarterly, by=scene.users["writer"])
        assert remind_partners() == 0


def test_the_partners_users_are_reminded_once_within_five_working_days(scene, quarterly, capsys):
    with on(2025, 5, 8):
        call_command("remind_partners")
        assert "Told of what is due soon: 1." in capsys.readouterr().out
        assert remind_partners() == 0
    with on(2025, 5, 9):
        assert remind_partners() == 0
    assert [len(texts(scene.users[name])) for name in ("writer", "colleague")] == [1, 1]
    assert texts(scene.users["writer"]) == [
        f"The return of {scene.partner}, January to March 2025, is due on 15 May 2025."
    ]
    assert not scene.users["officer"].notices.exists()


def test_an_action_is_reminded_of_too(scene):
    planned = Planned(
        "A second officer", "Head of housing", datetime.date(2025, 4, 17), "One post", "More housed"
    )
    action = add(scene.measures[0], scene.partner, by=scene.users["writer"], planned=planned)
    assert remind_partners() == 1
    notice = scene.users["colleague"].notices.get()
    assert notice.text.startswith("Due on 17 April 2025: A second officer.")
    assert str(action.uuid) in notice.url


def test_what_is_overdue_is_told_once_to_the_partner_and_the_officers(scene, quarterly):
    with on(2025, 5, 16):
        assert (escalate(), escalate()) == (1, 0)
    for name in ("writer", "officer"):
        last = scene.users[name].notices.order_by("pk").last().text
        assert last.startswith("Overdue since 15 May 2025: Submit the quarterly return")
        assert str(scene.partner) in last


def test_mails_and_notices_name_no_user(scene, quarterly):
    with on(2025, 5, 12):
        remind_partners()
        line = quarterly.lines.get()
        returns.write_line(line, by=scene.users["writer"], own_rating="target_met", behind="Quackenbush")
        returns.submit(quarterly, by=scene.users["writer"])
        returns.send_back(
            Return.objects.with_partner().get(), by=scene.users["officer"], because="Quackenbush"
        )
    said = [mail.subject + mail.text for mail in OutgoingMail.objects.all()]
    said += [text for user in scene.users.values() for text in user.notices.values_list("text", flat=True)]
    assert len(said) > 8
    names = {user.name for user in scene.users.values()} | {"Quackenbush"}
    assert not [text for text in said for name in names if f"{name} " in f"{text} "]

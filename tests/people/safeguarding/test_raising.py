"""A safeguarding concern reaches its lead and the practitioner at once, and stays."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle import running
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.working_days import add_working_days
from people import actions, rules
from people.clocks import SAFEGUARDING_DECISION
from people.models import Involvement, SafeguardingConcern
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.contacts import NoteFactory
from tests.factories.people import InvolvementFactory, LimitedAccessFactory

from .conftest import SEEN

pytestmark = pytest.mark.django_db


def told(user):
    return list(Notice.objects.filter(user=user).values_list("kind", flat=True))


def raised(person, by, today, **more):
    return actions.raise_safeguarding(
        person, by=by, **{"whom": "person", "seen_on": today, "text": SEEN} | more
    )


def moved(person, by, to):
    return actions.move_caseload(person, by=by, practitioner=to, team=to.teams.get(), reason="Moved to Leeds")


def test_a_stranger_and_a_data_steward_raise_none(person, stranger, steward, today):
    for user in (stranger, steward):
        with pytest.raises(NotYou):
            raised(person, user, today)
    assert not SafeguardingConcern.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "n/a"),
        ("text", "x" * 4001),
        ("done_at_once", "x" * 2001),
        ("seen_on", datetime.date(2100, 1, 1)),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(person, worker, today, field, value):
    with pytest.raises(rules.Unfit) as refusal:
        raised(person, worker, today, **{field: value})
    assert list(refusal.value.problems) == [field]


def test_the_lead_and_the_practitioner_are_told_at_once_and_without_detail(
    person, worker, lead, practitioner, today, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        raised(person, worker, today)
    assert told(lead) == told(practitioner) == ["safeguarding_raised"]
    assert told(worker) == []
    for words in [
        *(each.body + each.subject for each in mail.outbox),
        *Notice.objects.values_list("text", flat=True),
    ]:
        assert "bruise" not in words
        assert "Larkfield" not in words
    assert sorted(each.to[0] for each in mail.outbox) == sorted([lead.email, practitioner.email])


def test_it_is_due_from_the_lead_in_one_working_day(concern, lead, hub_team, today):
    run = running.running(concern, SAFEGUARDING_DECISION)
    assert (run.user, run.team, run.due_on) == (lead, hub_team, add_working_days(today, 1))
    assert run.url == reverse("safeguarding_detail", args=[concern.uuid])


def test_with_two_leads_it_falls_to_the_hub(person, worker, lead, hub_team, today):
    UserFactory(role=Role.HUB_MANAGER, teams=[hub_team])
    assert running.running(raised(person, worker, today), SAFEGUARDING_DECISION).user is None


def test_a_lead_from_whom_the_record_is_hidden_is_told_nothing(
    person, worker, lead, team, practitioner, today
):
    LimitedAccessFactory(person=person, user=lead)
    concern = raised(person, worker, today)
    assert told(lead) == []
    assert concern.team == team
    assert told(practitioner) == ["safeguarding_raised"]


def test_a_practitioners_concern_falls_to_the_hub_that_works_with_the_person(
    person, practitioner, lead, hub_team, today
):
    assert raised(person, practitioner, today).team == hub_team


def test_of_several_hubs_that_of_whoever_raised_it_decides(person, worker, lead, hub_team, today):
    newer = TeamFactory()
    InvolvementFactory(person=person, team=newer, since=today)
    UserFactory(role=Role.HUB_MANAGER, teams=[newer])
    assert raised(person, worker, today).team == hub_team


def test_without_a_hub_it_falls_to_the_practitioner_who_holds_the_person(person, practitioner, team, today):
    concern = raised(person, practitioner, today)
    run = running.running(concern, SAFEGUARDING_DECISION)
    assert (concern.team, run.user) == (team, practitioner)


def test_a_hub_that_works_with_the_person_no_more_is_not_asked(
    person, practitioner, lead, hub_team, team, today
):
    Involvement.objects.filter(team=hub_team).update(until=today)
    assert raised(person, practitioner, today).team == team


def test_two_clicks_are_one_concern(person, worker, lead, today):
    assert raised(person, worker, today) == raised(person, worker, today)
    assert told(lead) == ["safeguarding_raised"]


def test_it_says_where_it_came_from(person, worker, today):
    note = NoteFactory(person=person)
    assert raised(person, worker, today, note=note).came_from == "note"
    assert (
        raised(person, worker, today, text="Said so at the door", from_register=True).came_from == "register"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Nothing"},
        {"whom": "child"},
        {"raised_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
    ],
)
def test_the_database_refuses_to_change_what_was_raised(concern, change):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        SafeguardingConcern.objects.filter(pk=concern.pk).update(**change)


def test_the_database_refuses_to_delete_a_concern(concern):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        SafeguardingConcern.objects.filter(pk=concern.pk).delete()


def test_a_death_stops_the_clock_about_the_person_and_not_that_about_a_child(
    person, practitioner, worker, lead, today
):
    own, child = raised(person, worker, today), raised(person, worker, today, whom="child")
    actions.record_death(person, by=practitioner, died_on=today, source="The prison")
    assert running.running(own, SAFEGUARDING_DECISION) is None
    assert running.running(child, SAFEGUARDING_DECISION)


def test_handed_over_it_falls_to_the_team_that_holds_the_person_now(person, practitioner, stranger, today):
    concern = raised(person, practitioner, today)
    actions.move_caseload(
        person, practitioner=stranger, team=stranger.teams.get(), by=practitioner, reason="Moved to Leeds"
    )
    concern.refresh_from_db()
    run = RunningClock.objects.of(concern).get(stopped_at=None)
    assert concern.team == run.team == stranger.teams.get()
    assert run.user == stranger


def test_handed_over_the_hub_still_decides(person, practitioner, stranger, worker, concern, hub_team):
    actions.move_caseload(
        person, practitioner=stranger, team=stranger.teams.get(), by=practitioner, reason="Moved to Leeds"
    )
    concern.refresh_from_db()
    assert concern.team == hub_team

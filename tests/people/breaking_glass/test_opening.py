"""Breaking the glass: one answer until it is granted, then an hour’s sight of one record (trust: 5)."""

import datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from people.models import BreakGlass, LimitedAccess
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import CaseloadFactory, LimitedAccessFactory
from tests.people.asking import comparable
from tests.people.breaking_glass.opening import BREAK, WHY, at, open_record, sees

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def test_somebody_nobody_and_an_excluded_record_get_the_same_answer(client, practitioner, hidden, stranger):
    excluded_from = CaseloadFactory(person__crn="X888888", team=stranger.teams.get()).person
    LimitedAccessFactory(person=excluded_from, user=practitioner)
    answers = set()
    for crn in ("X999999", hidden.crn, excluded_from.crn):
        with transaction.atomic():
            client.force_login(practitioner)
            with CaptureQueriesContext(connection) as asked:
                answer = client.post(BREAK, {"crn": crn, "reason": WHY})
                count = len(asked)
            answers.add((answer.status_code, answer.url, comparable(answer), count))
            transaction.set_rollback(True)
    assert len(answers) == 1


def test_nobody_and_an_excluded_record_stay_the_same_afterwards(client, practitioner, hidden):
    LimitedAccessFactory(person=hidden, user=practitioner)
    pages = set()
    for crn in ("X999999", hidden.crn):
        with transaction.atomic():
            client.force_login(practitioner)
            pages.add(comparable(client.post(BREAK, {"crn": crn, "reason": WHY}, follow=True)))
            transaction.set_rollback(True)
    assert len(pages) == 1


def test_it_opens_one_record_for_60_minutes_to_one_user(practitioner, hidden, team):
    colleague = UserFactory(role=Role.PRACTITIONER, teams=[team])
    with time_machine.travel("2026-06-03 12:00:00Z", tick=False) as clock:
        CaseloadFactory(person=hidden, until=None) if not hidden.caseloads.exists() else None
        open_record(practitioner, hidden.crn)
        assert sees(practitioner, hidden)
        assert not sees(colleague, hidden)
        clock.shift(59 * MINUTE)
        assert sees(practitioner, hidden)
        clock.shift(MINUTE)
        assert not sees(practitioner, hidden)


def test_it_opens_a_restricted_record(practitioner, person):
    LimitedAccessFactory(person=person, kind=LimitedAccess.Kind.RESTRICTION, user=UserFactory())
    assert not sees(practitioner, person)
    open_record(practitioner, person.crn)
    assert sees(practitioner, person)


def test_a_hub_worker_reads_the_persons_pages_and_every_one_is_recorded_under_it(client, hidden):
    hub = TeamFactory()
    worker = UserFactory(role=Role.HUB_WORKER, teams=[hub], organisation=hub.organisation)
    client.force_login(worker)
    page = client.post(BREAK, {"crn": "x 305566", "reason": WHY}, follow=True).content.decode()
    assert "If there is such a record, it is open to you for 60 minutes" in page
    assert "Imran Saltmarsh" in page
    opened = BreakGlass.objects.get()
    for name in ("person_detail", "person_timeline"):
        assert client.get(at(name, hidden)).status_code == 200
    under = AuditEvent.objects.filter(user=worker, purpose=f"break-glass: {opened.uuid}")
    assert [event.what for event in under.order_by("id")][-2:] == ["GET person_detail", "GET person_timeline"]


def test_other_peoples_pages_are_recorded_as_ever(signed_in, practitioner, hidden, person):
    open_record(practitioner, hidden.crn)
    signed_in.get(at("person_detail", person))
    assert AuditEvent.objects.latest("id").purpose == "caseload of Medway North"

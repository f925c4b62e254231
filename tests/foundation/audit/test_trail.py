"""Who saw and did what."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from foundation.accounts.roles import Role
from foundation.audit import trail
from foundation.audit.middleware import AuditMiddleware
from foundation.audit.models import AuditEvent, AuditSubject, Operation
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def visit(view, *, method="get", user=None):
    request = getattr(RequestFactory(), method)("/people/")
    request.user = user or UserFactory(role=Role.HUB_WORKER)
    request.resolver_match = None
    return AuditMiddleware(view)(request)


def test_a_page_that_shows_two_people_writes_one_event_with_two_subjects():
    shown = PersonFactory.create_batch(2)

    def page(request):
        trail.shown(request, shown, purpose="key worker")
        trail.shown(request, shown)
        return HttpResponse()

    visit(page)
    event = AuditEvent.objects.get()
    assert (event.operation, event.role, event.purpose) == (
        Operation.CONSULTATION,
        "hub_worker",
        "key worker",
    )
    assert {subject.person_id for subject in event.subjects.all()} == {person.pk for person in shown}


def test_a_page_that_shows_nobody_writes_nothing():
    visit(lambda request: HttpResponse())
    assert not AuditEvent.objects.exists()


def test_a_search_without_a_find_is_recorded():
    def page(request):
        trail.shown(request, [])
        return HttpResponse()

    visit(page)
    assert AuditEvent.objects.count() == 1


def test_a_change_is_an_alteration():
    person = PersonFactory()

    def page(request):
        trail.shown(request, [person])
        return HttpResponse()

    visit(page, method="post")
    assert AuditEvent.objects.get().operation == Operation.ALTERATION


@pytest.mark.parametrize("status", [403, 409])
def test_a_refusal_is_recorded(status):
    visit(lambda request: HttpResponse(status=status), method="post")
    assert AuditEvent.objects.get().operation == Operation.REFUSAL


def test_a_page_whose_event_cannot_be_written_is_not_shown(monkeypatch):
    def broken(**_):
        raise DatabaseError

    monkeypatch.setattr(trail, "write", broken)

    def page(request):
        trail.shown(request, [])
        return HttpResponse("a person")

    with pytest.raises(DatabaseError):
        visit(page)


@pytest.mark.parametrize("model", [AuditEvent, AuditSubject])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_trail_can_be_neither_changed_nor_removed(model, change):
    trail.write(user=UserFactory(), operation=Operation.CONSULTATION, what="GET page", people=[1])
    rows = model.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(id=99) if change == "update" else rows._raw_delete(rows.db)
    assert model.objects.count() == 1

"""Every URL x every actor x both methods, against the one table in matrix.py."""

import re
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import reverse

from foundation.lifecycle.models import Event
from hubs.actions import queue_owner

from . import world as worlds
from .matrix import EVERYONE, MATRIX
from .routes import ours

pytestmark = [pytest.mark.django_db, pytest.mark.whole]
SIGN_IN = "/accounts/login/"


@pytest.fixture
def world():
    return worlds.build()


def test_every_route_is_declared_and_every_declaration_is_a_route():
    declared = set(MATRIX) | {"notice_open", "notice_detail"}
    assert declared == set(ours())


def test_every_actor_of_the_table_exists(world):
    assert set(world.actors) == EVERYONE


def address(name, world):
    return reverse(name, kwargs=MATRIX[name].kwargs(world.things))


def test_nobody_gets_in_without_signing_in(world, client):
    for name, row in MATRIX.items():
        for ask in (client.get, client.post):
            answer = ask(address(name, world))
            if row.open_to_anyone:
                assert answer.status_code in (200, 405), name
            elif row.in_json:
                assert answer.status_code in (401, 405), name
            else:
                assert (answer.status_code, answer.url[: len(SIGN_IN)]) == (302, SIGN_IN), name


def test_a_disabled_account_is_nobody(world, client):
    user = world.actors["hub_manager"]
    client.force_login(user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    for name, row in MATRIX.items():
        answer = client.get(address(name, world))
        if row.in_json:
            assert answer.status_code in (401, 405), name
        elif not row.open_to_anyone:
            assert answer.url.startswith(SIGN_IN), name


def test_without_the_second_factor_it_asks_for_one(world, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    for actor in ("practitioner", "commissioner"):
        client.force_login(world.actors[actor])
        for name, row in MATRIX.items():
            if not row.open_to_anyone:
                assert client.get(address(name, world)).url == reverse("mfa_activate_totp"), name


def expected(row, actor, served):
    if served is None:
        return (405,) if actor in row.opens else (405, 404, 403)
    if actor in row.opens:
        return served
    return (404,) if actor in row.hides else (403,)


def test_reading(world, client):
    wrong = {}
    for name, row in MATRIX.items():
        path = address(name, world)
        for actor, user in world.actors.items():
            client.force_login(user)
            status = client.get(path).status_code
            if status not in expected(row, actor, row.get):
                wrong[name, actor] = status
    assert not wrong


def test_writing(world, client):
    """An empty form: those let in get an answer about it; the others are turned away and nothing is written."""
    wrong = {}
    for name, row in MATRIX.items():
        with undone():
            wrong |= {(name, actor): found for actor, found in written(name, row, world, client)}
    assert not wrong


def written(name, row, world, client):
    """(actor, status or what else is wrong) of each answer that the table does not expect; the turned away first."""
    path = address(name, world)
    for actor in sorted(world.actors, key=lambda each: each in row.opens):
        before = Event.objects.count()
        client.force_login(world.actors[actor])
        headers = {"X-Queue-Owner": str(queue_owner(world.actors[actor]))} if row.in_json else {}
        status = client.post(path, headers=headers).status_code
        if status not in expected(row, actor, row.post):
            yield actor, status
        if actor not in row.opens and Event.objects.count() != before:
            yield actor, "wrote something"


@contextmanager
def undone():
    """Whatever is written inside is taken back, so that every route starts from the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_hidden_record_and_none_at_all_give_the_same_bytes(world, client):
    for name, row in MATRIX.items():
        if not row.hides or "uuid" not in row.kwargs(world.things) or row.get is None:
            continue
        client.force_login(world.actors[sorted(row.hides)[0]])
        hidden = client.get(address(name, world))
        none = client.get(
            reverse(name, kwargs=row.kwargs(world.things) | {"uuid": "00000000-0000-4000-8000-000000000000"})
        )
        assert (hidden.status_code, bare(hidden)) == (none.status_code, bare(none)), name


def bare(answer):
    """The page without the token against forged forms, which differs at every request."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"|"csrf_token": "[^"]+"', b"", answer.content)


def test_a_notice_opens_for_its_user_only(world, client):
    for actor, user in world.actors.items():
        client.force_login(user)
        for whose in (actor, "hub_worker"):
            pk = world.things[f"notice_of_{whose}"].pk
            read = client.get(reverse("notice_detail", args=[pk])).status_code
            opened = client.post(reverse("notice_open", args=[pk])).status_code
            assert (read, opened) == ((200, 302) if whose == actor else (404, 404))

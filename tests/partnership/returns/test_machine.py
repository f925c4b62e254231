"""Every state of a return x every verb x everybody, written from the specification (outcomes: section 5)."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from foundation.accounts.access import NotYou
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import WrongState, machine_of
from partnership.models import Return
from partnership.returns import actions as returns
from partnership.states import ReturnState

pytestmark = pytest.mark.django_db

WRITERS, OFFICERS = {"writer", "colleague"}, {"officer"}
# verb: (from, to, who)
TABLE = {
    "submit": ({"open", "returned"}, "submitted", WRITERS),
    "accept": ({"submitted"}, "accepted", OFFICERS),
    "send_back": ({"submitted"}, "returned", OFFICERS),
    "withdraw": ({"open", "submitted", "returned"}, "withdrawn", OFFICERS),
}
MORE = {
    "withdraw": {"because": "It owned no measure"},
    "send_back": {"because": "The second measure lacks its cause"},
}


def do(verb, quarterly, by):
    return getattr(returns, verb)(quarterly, by=by, **MORE.get(verb, {}))


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_table_names_every_verb_of_the_machine():
    assert set(TABLE) == {rule.verb for rule in machine_of(Return)}


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("state", ReturnState.values)
def test_who_may_do_what_and_when(scene, state, verb):
    sources, target, who = TABLE[verb]
    pk = scene.return_(state).pk
    if verb == "withdraw":
        scene.owes_nothing()
    for name, user in scene.users.items():
        quarterly, before = Return.objects.get(pk=pk), Event.objects.count()
        with undone():
            if name not in who:
                with pytest.raises(NotYou):
                    do(verb, quarterly, user)
                assert Event.objects.count() == before, name
            elif state not in sources:
                with pytest.raises(WrongState):
                    do(verb, quarterly, user)
                assert Event.objects.count() == before, name
            else:
                do(verb, quarterly, user)
                assert Return.objects.get(pk=pk).state == target


@pytest.mark.parametrize("state", ReturnState.values)
def test_who_may_write_it_and_when(scene, state):
    line = scene.return_(state).lines.get()
    for name, user in scene.users.items():
        with undone():
            writes = [
                lambda user=user: returns.write_line(line, by=user, own_rating="floor_met", behind="Fewer landlords"),
                lambda user=user: returns.write_words(line.of, by=user, words="A hard quarter"),
            ]  # fmt: skip
            for write in writes:
                if name not in WRITERS:
                    with pytest.raises(NotYou):
                        write()
                elif state not in ("open", "returned"):
                    with pytest.raises(WrongState, match="what it says stands"):
                        write()
                else:
                    write()

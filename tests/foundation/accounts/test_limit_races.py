"""Requests at the same moment are each counted: nobody gets past a limit by asking in parallel (trust: 7)."""

from types import SimpleNamespace
from unittest import mock

import pytest

from foundation.accounts import limits
from foundation.accounts.limits import Limit
from foundation.accounts.models import RequestCount
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
ROUNDS, AT_ONCE, ALLOWED = 12, 6, 2


def let_through(turn):
    """How many of several requests that start together are let through."""
    limit = Limit(f"limit_of_round_{turn}", times=ALLOWED, seconds=86_400)
    request = SimpleNamespace(user=SimpleNamespace(pk=7))
    found = at_once(*[lambda: limit.wait_for(request)] * AT_ONCE)
    assert all(isinstance(each, int) for each in found), found
    return found.count(0)


def test_in_parallel_nobody_gets_past_a_limit():
    assert {let_through(turn) for turn in range(ROUNDS)} == {ALLOWED}
    assert {count.times for count in RequestCount.objects.all()} == {AT_ONCE}


def test_the_race_can_be_lost():
    """Negative control: reading and writing apart, as one would with a cache, lets more through."""
    counts = {}

    def careless(limit, who, ends_at):
        tries = counts.get(limit, 0) + 1
        RequestCount.objects.exists()  # the others run while this one waits
        counts[limit] = tries
        return tries

    with mock.patch.object(limits, "_count", careless):
        assert max(let_through(turn) for turn in range(ROUNDS)) > ALLOWED

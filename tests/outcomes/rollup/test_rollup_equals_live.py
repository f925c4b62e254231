"""Whatever changes, the rollup says what counting again says, in every cell (issue: Rollups)."""

import datetime

import pytest
import time_machine

from tests.outcomes.places import make_places
from tests.outcomes.rollup.changes import Changes
from tests.outcomes.rollup.compared import differing

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2025, 6, 30, 12, tzinfo=datetime.UTC)


@time_machine.travel(NOON, tick=False)
def test_every_cell_is_right_after_sixty_changes():
    world = Changes(21, make_places()).begin(25)
    assert not differing(NOON.date())
    for _ in range(60):
        world.change()
    assert not differing(NOON.date()), world.done


@pytest.mark.whole
@pytest.mark.slow
@time_machine.travel(NOON, tick=False)
def test_every_cell_of_every_indicator_is_right_after_a_thousand_changes():
    world = Changes(22, make_places()).begin(120)
    assert not differing(NOON.date(), only=None)
    for number in range(1, 1001):
        world.change()
        if number % 100 == 0:
            assert not differing(NOON.date()), world.done
    assert not differing(NOON.date(), only=None)
    for way in world.ways:
        assert world.done[way.__name__] > 20, f"{way.__name__} was hardly ever done: {world.done}"

"""Whatever changes, the rollup says what counting again says, in every cell (issue: Rollups)."""

import datetime

import pytest
import time_machine

from tests.outcomes.places import make_places
from tests.outcomes.rollup.changes import Changes
from tests.outcomes.rollup.compared import SOME, differing

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2025, 7, 12, 12, tzinfo=datetime.UTC)
MONTH_END = datetime.date(2025, 6, 30)
AT_MONTH_END = (
    "milestones-verified",
    "referral-started",
    "time-to-reoffence",
)  # windows open and shut about it


def differing_on_either(only=SOME, at_month_end=None):
    return differing(NOON.date(), only) | differing(MONTH_END, at_month_end)


@time_machine.travel(NOON, tick=False)
def test_every_cell_is_right_after_thirty_changes():
    world = Changes(21, make_places()).begin(25)
    assert not differing_on_either(SOME, AT_MONTH_END)
    for _ in range(30):
        world.change()
    assert not differing_on_either(SOME, AT_MONTH_END), world.done


@pytest.mark.whole
@pytest.mark.slow
@time_machine.travel(NOON, tick=False)
def test_every_cell_of_every_indicator_is_right_after_a_thousand_changes():
    world = Changes(22, make_places()).begin(120)
    assert not differing_on_either(only=None)
    for number in range(1, 1001):
        world.change()
        if number % 250 == 0:
            assert not differing_on_either(SOME, SOME), world.done
    assert not differing_on_either(only=None)
    for way in world.ways:
        assert world.done[way.__name__] > 20, f"{way.__name__} was hardly ever done: {world.done}"

"""What the tests of returns and improvement actions share."""

import pytest
import time_machine

from tests.partnership.returns.scenes import TODAY, a_scene


@pytest.fixture
def in_april():
    """Two weeks after the quarter that the returns are about."""
    with time_machine.travel(f"{TODAY}T12:00:00+00:00", tick=False):
        yield TODAY


@pytest.fixture
def scene(db, in_april):
    return a_scene()

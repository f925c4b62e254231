"""What every test shares."""

import pytest

from foundation.lifecycle import triggers


@pytest.fixture(autouse=True)
def _triggers_off_while_emptied(request):
    """A transactional test empties every table at its end; the append-only rules would refuse that."""
    marker = request.node.get_closest_marker("django_db")
    transactional = bool(marker and marker.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(request.fixturenames)
    )
    if not transactional:
        yield
        return
    request.getfixturevalue("transactional_db")
    triggers.install()
    yield
    triggers.remove()

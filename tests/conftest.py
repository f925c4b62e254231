"""What every test shares."""

import pytest
from django.conf import settings
from django.core.cache import cache

from foundation.lifecycle import triggers


class _Unknown(str):
    """Stands for a template variable that the view did not give: a mistake, never an empty text."""

    __slots__ = ()

    def __mod__(self, name):
        raise AssertionError(f"the template names {name}, which its view does not give")


settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Unknown("%s")


@pytest.fixture(autouse=True)
def _no_tries_counted_before():
    """The counts of rate limits outlive a test's database."""
    cache.clear()


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

"""The table of clocks, as a page."""

import pytest

from foundation.lifecycle.clocks import Clock, Unit, declared
from tests.factories.accounts import UserFactory


@pytest.mark.parametrize(
    ("after", "unit", "words"),
    [
        (None, Unit.DAY, "never"),
        (0, Unit.WORKING_DAY, "when overdue"),
        (1, Unit.WORKING_DAY, "1 working day overdue"),
        (3, Unit.DAY, "3 days overdue"),
    ],
)
def test_when_the_team_is_told_is_said_in_words(after, unit, words):
    clock = Clock("wait", "Wait", "now", "done", 5, "nobody", unit=unit, escalates_after=after)
    assert clock.told_to_team == words


@pytest.mark.django_db
def test_every_clock_stands_on_the_page_with_its_length_and_owner(client):
    client.force_login(UserFactory())
    page = " ".join(client.get("/clocks/").content.decode().split())
    for clock in declared():
        assert clock.title in page
        assert clock.how_long in page
    assert 'href="/clocks/"' in client.get("/machines/").content.decode()

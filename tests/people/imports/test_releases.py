"""Importing releases."""

import datetime

import pytest
from django.utils import timezone

from people.models import Release
from tests.factories.intake import load, problems

pytestmark = pytest.mark.django_db
RELEASES = "crn prison received_on expected_on released_on kind recalled_on"
TOMORROW = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
in_both_orders = pytest.mark.parametrize("order", [1, -1])


class TestReleases:
    def test_dates_that_cannot_be_are_refused(self, kofi):
        assert problems(
            "releases", RELEASES,
            "X000001 Rochester - - - licence -",
            f"X000001 Rochester - - {TOMORROW} licence -",
            "X000001 Rochester 2026-02-01 - 2026-01-01 licence -",
            "X000001 Rochester - - 1989-01-01 licence -",
            "X000001 Rochester - 2026-01-01 - licence 2026-01-02",
            "X000001 Alcatraz - - 2026-01-01 licence -",
        ) == [
            "f:2 released_on: one of expected_on and released_on is required",
            f"f:3 released_on: {TOMORROW} is in the future",
            "f:4 released_on: 2026-01-01 is before received_on (2026-02-01)",
            "f:5 released_on: 1989-01-01 is before the person was born",
            "f:6 recalled_on: needs released_on: only a release can be recalled",
            "f:7 prison: “Alcatraz” is not in the list of prisons",
        ]  # fmt: skip

    def test_the_actual_day_updates_the_release_to_come_and_keeps_the_former_date(self, kofi):
        expected = "X000001 Rochester - 2026-02-01 - licence -"
        actual = "X000001 Rochester - - 2026-02-03 licence -"
        assert load("releases", RELEASES, expected) == (1, 0, 0)
        assert load("releases", RELEASES, actual) == (0, 1, 0)
        release = Release.objects.get()
        assert (release.expected_on, release.released_on) == (
            datetime.date(2026, 2, 1),
            datetime.date(2026, 2, 3),
        )
        assert Release.versions.get(version_of=release).released_on is None
        assert load("releases", RELEASES, actual) == (0, 0, 1)
        assert load("releases", RELEASES, expected) == (0, 0, 1), "an old expectation is no new release"

    def test_a_moved_expectation_is_a_correction(self, kofi):
        load("releases", RELEASES, "X000001 Rochester - 2026-02-01 - licence -")
        assert load("releases", RELEASES, "X000001 Rochester - 2026-03-01 - licence -") == (0, 1, 0)
        assert Release.objects.get().expected_on == datetime.date(2026, 3, 1)

    @in_both_orders
    def test_an_expectation_and_the_release_that_fulfils_it_in_one_file_are_one_release(self, kofi, order):
        rows = [
            "X000001 Rochester - 2026-02-05 - licence -",
            "X000001 Rochester - 2026-02-05 2026-02-03 licence -",
        ]
        assert load("releases", RELEASES, *rows[::order]) == (1, 0, 1)
        assert Release.objects.get().released_on == datetime.date(2026, 2, 3)
        assert load("releases", RELEASES, *rows[::order]) == (0, 0, 2)

    @in_both_orders
    def test_a_release_and_another_to_come_in_one_file_are_two_releases(self, kofi, order):
        rows = ["X000001 Rochester - 2027-02-01 - licence -", "X000001 Rochester - - 2024-02-03 licence -"]
        assert load("releases", RELEASES, *rows[::order]) == (2, 0, 0)
        assert load("releases", RELEASES, *rows[::order]) == (0, 0, 2)

    @in_both_orders
    def test_a_release_known_to_come_stays_to_come_where_a_row_says_so(self, kofi, order):
        load("releases", RELEASES, "X000001 Rochester - 2027-02-01 - licence -")
        rows = ["X000001 Rochester - 2027-03-01 - licence -", "X000001 Rochester - - 2024-02-03 licence -"]
        assert load("releases", RELEASES, *rows[::order]) == (1, 1, 0)
        found = Release.objects.order_by("released_on").values_list("expected_on", "released_on")
        assert set(found) == {(None, datetime.date(2024, 2, 3)), (datetime.date(2027, 3, 1), None)}
        assert load("releases", RELEASES, *rows[::order]) == (0, 0, 2)

    @in_both_orders
    def test_of_two_releases_the_nearer_one_fulfils_the_expectation(self, kofi, order):
        load("releases", RELEASES, "X000001 Rochester - 2026-02-01 - licence -")
        rows = ["X000001 Rochester - - 2024-02-03 licence -", "X000001 Rochester - - 2026-02-03 licence -"]
        assert load("releases", RELEASES, *rows[::order]) == (1, 1, 0)
        assert Release.objects.get(expected_on="2026-02-01").released_on == datetime.date(2026, 2, 3)

    @in_both_orders
    def test_two_days_for_one_release_to_come_are_refused(self, kofi, order):
        load("releases", RELEASES, "X000001 Rochester - 2026-02-01 - licence -")
        rows = ["X000001 Rochester - 2026-02-01 - licence -", "X000001 Rochester - 2026-03-01 - licence -"]
        assert problems("releases", RELEASES, *rows[::order]) == [
            "f:3 row: says something else than line 2 with the same key"
        ]

    def test_another_prison_is_another_release(self, kofi):
        load("releases", RELEASES, "X000001 Rochester - 2026-02-01 - licence -")
        assert load("releases", RELEASES, "X000001 Elmley - - 2026-02-03 licence -") == (1, 0, 0)

    def test_a_recall_is_added_to_a_known_release(self, kofi):
        load("releases", RELEASES, "X000001 Rochester - - 2026-02-03 licence -")
        assert load("releases", RELEASES, "X000001 Rochester - - 2026-02-03 licence 2026-02-20") == (0, 1, 0)
        assert Release.objects.get().recalled_on == datetime.date(2026, 2, 20)

    def test_one_key_said_two_ways_is_refused(self, kofi):
        rows = "X000001 Rochester - - 2026-02-03 licence -", "X000001 Rochester - - 2026-02-03 post_recall -"
        assert problems("releases", RELEASES, *rows) == [
            "f:3 row: says something else than line 2 with the same key"
        ]

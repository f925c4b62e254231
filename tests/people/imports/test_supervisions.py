"""Importing periods of supervision."""

import datetime

import pytest

from people.models import Supervision
from tests.factories.intake import load, problems

pytestmark = pytest.mark.django_db


class TestSupervisions:
    HEADER = "crn kind started_on ended_on end_reason"

    def test_order_birth_and_unknown_people_are_asked(self, kofi):
        assert problems(
            "supervisions", self.HEADER,
            "X000001 licence 2026-01-05 2026-01-04 -",
            "X000001 licence 1980-01-05 - -",
            "X000009 licence 2026-01-05 - -",
        ) == [
            "f:2 ended_on: 2026-01-04 is before started_on (2026-01-05)",
            "f:3 started_on: 1980-01-05 is before the person was born",
            "f:4 crn: no person has the CRN X000009; import people first",
        ]  # fmt: skip

    def test_a_known_period_is_ended_by_a_later_file(self, kofi):
        assert load("supervisions", self.HEADER, "X000001 licence 2026-01-05 - -") == (1, 0, 0)
        assert load("supervisions", self.HEADER, "X000001 licence 2026-01-05 2026-03-01 Expired") == (0, 1, 0)
        assert load("supervisions", self.HEADER, "X000001 licence 2026-01-05 2026-03-01 Expired") == (0, 0, 1)
        assert Supervision.objects.get().ended_on == datetime.date(2026, 3, 1)

    def test_a_reason_without_a_day_is_kept(self, kofi):
        assert load("supervisions", self.HEADER, "X000001 licence 2026-01-05 - Revoked") == (1, 0, 0)
        assert Supervision.objects.get().end_reason == "Revoked"

    def test_two_rows_with_one_key_must_agree(self, kofi):
        rows = "X000001 licence 2026-01-05 - -", "X000001 licence 2026-01-05 2026-03-01 -"
        assert problems("supervisions", self.HEADER, *rows) == [
            "f:3 row: says something else than line 2 with the same key"
        ]

"""Importing offences."""

import datetime

import pytest
from django.utils import timezone

from people.models import Offence, OffenceCoverage
from tests.factories.intake import load, problems
from tests.factories.people import OffenceFactory

pytestmark = pytest.mark.django_db
OFFENCES = "crn offence_on disposed_on disposal offence_group reference"
TOMORROW = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()


class TestOffences:
    def test_dates_that_cannot_be_are_refused(self, kofi):
        assert problems(
            "offences", OFFENCES,
            "X000001 2026-02-01 2026-01-01 conviction - -",
            f"X000001 {TOMORROW} - - - -",
            "X000001 2026-02-01 2026-03-01 acquittal - -",
        ) == [
            "f:2 disposed_on: 2026-01-01 is before offence_on (2026-02-01)",
            f"f:3 offence_on: {TOMORROW} is in the future",
            "f:4 disposal: “acquittal” is not one of conviction, caution",
        ]  # fmt: skip

    def test_identical_rows_without_reference_count_each_and_only_once(self, kofi):
        row = "X000001 2026-02-01 2026-03-01 conviction theft -"
        assert load("offences", OFFENCES, row, row) == (2, 0, 0)
        assert load("offences", OFFENCES, row, row) == (0, 0, 2)
        assert load("offences", OFFENCES, row, row, row) == (1, 0, 2)
        assert sorted(Offence.objects.values_list("number", flat=True)) == [1, 2, 3]

    def test_a_reference_is_the_key(self, kofi):
        load("offences", OFFENCES, "X000001 2026-02-01 - - theft CT-1")
        assert load("offences", OFFENCES, "X000001 2026-02-01 2026-03-01 caution theft CT-1") == (0, 1, 0)
        assert Offence.objects.get().disposal == "caution"

    def test_columns_the_file_lacks_leave_a_referenced_offence_as_it_is(self, kofi):
        load("offences", OFFENCES, "X000001 2026-02-01 2026-03-01 caution theft CT-1")
        assert load("offences", "crn offence_on reference", "X000001 2026-02-01 CT-1") == (0, 0, 1)
        assert load("offences", "crn offence_on reference", "X000001 2026-02-02 CT-1") == (0, 1, 0)
        offence = Offence.objects.get()
        assert (offence.disposed_on, offence.disposal, offence.offence_group) == (
            datetime.date(2026, 3, 1), "caution", "theft",
        )  # fmt: skip

    def test_an_offence_cannot_move_behind_its_known_disposal(self, kofi):
        load("offences", OFFENCES, "X000001 2026-02-01 2026-03-01 caution theft CT-1")
        assert problems("offences", "crn offence_on reference", "X000001 2026-03-02 CT-1") == [
            "f:2 offence_on: 2026-03-02 is after the known disposal (2026-03-01)"
        ]

    def test_one_reference_in_two_rows_must_agree(self, kofi):
        OffenceFactory(person=kofi, reference="CT-9")
        rows = "X000001 2026-02-01 - - theft CT-1", "X000001 2026-02-02 - - theft CT-1"
        assert problems("offences", OFFENCES, *rows) == [
            "f:3 row: says something else than line 2 with the same key"
        ]

    def test_the_file_says_up_to_when_it_is_complete(self, kofi):
        row = "X000001 2026-02-01 2026-03-01 conviction theft -"
        load("offences", OFFENCES, row, covers_to=datetime.date(2026, 4, 30))
        load("offences", OFFENCES, row, covers_to=datetime.date(2026, 4, 30))
        assert OffenceCoverage.objects.get().covers_to == datetime.date(2026, 4, 30)

    def test_a_file_without_a_day_says_its_reach_once(self, kofi):
        row = "X000001 2026-02-01 2026-03-01 conviction theft -"
        load("offences", OFFENCES, row, covers_to=datetime.date(2026, 4, 30))
        load("offences", OFFENCES, row)
        assert OffenceCoverage.objects.get().covers_to == datetime.date(2026, 4, 30)

    def test_a_reach_that_was_named_wrongly_is_named_again(self, kofi):
        row = "X000001 2026-02-01 2026-03-01 conviction theft -"
        for month in (4, 3, 4):
            load("offences", OFFENCES, row, covers_to=datetime.date(2026, month, 30))
        said = OffenceCoverage.objects.order_by("id").values_list("covers_to", flat=True)
        assert [day.month for day in said] == [4, 3, 4]

    def test_without_a_day_it_is_complete_to_today(self, kofi):
        load("offences", OFFENCES, "X000001 2026-02-01 2026-03-01 conviction theft -")
        assert OffenceCoverage.objects.get().covers_to == timezone.localdate()

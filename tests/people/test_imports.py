"""Importing people, supervisions, releases and offences."""

import datetime

import pytest
from django.utils import timezone

from foundation.lifecycle import events
from people.models import Offence, OffenceCoverage, Person, PersonArea, Release, Supervision
from tests.factories.intake import load, problems
from tests.factories.people import AreaFactory, OffenceFactory, PersonFactory, PrisonFactory

pytestmark = pytest.mark.django_db
PEOPLE = "crn family_name given_names date_of_birth sex area"
KOFI = "X000001 Larkfield Kofi 1990-05-14 male Medway"
RELEASES = "crn prison received_on expected_on released_on kind recalled_on"
OFFENCES = "crn offence_on disposed_on disposal offence_group reference"
TOMORROW = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()

in_both_orders = pytest.mark.parametrize("order", [1, -1])


@pytest.fixture(autouse=True)
def _places():
    AreaFactory(name="Medway")
    AreaFactory(name="Dover")
    PrisonFactory(name="Rochester")
    PrisonFactory(name="Elmley")


@pytest.fixture
def kofi():
    return PersonFactory(crn="X000001", date_of_birth=datetime.date(1990, 5, 14))


class TestPeople:
    def test_each_wrong_cell_is_named(self):
        (line,) = problems("people", PEOPLE, "X1 Larkfield Kofi 1990-05 man Kent")
        assert "crn: is not a CRN" in line
        assert "date_of_birth: “1990-05” is not a date like 2026-06-03" in line
        assert "sex: “man” is not one of female, male, other" in line
        assert "area: “Kent” is not in the list of areas" in line

    def test_birth_in_the_future_and_death_before_birth_are_refused(self):
        header = PEOPLE + " died_on area_since"
        found = problems(
            "people", header,
            f"X000001 A B {TOMORROW} male Medway - -",
            "X000002 A B 1990-05-14 male Medway 1989-01-01 -",
            "X000003 A B 1990-05-14 male Medway - 1989-01-01",
        )  # fmt: skip
        assert found[0] == f"f:2 date_of_birth: {TOMORROW} is in the future"
        assert found[1] == "f:3 died_on: 1989-01-01 is before date_of_birth (1990-05-14)"
        assert found[2] == "f:4 area_since: 1989-01-01 is before the person was born"

    def test_rows_about_one_person_must_agree(self):
        found = problems("people", PEOPLE, KOFI, KOFI.replace("Larkfield", "Larkfeld"))
        assert found == ["f:3 family_name: differs from line 2 about the same person"]

    @pytest.mark.parametrize(
        "row", [KOFI.replace("Larkfield", "Larkfeld"), KOFI.replace("Medway", "Dover")], ids=["name", "area"]
    )
    def test_news_about_a_merged_record_is_refused_and_the_kept_one_named_no_further(self, row):
        load("people", PEOPLE, KOFI)
        kept = PersonFactory(crn="X000009")
        Person.objects.filter(crn="X000001").update(merged_into=kept)
        (line,) = problems("people", PEOPLE, row)
        assert line.startswith("f:2 crn: names a record that was merged into another one")
        assert kept.crn not in line

    def test_a_file_sent_again_after_a_merge_changes_nothing(self):
        load("people", PEOPLE, KOFI)
        Person.objects.filter(crn="X000001").update(merged_into=PersonFactory(crn="X000009"))
        before = Person.versions.count()
        load("people", PEOPLE, KOFI)
        assert Person.versions.count() == before

    def test_two_areas_from_one_day_are_refused(self):
        assert problems("people", PEOPLE, KOFI, KOFI.replace("Medway", "Dover")) == [
            "f:3 area: differs from line 2 about the same person and date"
        ]

    def test_a_person_enters_with_area_sounds_and_an_event_of_file_and_line(self):
        assert load("people", PEOPLE, KOFI) == (1, 0, 0)
        person = Person.objects.get()
        assert person.pnc_matched
        assert person.family_sound
        assert (person.areas.get().area.name, person.areas.get().since) == ("Medway", None)
        event = events.of(person).get()
        assert event.what == "imported"
        assert event.facts["line"] == 2
        assert len(event.facts["file"]) == 64

    def test_the_same_file_twice_changes_nothing(self):
        load("people", PEOPLE, KOFI)
        before = Person.versions.count(), PersonArea.versions.count()
        assert load("people", PEOPLE, KOFI) == (0, 0, 1)
        assert (Person.versions.count(), PersonArea.versions.count()) == before

    def test_other_values_of_a_known_person_are_a_correction_that_keeps_the_former(self):
        load("people", PEOPLE, KOFI)
        assert load("people", PEOPLE, KOFI.replace("Kofi", "Kwame")) == (0, 1, 0)
        person = Person.objects.get()
        assert person.given_names == "Kwame"
        assert Person.versions.get(version_of=person).given_names == "Kofi"

    def test_a_column_the_file_lacks_takes_nothing_away(self):
        load("people", PEOPLE + " died_on", KOFI + " 2026-01-05")
        assert load("people", PEOPLE, KOFI) == (0, 0, 1)
        assert Person.objects.get().died_on == datetime.date(2026, 1, 5)

    def test_an_empty_cell_says_unknown(self):
        load("people", PEOPLE + " died_on", KOFI + " 2026-01-05")
        assert load("people", PEOPLE + " died_on", KOFI + " -") == (0, 1, 0)
        assert Person.objects.get().died_on is None

    def test_a_new_area_from_a_day_keeps_the_old_one(self):
        load("people", PEOPLE, KOFI)
        row = KOFI.replace("Medway", "Dover") + " 2026-01-01"
        assert load("people", PEOPLE + " area_since", row) == (0, 1, 0)
        assert load("people", PEOPLE, KOFI) == (0, 0, 1)
        found = PersonArea.objects.order_by("id").values_list("area__name", "since")
        assert list(found) == [("Medway", None), ("Dover", datetime.date(2026, 1, 1))]

    def test_several_areas_of_a_new_person_come_in_one_file(self):
        header = PEOPLE + " area_since"
        rows = KOFI + " -", KOFI.replace("Medway", "Dover") + " 2026-01-01"
        assert load("people", header, *rows) == (2, 0, 0)
        assert load("people", header, *rows) == (0, 0, 2)

    def test_a_prison_number_somebody_has_already_is_provisional(self):
        PersonFactory(prison_number="A1234BC")
        load("people", PEOPLE + " prison_number", KOFI + " a1234bc")
        assert not Person.objects.get(crn="X000001").prison_number_confirmed
        assert load("people", PEOPLE + " prison_number", KOFI + " A1234BC") == (0, 0, 1)


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

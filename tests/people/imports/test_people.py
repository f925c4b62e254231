"""Importing people."""

import datetime

import pytest
from django.utils import timezone

from foundation.lifecycle import events
from people.models import Person, PersonArea
from tests.factories.intake import load, problems
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
PEOPLE = "crn family_name given_names date_of_birth sex area"
KOFI = "X000001 Larkfield Kofi 1990-05-14 male Medway"
TOMORROW = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()


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

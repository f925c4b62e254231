"""Cohorts: which are recorded, which follow from age and sex, and that tag and filter mean the same people."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from people import actions, rules
from people.circumstances import cohorts
from people.models import CohortLabel, Person
from tests.factories.people import CohortLabelFactory, PersonFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date


def names_of(person, day):
    labels = person.labels.standing_on(day).values_list("name", flat=True)
    return [cohort.name for cohort in cohorts.cohorts_of(person, labels)]


@pytest.mark.parametrize("days", [-1, 80 * 365])
def test_a_label_of_tomorrow_or_before_birth_is_refused(person, practitioner, ago, days):
    with pytest.raises(rules.Unfit) as refusal:
        actions.record_labels(person, ["veteran"], by=practitioner, as_from=ago(days))
    assert list(refusal.value.problems) == ["as_from"]


def test_a_name_that_is_no_label_is_an_error_of_the_caller(person, practitioner, ago):
    with pytest.raises(ValueError, match="woman"):
        actions.record_labels(person, ["woman"], by=practitioner, as_from=ago(1))


def test_a_label_does_not_end_before_it_began(person, practitioner, ago):
    CohortLabelFactory(person=person, since=ago(5))
    with pytest.raises(rules.Unfit, match="cannot end before"):
        actions.record_labels(person, [], by=practitioner, as_from=ago(9))


def test_the_same_label_twice_at_a_time_is_refused_by_the_database(person):
    CohortLabelFactory(person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        CohortLabelFactory(person=person)


def test_what_is_ticked_begins_and_what_is_cleared_ends(person, practitioner, ago, today):
    CohortLabelFactory(person=person, name="veteran", since=ago(30))
    kept = CohortLabelFactory(person=person, name="disability", since=ago(30))
    actions.record_labels(person, ["disability", "care_leaver"], by=practitioner, as_from=ago(2))
    assert names_of(person, today) == ["care_leaver", "disability"]
    assert person.labels.get(name="care_leaver").recorded_by == practitioner
    assert person.labels.get(name="veteran").until == ago(2)
    assert CohortLabel.objects.get(pk=kept.pk).since == ago(30)


def test_saved_twice_the_labels_are_the_same(person, practitioner, ago):
    for _ in range(2):
        actions.record_labels(person, ["veteran"], by=practitioner, as_from=ago(2))
    assert CohortLabel.versions.count() == 1


@time_machine.travel("2026-02-28 12:00")
@pytest.mark.parametrize(
    ("born", "names"),
    [
        (DAY(2008, 3, 1), []),
        (DAY(2008, 2, 29), []),
        (DAY(2008, 2, 28), ["young_adult"]),
        (DAY(2000, 3, 1), ["young_adult"]),
        (DAY(2000, 2, 28), []),
        (DAY(1976, 3, 1), []),
        (DAY(1976, 2, 28), ["over_50"]),
    ],
)
def test_ages_count_from_birthday_to_birthday(born, names):
    person = PersonFactory(date_of_birth=born)
    assert names_of(person, DAY(2026, 2, 28)) == names
    found = [
        cohort.name
        for cohort in cohorts.DERIVED
        if Person.objects.filter(cohort.rows(DAY(2026, 2, 28))).exists()
    ]
    assert found == names


def test_tag_and_filter_mean_the_same_people(today, ago):
    woman = PersonFactory(sex="female", date_of_birth=ago(60 * 366))
    veteran = CohortLabelFactory(person__date_of_birth=ago(40 * 365)).person
    CohortLabelFactory(person__date_of_birth=ago(40 * 365), until=ago(1), since=ago(9))
    for cohort in cohorts.COHORTS:
        tagged = {each.pk for each in Person.objects.all() if cohort.name in names_of(each, today)}
        assert set(Person.objects.filter(cohort.rows(today)).values_list("pk", flat=True)) == tagged
    assert names_of(woman, today) == ["woman", "over_50"]
    assert names_of(veteran, today) == ["veteran"]

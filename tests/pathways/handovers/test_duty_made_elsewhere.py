"""A duty-to-refer made outside the product counts as one that was handed over, for the clock and as evidence."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import running
from foundation.lifecycle.models import Event
from pathways.actions import duties
from pathways.duties.rules import Said
from pathways.handovers import duty
from pathways.handovers.clocks import DUTY_TO_REFER
from pathways.models import DutyToRefer, MilestoneClaim
from people.models import Person
from people.rules import Unfit
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_handovers import DutyToReferFactory
from tests.pathways.asking import page
from tests.pathways.days import TODAY, day

pytestmark = pytest.mark.django_db
MADE = {"made_on": day(5), "authority": "Medway Council"}
ACCEPTED = {"answer": "accepted", "answered_on": day(2), "owed": "relief"}


@pytest.fixture
def homeless(person, released_in):
    """A pathway under way, and a release in 42 days without a home."""
    released_in(42)
    return PathwayFactory(person=person, kind="accommodation")


def record(person, office, **more):
    return duties.record_duty(person, by=office.dana, said=Said(**MADE | more))


def is_due(pathway):
    return running.running(pathway, DUTY_TO_REFER) is not None


def claims(*states):
    return list(MilestoneClaim.objects.filter(state__in=states).values_list("milestone", "reached_on"))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"made_on": TODAY + datetime.timedelta(days=1)}, "made_on"),
        ({"authority": "tbc"}, "authority"),
        ({"owed": "relief"}, "owed"),
        ({"answer": "accepted", "answered_on": day(2)}, "owed"),
        ({"answer": "not_accepted", "answered_on": day(2)}, "because"),
        ({"answer": "accepted", "owed": "main"}, "answered_on"),
        (ACCEPTED | {"answered_on": day(6)}, "answered_on"),
        ({"outcome": "Housed"}, "outcome_on"),
        ({"outcome_on": day(1)}, "outcome"),
        ({"outcome": "Housed", "outcome_on": day(9)}, "outcome_on"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(person, office, said, field):
    with pytest.raises(Unfit) as refusal:
        record(person, office, **said)
    assert list(refusal.value.problems) == [field]


@pytest.mark.parametrize(
    ("lived", "words"), [({"date_of_birth": day(4)}, "born"), ({"died_on": day(6)}, "died")]
)
def test_none_is_made_before_a_person_was_born_or_after_they_died(homeless, person, office, lived, words):
    made = record(person, office, made_on=day(7 if "died_on" in lived else 3), authority="Swale Council")
    Person.objects.filter(pk=person.pk).update(**lived)
    person.refresh_from_db()
    for refused in (
        lambda: record(person, office),
        lambda: duties.change_duty(made, by=office.dana, said=Said(**MADE)),
    ):
        with pytest.raises(Unfit) as refusal:
            refused()
        assert words in refusal.value.problems["made_on"]


def test_a_birth_put_right_later_stops_no_answer(homeless, person, office):
    made = record(person, office)
    Person.objects.filter(pk=person.pk).update(date_of_birth=day(4))
    duties.change_duty(made, by=office.dana, said=Said(**MADE | ACCEPTED))
    assert DutyToRefer.objects.get().owed == "relief"


def test_the_same_one_is_not_recorded_twice(person, office):
    record(person, office)
    with pytest.raises(Unfit, match="already"):
        record(person, office, authority=" medway council ")


def test_nobody_else_than_who_works_with_the_person_records_it(person, treatment):
    elsewhere = UserFactory(role=Role.PRACTITIONER, teams=[TeamFactory()])
    for somebody in (elsewhere, treatment.worker):
        with pytest.raises(NotYou):
            duties.record_duty(person, by=somebody, said=Said(**MADE))


def test_the_database_refuses_an_answer_without_its_day(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyToReferFactory(person=person, answer="accepted", owed="relief")


def test_it_is_no_longer_due_before_the_release(homeless, person, office):
    duty.settle(person)
    assert is_due(homeless)
    record(person, office)
    assert not is_due(homeless)
    assert duty.context_of(person).made == duty.Made(day(5), "Medway Council")


def test_one_made_before_the_last_release_does_not_count(homeless, person, office, released_in):
    released_in(-3)
    record(person, office)
    assert is_due(homeless)


def test_it_is_claimed_as_the_milestone_it_shows(homeless, person, office, hub):
    record(person, office, **ACCEPTED)
    claim = MilestoneClaim.objects.get()
    assert (claim.milestone, claim.reached_on, claim.team) == ("duty_to_refer", day(5), hub.team)
    assert (
        claim.evidence_reference
        == f"Duty-to-refer made on {claim.reached_on:%-d %B %Y} to Medway Council, accepted"
    )


def test_the_answer_is_added_and_what_was_written_before_is_kept(homeless, person, office):
    made = record(person, office)
    duties.change_duty(made, by=office.dana, said=Said(**MADE | ACCEPTED))
    assert DutyToRefer.objects.get().owed == "relief"
    assert [each.answer for each in DutyToRefer.versions.filter(version_of=made)] == [""]
    assert claims("claimed") == [("duty_to_refer", day(5))]


def test_another_day_is_claimed_anew(homeless, person, office):
    made = record(person, office)
    duties.change_duty(made, by=office.dana, said=Said(**MADE | {"made_on": day(4)}))
    assert (claims("claimed"), claims("revoked")) == (
        [("duty_to_refer", day(4))],
        [("duty_to_refer", day(5))],
    )


def test_a_mistake_taken_out_is_due_again_and_no_evidence(homeless, person, office):
    made = record(person, office)
    duties.remove_duty(made, by=office.dana)
    assert not DutyToRefer.objects.exists()
    assert (claims("claimed"), is_due(homeless)) == ([], True)


def test_the_page_shows_the_56_days_and_keeps_what_was_typed(as_, homeless, person, office):
    where = reverse("duty_record", args=[person.uuid])
    client = as_(office.dana)
    assert "56 days before it" in page(client.get(where))
    answer = page(client.post(where, {"made_on": day(5).isoformat(), "authority": "Medway Council",
                                      "answer": "not_accepted", "answered_on": day(2).isoformat()}))  # fmt: skip
    assert "Say why the duty is not accepted." in answer
    assert "Medway Council" in answer
    answer = client.post(where, {"made_on": day(5).isoformat(), "authority": "Medway Council"}, follow=True)
    assert "is recorded" in page(answer)
    assert "Medway Council" in page(client.get(reverse("pathway_detail", args=[homeless.uuid])))
    made = DutyToRefer.objects.get()
    for _ in range(2):  # a double click
        assert client.post(reverse("duty_remove", args=[made.uuid])).status_code == 302
    assert not DutyToRefer.objects.exists()
    assert Event.objects.filter(what="entered_in_error").count() == 1

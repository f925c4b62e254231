"""What is gathered in one query is what each model's own query gives, on both engines."""

import datetime
import decimal

import pytest
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from hubs.models import Concern
from journeys.known.gathering import Rows, gather, newest, partly
from people.models import Caseload, Consent, Note, Person, Release
from tests.architecture.test_factories import OURS, WRITTEN_BY_THE_SYSTEM, factories
from tests.factories.contacts import ContactFactory, NoteFactory
from tests.factories.hubs import BookingFactory, ConcernFactory
from tests.factories.people import CaseloadFactory, ConsentFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
FEW = 40  # PostgreSQL makes JSON of at most 50 pairs


def values(row) -> dict:
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}


def test_every_model_comes_back_as_it_was():
    made, compared = factories(), 0
    for model in OURS:
        fields = model._meta.concrete_fields
        can_be = len(fields) <= FEW and not any(isinstance(field, models.BinaryField) for field in fields)
        if model._meta.label in WRITTEN_BY_THE_SYSTEM or not can_be or model._meta.app_label == "accounts":
            continue
        with transaction.atomic():  # each for itself: two may not stand beside each other
            made[model]()
            rows = model._default_manager.order_by("pk")
            for gathered, own in zip(gather(rows=Rows(rows))["rows"], rows, strict=True):
                assert type(gathered) is model
                assert values(gathered) == values(own)
                compared += 1
            transaction.set_rollback(True)
    assert compared > 60


def test_moments_keep_their_microseconds_and_days_their_kind():
    at = timezone.now().replace(microsecond=1)
    note = NoteFactory(written_at=at, at_time=datetime.time(9, 5))
    (gathered,) = gather(notes=Rows(Note.objects.all()))["notes"]
    assert (gathered.written_at, gathered.at_time, gathered.on_day) == (at, datetime.time(9, 5), note.on_day)
    assert decimal.Decimal(gathered.pk) == note.pk


def test_several_models_are_one_query_and_each_keeps_its_order(django_assert_num_queries, today):
    days = [today - datetime.timedelta(days=number) for number in (5, 1, 9)]
    for day in days:
        ConsentFactory(given_on=day)
        ReleaseFactory(released_on=day)
    with django_assert_num_queries(1):
        found = gather(
            consents=Rows(Consent.objects.all()),
            releases=Rows(Release.objects.order_by("released_on")),
            notes=Rows(Note.objects.all()),
        )
    assert [each.given_on for each in found["consents"]] == sorted(days, reverse=True)
    assert [each.released_on for each in found["releases"]] == sorted(days)
    assert found["notes"] == []


def test_a_named_relation_says_its_name_without_another_query(django_assert_num_queries):
    CaseloadFactory(team__name="Medway North", practitioner=None)
    rows = Rows(Caseload.objects.all(), {"team": "name", "practitioner": "name"})
    with django_assert_num_queries(1):
        (caseload,) = gather(rows=rows)["rows"]
        assert (str(caseload.team), caseload.practitioner) == ("Medway North", None)


def test_an_annotation_comes_along():
    concern = ConcernFactory(booking=BookingFactory())
    rows = Concern.objects.annotate(hub_name=F("booking__hub__name"))
    (gathered,) = gather(rows=Rows(rows, more=("hub_name",)))["rows"]
    assert gathered.hub_name == concern.booking.hub.name


def test_the_newest_are_those_that_a_slice_would_give(person, today):
    for days in range(9):
        ContactFactory(person=person, on_day=today - datetime.timedelta(days=days))
    rows = Note.objects.filter(person=person)
    assert gather(rows=Rows(newest(rows, 3)))["rows"] == list(rows[:3])


def test_a_few_fields_of_a_row_stand_where_they_belong_whatever_order_json_has(
    django_assert_num_queries, person
):
    said = {"given_names": person.given_names, "crn": person.crn, "id": person.pk, "uuid": person.uuid.hex}
    some = partly(Person, said)
    with django_assert_num_queries(0):
        assert (some.pk, some.crn, some.given_names, some.uuid) == (
            person.pk, person.crn, person.given_names, person.uuid,
        )  # fmt: skip
    assert some.family_name == person.family_name


def test_what_is_gathered_can_be_told_from_what_was_never_saved(person):
    ConsentFactory(person=person)
    (consent,) = gather(rows=Rows(Consent.objects.all()))["rows"]
    assert not consent._state.adding
    assert consent == Consent.objects.get()

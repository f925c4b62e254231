"""What the database refuses of the readers of a record: the same one twice, and whoever was ever its key worker."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.lifecycle import facts
from journeys.models import SampledRecord
from tests.factories.accounts import UserFactory
from tests.factories.journeys import SampledRecordFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(db):
    return SampledRecordFactory()


@pytest.fixture
def former(record):
    """The key worker before the one of today, who was named before the draw."""
    return handed_over(record, to=record.key_worker)


def handed_over(record, *, to):
    """Somebody else is put down as key worker, and then `to`."""
    former = UserFactory()
    for user in (former, to):
        facts.correct([(record.referral, {"key_worker": user})], by=None)
    return former


def read(record, first, second=None):
    now = timezone.now()
    said = {"first_reader": first, "first_read_at": now}
    if second:
        said |= {"second_reader": second, "second_read_at": now}
    with transaction.atomic():
        SampledRecord.objects.filter(pk=record.pk).update(**said)


def test_the_key_worker_of_the_draw(record):
    for readers in ((record.key_worker,), (UserFactory(), record.key_worker)):
        with pytest.raises(IntegrityError):
            read(record, *readers)


def test_the_same_reader_twice(record):
    officer = UserFactory()
    with pytest.raises(IntegrityError):
        read(record, officer, officer)


def test_whoever_was_key_worker_before(record, former):
    for readers in ((former,), (UserFactory(), former)):
        with pytest.raises(IntegrityError, match="was the key worker"):
            read(record, *readers)


def test_whoever_has_become_key_worker_since_the_draw(record):
    now = UserFactory()
    facts.correct([(record.referral, {"key_worker": now})], by=None)
    with pytest.raises(IntegrityError, match="was the key worker"):
        read(record, now)


def test_a_record_drawn_with_such_a_reader(record, former):
    said = {"referral": record.referral, "first_read_at": timezone.now()}
    with pytest.raises(IntegrityError, match="was the key worker"), transaction.atomic():
        SampledRecordFactory(first_reader=former, **said)


def test_a_record_that_becomes_one_of_the_readers_own(record, former):
    other = SampledRecordFactory()
    read(other, UserFactory(), former)
    with pytest.raises(IntegrityError, match="was the key worker"), transaction.atomic():
        SampledRecord.objects.filter(pk=other.pk).update(referral=record.referral)


def test_whoever_becomes_key_worker_after_reading_has_read_it(record):
    first, second = UserFactory(), UserFactory()
    read(record, first)
    facts.correct([(record.referral, {"key_worker": first})], by=None)
    record.refresh_from_db()
    record.second_reader, record.second_read_at = second, timezone.now()
    record.save()
    assert SampledRecord.objects.get().is_read_twice

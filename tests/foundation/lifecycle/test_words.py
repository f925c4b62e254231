"""Words somebody typed stand beside the log, and can be erased while the log stays (trust: 9)."""

import pytest
from django.db import IntegrityError, transaction

from foundation.lifecycle import events, facts
from foundation.lifecycle.models import Because, Event
from tests.factories.people import ReleaseFactory

pytestmark = pytest.mark.django_db
TYPED = "Her brother is ill. " * 500  # 10,000 characters


def test_the_log_itself_cannot_be_changed_to_hold_them():
    events.write([events.entry(ReleaseFactory(), "moved", by=None, words="A bed was not ready")])
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(reason="A bed was not ready")


def test_nothing_typed_leaves_no_row():
    events.write([events.entry(ReleaseFactory(), "moved", by=None, words="  ")])
    assert not Because.objects.exists()


def test_typed_words_are_kept_whole_beside_the_event_and_read_with_it(django_assert_num_queries):
    release = ReleaseFactory()
    facts.correct([(release, {"kind": "post_recall"})], by=None, words=TYPED)
    with django_assert_num_queries(1):
        event = events.of(release).get()
        assert event.why == TYPED.strip()
    assert (event.reason, TYPED[:19] in str(event.facts)) == ("", False)
    assert Because.objects.get().person_id == release.person_id


def test_the_label_of_a_list_stays_in_the_log():
    release = ReleaseFactory()
    events.write([events.entry(release, "ended", by=None, reason="Illness or treatment")])
    assert events.of(release).get().why == "Illness or treatment"


def test_erased_words_leave_the_log_whole():
    release = ReleaseFactory()
    events.write([events.entry(release, "moved", by=None, words="A bed was not ready")])
    Because.objects.filter(person_id=release.person_id).delete()
    assert events.of(release).get().why == ""

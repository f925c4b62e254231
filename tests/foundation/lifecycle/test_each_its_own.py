"""Many rows changed or added by one statement."""

import datetime

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from foundation.accounts.models import Notice
from foundation.lifecycle import events
from foundation.lifecycle.each_its_own import insert_each, update_each
from foundation.lifecycle.models import Because, Event
from people.models import Release
from tests.factories.accounts import UserFactory
from tests.factories.people import PrisonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
MAY = datetime.date(2026, 5, 8)


@pytest.fixture
def releases():
    return ReleaseFactory.create_batch(3, expected_on=datetime.date(2026, 5, 1))


def said(releases, *names):
    by_key = Release.versions.in_bulk([release.pk for release in releases])
    return [tuple(getattr(by_key[release.pk], name) for name in names) for release in releases]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite knows no lengths")
def test_a_value_that_is_too_long_is_refused_and_not_cut_off(releases):
    too_long = {release.pk: {"kind": "x" * (400 + place)} for place, release in enumerate(releases)}
    with pytest.raises(DataError), transaction.atomic():
        update_each(Release, too_long)
    assert {kind for (kind,) in said(releases, "kind")} == {releases[0].kind}


def test_each_row_gets_its_own_values_and_those_left_out_stay(releases):
    first, second, third = releases
    prison = PrisonFactory()
    update_each(Release, {first.pk: {"expected_on": MAY}, second.pk: {"prison": prison}})
    assert said(releases, "expected_on", "prison_id") == [
        (MAY, first.prison_id), (second.expected_on, prison.pk), (third.expected_on, third.prison_id),
    ]  # fmt: skip


def test_values_are_emptied_beside_rows_that_keep_theirs(releases):
    first, second, third = releases
    update_each(
        Release, {first.pk: {"released_on": MAY, "version_of": first}, second.pk: {"version_of": second}}
    )
    update_each(
        Release, {first.pk: {"version_of": None, "released_on": None}, second.pk: {"expected_on": MAY}}
    )
    assert said(releases, "version_of_id", "released_on", "expected_on") == [
        (None, None, first.expected_on), (second.pk, second.released_on, MAY),
        (None, third.released_on, third.expected_on),
    ]  # fmt: skip


def test_thirty_rows_take_one_statement_as_three_do(releases, django_assert_num_queries):
    more = releases + ReleaseFactory.create_batch(27)
    for rows in (releases, more):
        with django_assert_num_queries(1):
            update_each(
                Release, {row.pk: {"expected_on": MAY + datetime.timedelta(days=row.pk)} for row in rows}
            )
    assert said(more, "expected_on") == [(MAY + datetime.timedelta(days=row.pk),) for row in more]


# --- Added ----------------------------------------------------------------------------------------


@pytest.fixture
def user():
    return UserFactory()


def notices(user, number):
    return [
        Notice(user=user, kind="absence", text=f"{place}. It’s “so”, {{}} 100%s", url="/")
        for place in range(number)
    ]


def events_with(releases, *facts):
    return [
        events.entry(release, "looked at", by=None, facts=each)
        for release, each in zip(releases, facts, strict=True)
    ]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite knows no lengths")
def test_a_new_text_that_is_too_long_is_refused_and_not_cut_off(user):
    rows = [*notices(user, 2), Notice(user=user, kind="absence", text="x" * 301, url="/")]
    with pytest.raises(DataError), transaction.atomic():
        insert_each(rows)
    assert not Notice.objects.exists()


def test_of_rows_one_of_which_is_refused_none_is_added(user):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_each([*notices(user, 2), Notice(user=user, kind="absence", text=None, url="/")])
    assert not Notice.objects.exists()


def test_new_rows_get_their_keys_in_the_order_given(user):
    made = insert_each(notices(user, 40))
    assert [row.pk for row in made] == sorted(row.pk for row in made)
    kept = Notice.objects.order_by("pk")
    assert [(each.pk, each.text, each.told_at) for each in kept] == [
        (row.pk, row.text, row.told_at) for row in made
    ]


def test_a_new_row_can_be_changed_as_any_other(user):
    (notice,) = insert_each(notices(user, 1))
    notice.text = "Another"
    notice.save()
    assert list(Notice.objects.values_list("pk", "text")) == [(notice.pk, "Another")]


def test_values_that_python_holds_for_the_same_stay_apart_in_new_rows(releases):
    facts = [{"to": {"acceptable": said}} for said in (True, 1, None)]
    made = insert_each(events_with(releases, *facts))
    kept = Event.objects.in_bulk([event.pk for event in made])
    assert [repr(kept[event.pk].facts) for event in made] == [repr(each) for each in facts]


def test_nothing_is_added_for_no_rows(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(insert_each([])) == []


def test_thirty_new_rows_take_one_statement_as_three_do(user, django_assert_num_queries):
    for number in (3, 30):
        with django_assert_num_queries(1):
            insert_each(notices(user, number))


def test_each_event_keeps_the_words_that_were_typed_with_it(releases):
    first, second, third = events_with(releases, {}, {}, {})
    first.words, third.words = "The first", "The third"
    events.write([first, second, third])
    assert dict(Because.objects.values_list("event_id", "words")) == {
        first.pk: "The first",
        third.pk: "The third",
    }

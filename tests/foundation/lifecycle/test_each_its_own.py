"""Many rows changed by one statement."""

import datetime

import pytest
from django.db import DataError, connection, transaction

from foundation.lifecycle.each_its_own import update_each
from people.models import Release
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

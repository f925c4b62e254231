"""References are given once, in order, a year at a time."""

import pytest

from referrals.references import next_references

pytestmark = pytest.mark.django_db


def test_a_year_counts_from_one_and_never_gives_one_twice():
    assert next_references(2026, 2) == ["R-2026-000001", "R-2026-000002"]
    assert next_references(2026, 1) == ["R-2026-000003"]
    assert next_references(2027, 1) == ["R-2027-000001"]


def test_ten_thousand_cost_no_more_queries_than_one(django_assert_max_num_queries):
    next_references(2026, 1)
    with django_assert_max_num_queries(4):
        assert len(set(next_references(2026, 10_000))) == 10_000

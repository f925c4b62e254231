"""A draft is judged beside what was published of the same years, and nothing more is read."""

from outcomes.publishing.drafting import published_beside
from outcomes.publishing.told import Key, Told, kept
from tests.factories.outcomes import SnapshotContentFactory, SnapshotFactory


def told_of(period):
    return Told("cohorts", "proven-reoffending", Key("area", "Medway", period), "events", 40, True)


def test_a_report_of_a_later_year_is_beside_a_draft_by_the_earlier_period_that_it_tells_too(
    db, django_assert_num_queries
):
    late, other = (
        SnapshotFactory(published=True, place="Medway", period=period) for period in ("2025-Q1", "2019-Q1")
    )
    SnapshotContentFactory(snapshot=late, counted=kept([told_of("2025-Q1"), told_of("2023-Q1")]))
    SnapshotContentFactory(snapshot=other, counted=kept([told_of("2019-Q1")]))
    with django_assert_num_queries(1) as asked:
        (beside,) = published_beside([told_of("2022/23")])
    assert (beside.name, beside.told) == (str(late), [told_of("2023-Q1")])
    assert '"report"' not in asked[0]["sql"]

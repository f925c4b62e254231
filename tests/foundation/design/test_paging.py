"""Lists are cut into pages without ever being counted."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory
from django_tables2 import Column

from foundation.design.paging import CountFreePaginator
from foundation.design.tables import DayColumn, DueColumn, StateColumn, Table


class Types(Table):
    """Rows that every database has: one per model."""

    model = Column()
    app_label = Column(verbose_name="App")

    class Meta:
        empty_text = "No type matches. Clear the filters."

    caption = "Types"
    rows_per_page = 5


@pytest.mark.parametrize("number", ["x", "0", "-1", "", None, "1.5", "²", "9" * 40, "8", 10_001])
def test_a_page_that_is_none_gives_the_first(number):
    page = CountFreePaginator(list(range(7)), 3).page(number)
    assert (page.number, page.object_list) == (1, [0, 1, 2])


def test_a_page_says_that_there_are_more():
    page = CountFreePaginator(list(range(7)), 3).page(2)
    assert (page.summary, page.has_next(), page.has_previous()) == (
        "3 rows shown; there are more",
        True,
        True,
    )


def test_the_last_page_says_so():
    page = CountFreePaginator(list(range(7)), 3).page("3")
    assert (page.object_list, page.summary, page.has_next()) == ([6], "1 row shown", False)


def test_a_page_that_ends_exactly_has_no_next():
    assert not CountFreePaginator(list(range(6)), 3).page(2).has_next()


def test_an_empty_list_is_one_empty_page():
    page = CountFreePaginator([], 3).page(1)
    assert (page.object_list, page.has_next()) == ([], False)


def test_asking_for_a_total_is_refused():
    with pytest.raises(NotImplementedError):
        _ = CountFreePaginator([1], 3).count


@pytest.mark.django_db
def test_one_query_without_a_count_draws_a_page(django_assert_num_queries):
    request = RequestFactory().get("/", {"page": "2", "sort": "model"})
    with django_assert_num_queries(1) as made:
        table = Types(ContentType.objects.all()).for_request(request)
        html = table.as_html(request)
    assert "count(" not in made.captured_queries[0]["sql"].lower()
    assert html.count('scope="row"') == 5


@pytest.mark.django_db
def test_next_and_previous_keep_filters_and_order():
    request = RequestFactory().get("/", {"page": "2", "sort": "model", "hub": "3"})
    html = Types(ContentType.objects.all()).for_request(request).as_html(request)
    assert 'href="?page=3&amp;sort=model&amp;hub=3"' in html
    assert 'href="?page=1&amp;sort=model&amp;hub=3"' in html


@pytest.mark.django_db
def test_sorting_goes_back_to_the_first_page_and_says_the_order():
    request = RequestFactory().get("/", {"page": "2", "sort": "model"})
    html = Types(ContentType.objects.all()).for_request(request).as_html(request)
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-model"' in html


@pytest.mark.django_db
def test_an_unknown_order_is_ignored():
    request = RequestFactory().get("/", {"sort": "password"})
    assert "Types" in Types(ContentType.objects.all()).for_request(request).as_html(request)


@pytest.mark.django_db
def test_an_empty_table_says_what_to_do():
    request = RequestFactory().get("/")
    html = Types(ContentType.objects.none()).for_request(request).as_html(request)
    assert "No type matches. Clear the filters." in html
    assert "<table" not in html


def test_a_table_without_a_caption_is_refused():
    class Nameless(Table):
        model = Column()

    with pytest.raises(ValueError, match="needs a caption"):
        Nameless([])


def test_cells_carry_the_label_that_a_phone_shows():
    request = RequestFactory().get("/")
    html = Types([{"model": "user", "app_label": "accounts"}]).for_request(request).as_html(request)
    assert '<th role="rowheader" scope="row" class="govuk-table__header">user</th>' in html
    assert 'data-label="App">accounts</td>' in html
    assert '<caption class="govuk-table__caption govuk-visually-hidden">Types</caption>' in html


def test_states_clocks_and_days_are_columns():
    class Queue(Table):
        name = Column()
        state = StateColumn()
        due_on = DueColumn()
        release_on = DayColumn(friday=True)
        caption = "Queue"

    row = {"name": "Jo", "state": "in_review", "due_on": date(2020, 1, 2), "release_on": date(2026, 6, 5)}
    request = RequestFactory().get("/")
    html = Queue([row, {"name": "Al"}]).for_request(request).as_html(request)
    assert '<td role="cell" class="govuk-table__cell"><strong class="govuk-tag tg-state--in-review">' in html
    assert "overdue" in html
    assert '<span class="tg-nowrap">5 June 2026</span>' in html
    assert "Friday release" in html
    assert 'data-label="Release on"' in html

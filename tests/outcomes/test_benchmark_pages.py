"""Published figures on their pages: who enters one, what is refused, and what stood there before."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from outcomes.benchmarks import entering
from outcomes.models import Benchmark
from tests.factories.accounts import UserFactory
from tests.factories.outcomes import BenchmarkFactory

SENT = {"percent": "31.5", "source": "Justice Data Lab, January 2026, page 4"}


@pytest.fixture
def expected(db):
    """A figure whose name is shipped without it."""
    return BenchmarkFactory(
        name="CFO Activity Hubs", place="England", figure=None, starts_on=None, ends_on=None, same_definition=False,
        source="To be entered",
    )  # fmt: skip


@pytest.fixture
def officer(client, db):
    user = UserFactory(role="performance_officer")
    client.force_login(user)
    return user


def send(client, benchmark, **more):
    return client.post(reverse("benchmark_enter", args=[benchmark.pk]), SENT | more)


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# Refusals


@pytest.mark.parametrize("role", ["hub_manager", "partnership_officer", "auditor"])
def test_only_commissioners_and_performance_officers_enter_one(client, expected, role):
    user = UserFactory(role=role)
    client.force_login(user)
    assert send(client, expected).status_code == 403
    with pytest.raises(NotYou):
        entering.enter(expected, by=user, figure=Decimal("0.3"), source="Somewhere")
    assert Benchmark.objects.get().figure is None


def test_a_figure_that_reports_are_compared_with_is_not_entered_by_hand(client, officer):
    compared = BenchmarkFactory()
    answer = send(client, compared)
    assert answer.status_code == 409
    assert "comes with the list" in words(answer)
    assert Benchmark.objects.get().figure == compared.figure


def test_a_figure_there_is_none_of_is_not_found(client, officer, expected):
    assert client.get(reverse("benchmark_enter", args=[expected.pk + 1])).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"percent": ""}, "Enter the figure."),
        ({"percent": "a third"}, "Enter the figure as a number, like 27.5."),
        ({"percent": "101"}, "Enter a figure from 0 to 100."),
        ({"percent": "-1"}, "Enter a figure from 0 to 100."),
        ({"percent": "NaN"}, "Enter the figure as a number, like 27.5."),
        ({"source": " "}, "Name the publication: without it nobody can check the figure."),
        ({"starts_on": "1 January 2022"}, "Enter both days of the period, or neither."),
        ({"starts_on": "1 January 2022", "ends_on": "1 January 2021"}, "Enter a day on or after the first."),
        (
            {"starts_on": "1 April 2022", "ends_on": "31 March 2023"},
            "There is a figure of that name, place and period",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(client, officer, expected, sent, said):
    BenchmarkFactory(name=expected.name, place=expected.place, same_definition=False)
    assert said in words(send(client, expected, **sent))
    assert Benchmark.objects.get(pk=expected.pk).figure is None


# Entering


def test_a_figure_is_entered_put_right_and_what_stood_there_is_told(client, officer, expected):
    assert send(client, expected).url == reverse("benchmark_list")
    send(client, expected, percent="32", starts_on="1 January 2022", ends_on="31 December 2023")
    found = Benchmark.objects.get()
    assert (found.figure, found.starts_on) == (Decimal("0.32"), datetime.date(2022, 1, 1))
    assert [event.by for event in events.of(found)] == [officer, officer]
    page = words(client.get(reverse("benchmark_enter", args=[found.pk])))
    history = page.partition("What stood here")[2]
    assert history.index("32.0%") < history.index("31.5%") < history.index("not entered yet")
    assert history.count(str(officer)) == 2
    assert "came with the list" in history


def test_the_list_says_source_period_and_use_and_leads_to_what_is_missing(client, officer, expected):
    BenchmarkFactory()
    page = client.get(reverse("benchmark_list"))
    for said in ("HMPPS, Offender accommodation outcomes, 2022/23", "1 April 2022 to 31 March 2023", "86.3%",
                 "Compared with reports", "Told, not compared", "not entered yet"):  # fmt: skip
        assert said in words(page)
    links = re.findall(r'href="(/outcomes/benchmarks/\d+/)"', page.content.decode())
    assert links == [reverse("benchmark_enter", args=[expected.pk])]


def test_who_may_not_enter_one_reads_the_list_and_who_does(client, expected):
    client.force_login(UserFactory(role="partnership_officer"))
    page = words(client.get(reverse("benchmark_list")))
    assert "Commissioners and performance officers enter those that are missing." in page
    assert "Put right" not in page

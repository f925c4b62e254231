"""The pages and the matcher, each with its goal (issue: Speed; interface: rule 10)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people import scope
from people.finding.matching import Sought

from . import long_life
from .crowd import Crowd


@dataclass(frozen=True)
class Goal:
    """What is measured. prepare: gives the function that does it once and returns how many queries it took."""

    name: str
    prepare: Callable[[Crowd], Callable[[], int]]
    milliseconds: int = 200
    queries: int = 15


def _page(url: str, who: str) -> Callable[[Crowd], Callable[[], int]]:
    def prepare(crowd: Crowd) -> Callable[[], int]:
        client = Client()
        client.force_login(getattr(crowd, who))

        def ask() -> int:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(url)
            if answer.status_code != 200:
                raise RuntimeError(f"{url} answered {answer.status_code}")
            return _questions(queries)

        return ask

    return prepare


def _questions(queries: CaptureQueriesContext) -> int:
    """How many there were, without the begins and ends of transactions."""
    edges = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(edges) for query in queries)


def _of_long_life(
    name: str, who: str = "practitioner", query: str = ""
) -> Callable[[Crowd], Callable[[], int]]:
    """A page of the person to whom five hundred things have happened."""

    def prepare(crowd: Crowd) -> Callable[[], int]:
        person = long_life.live(crowd)
        return _page(reverse(name, args=[person.uuid]) + query, who)(crowd)

    return prepare


def _match(crowd: Crowd) -> Callable[[], int]:
    """Somebody of a common name with a slip in it, sought by a practitioner who sees one in four hundred."""
    known = crowd.people[len(crowd.people) // 2]
    name = f"{known.given_names} {known.family_name[:-1]}"
    sought = Sought(name=name, date_of_birth=known.date_of_birth)

    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            scope.matches_seen_by(crowd.practitioner, sought)
        return _questions(queries)

    return ask


GOALS = (
    Goal("hub queue", _page("/referrals/", "worker")),
    Goal("hub queue, filtered", _page("/referrals/?tab=all&need=employment&clock=overdue", "worker")),
    Goal("hub queue, ended", _page("/referrals/?tab=ended", "worker")),
    Goal("practitioner's referrals", _page("/referrals/", "practitioner")),
    Goal("caseload", _page("/people/", "practitioner")),
    Goal("people of a hub", _page("/people/", "worker")),
    Goal("due work", _page("/due/", "worker")),
    Goal(
        "due work, narrowed", _page("/due/?when=overdue&clock=referral_decision&whose=unassigned", "worker")
    ),
    Goal("due work without a date", _page("/due/?when=undated", "worker")),
    Goal("due work of a practitioner", _page("/due/", "practitioner")),
    Goal("checks to answer", _page("/checks/", "worker")),
    Goal("checks overdue, of one pathway", _page("/checks/?show=overdue&kind=employment", "worker")),
    Goal("checks coming up", _page("/checks/?show=coming", "worker")),
    Goal("person, 500 entries", _of_long_life("person_detail")),
    Goal("person, 500 entries, at a hub", _of_long_life("person_detail", "worker")),
    Goal("timeline, 500 entries", _of_long_life("person_timeline")),
    Goal("timeline, 500 entries, at a hub", _of_long_life("person_timeline", "worker")),
    Goal("timeline, last page", _of_long_life("person_timeline", query="?page=10")),
    Goal("timeline as at a day", _of_long_life("person_timeline", query="?as_at=1+June+2026")),
    Goal("contacts and notes", _of_long_life("person_contacts")),
    Goal("home of a hub worker", _page("/", "worker")),
    Goal("matcher", _match, milliseconds=300),
)

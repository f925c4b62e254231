"""A hub's running session of three people, its workers, and the line between their browsers and the server."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext

from foundation.accounts.roles import Role
from tests.browser.desks import WIDE
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, InductionFactory, PlaceFactory, SessionFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import ConsentFactory, InvolvementFactory, PersonFactory

from .line import Line
from .taking import NAMES, Taking


@pytest.fixture
def hub(transactional_db):
    return HubFactory(name="Chatham")


@pytest.fixture
def worker(hub):
    return UserFactory(name="Marcus Oyelaran", role=Role.HUB_WORKER, teams=[hub.team])


@pytest.fixture
def colleague(hub):
    return UserFactory(name="Helen Strand", role=Role.HUB_WORKER, teams=[hub.team])


@pytest.fixture
def someone(hub) -> Callable:
    """`someone("Nadia Ashwell")`: known to the hub, inducted and consented."""

    def make(name: str, *, inducted: bool = True):
        given, family = name.split()
        person = PersonFactory(given_names=given, family_name=family)
        PlaceFactory(person=person, hub=hub)
        InvolvementFactory(person=person, team=hub.team)
        ConsentFactory(person=person)
        if inducted:
            InductionFactory(person=person, hub=hub)
        return person

    return make


@pytest.fixture
def session(hub, someone):
    ReasonFactory(list="absence", reason="Ill")
    session = SessionFactory(
        hub=hub, title="Employability introduction", category__category="Life skills", capacity=40
    )
    for name in NAMES:
        BookingFactory(session=session, person=someone(name))
    return session


@pytest.fixture
def line(live_server) -> Iterator[Line]:
    line = Line(live_server.thread.port)
    yield line
    line.close()


@pytest.fixture
def signed_in(line) -> Callable:
    """`signed_in(context, user)` gives that browser the user's session, without the sign-in page."""

    def put(context: BrowserContext, user) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": line.url}])

    return put


@pytest.fixture
def address(line, session) -> str:
    return line.url + reverse("register_take", args=[session.uuid])


@pytest.fixture
def take(signed_in, session, address, worker) -> Iterator[Callable[..., Taking]]:
    """`take(context)`: the worker opens the register; `user`: somebody else does. No page may have a fault."""
    opened: list[Taking] = []

    def open_register(context: BrowserContext, user=None, *, has_script: bool = True, at: str = "") -> Taking:
        signed_in(context, user or worker)
        taking = Taking(context.new_page())
        taking.page.set_viewport_size(WIDE)
        opened.append(taking)
        taking.page.goto(at or address)
        return taking.ready() if has_script else taking

    yield open_register
    assert not [fault for taking in opened for fault in taking.faults]


@pytest.fixture
def other_browser(browser) -> Iterator[Callable[..., BrowserContext]]:
    """Another browser, of another person."""
    contexts: list[BrowserContext] = []

    def make(**about) -> BrowserContext:
        contexts.append(browser.new_context(**about))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()

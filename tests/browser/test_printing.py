"""What hangs on the wall of a hub."""

import pytest
from playwright.sync_api import expect

from tests.factories.hubs import SessionFactory
from tests.referrals.scene import a_worker

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]


def test_the_printed_week_says_what_is_on_and_no_address_of_a_page(desk):
    session = SessionFactory(title="Choir")
    seat = desk(a_worker(session.hub))
    page = seat.open("timetable_week", session.hub.slug)
    page.emulate_media(media="print")
    choir = page.get_by_role("link", name="Choir")
    expect(choir).to_be_visible()
    assert choir.evaluate("link => getComputedStyle(link, '::after').content") == "none"
    expect(page.get_by_role("button", name="Show")).to_be_hidden()

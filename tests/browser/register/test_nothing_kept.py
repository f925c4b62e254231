"""No name stays in the browser: not in its stores, not in its caches, not in any file of its profile."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from hubs.actions import queue_owner
from hubs.models import Booking

from .taking import NAMES, Taking, all_written

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]
CONCERN = "Zebedee Quillfeather threatened her"  # names that only somebody's typing knows
SECRETS = [*" ".join([*NAMES, "Zebedee Quillfeather", "Oyelaran"]).split(), "Employability", "threatened"]


@pytest.fixture
def browser_at(playwright: Playwright, browser_type_launch_args) -> Callable[[Path], BrowserContext]:
    """A browser whose profile lies in this folder."""
    return lambda folder: playwright.chromium.launch_persistent_context(
        str(folder), **browser_type_launch_args
    )


def killed(folder: Path) -> None:
    """End the browser of this profile at once, as a flat battery does."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"--user-data-dir={folder}".encode() in (process / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            pass


def files_with(folder: Path, words: list[str]) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            for word in words:
                if word.encode() in held or word.encode("utf-16-le") in held:
                    yield f"{word} in {path.name}"


def test_the_stores_hold_no_name_no_mark_and_no_text(take, context, line, worker):
    taking = take(context)
    taking.mark(1, "Attended")
    taking.shows(1, "Saved")
    line.become("down")
    taking.mark(2, "Did not attend")
    taking.add_concern(3, CONCERN)
    taking.shows(3, "Queued")
    kept = taking.kept()
    assert (
        str(Booking.objects.get(person__family_name="Brookhollow").uuid) in kept
    )  # what is looked for can be found
    assert "/sessions/offline/" in kept
    assert str(queue_owner(worker)) not in kept  # the key that opens what is sealed
    for secret in [*SECRETS, "did_not_attend", worker.email]:
        assert not re.search(rf"\b{secret}\b", kept), secret


@pytest.mark.parametrize("end", ["closed", "killed"])
def test_marks_survive_the_end_of_the_browser_and_no_file_of_it_holds_a_name(
    take, line, session, browser_at, tmp_path, worker, end, address, signed_in
):
    context = browser_at(tmp_path)
    taking = take(context)
    line.become("down")
    taking.mark(1, "Attended")
    taking.mark(2, "Did not attend")
    taking.add_concern(3, CONCERN)
    taking.shows(3, "Queued")
    taking.unfold(1).get_by_label("Note, if any").fill("Nadia Ashwell typed and not left")
    if end == "closed":
        context.close()
    else:
        killed(tmp_path)
    assert [*files_with(tmp_path, SECRETS)] == []
    assert [*files_with(tmp_path, [str(session.uuid)])]  # the search does find what is kept
    context = browser_at(tmp_path)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".tg-waiting li")).to_have_count(3)
    signed_in(context, worker)  # a sign-in ends with the browser
    line.become("up")
    again = Taking(page)
    again.all_show((1, 2), "Saved")
    expect(again.row(3).locator("[data-register-concerns]")).to_contain_text("Concern, sent")
    context.close()
    assert all_written() == [["attended"], ["did_not_attend"], []]
    assert Booking.objects.get(person__family_name="Cobblewick").concerns.get().text == CONCERN


def test_the_worker_keeps_pages_without_people_only(take, context, line, session):
    taking = take(context)
    taking.page.get_by_role("link", name="Session details").click()
    taking.page.go_back()
    addresses = re.findall(r"http://localhost:\d+(/[^\"]*)", taking.kept())
    assert addresses
    assert all(each == "/sessions/offline/" or each.startswith("/static/") for each in addresses), addresses
    line.become("down")
    with pytest.raises(Exception, match="ERR_"):  # only a register has a page that stands in
        taking.page.goto(taking.page.url.replace("/register/", "/"))

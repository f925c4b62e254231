"""Somebody taking a register in their browser, and what is asked of its page."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page, Route, expect

from hubs.models import Booking

PATIENCE = 20_000  # milliseconds; the queue itself waits up to 30 seconds, but not at its first tries
NAMES = ["Nadia Ashwell", "Simon Brookhollow", "Sean Cobblewick"]
SENDS = re.compile(r"/(marks|ping)/$")
PASSWORD = "a long enough password"

_OPEN = """const open = (name) => new Promise((take) => {
    const ask = indexedDB.open(name); ask.onsuccess = () => take(ask.result); });
  const all = (base, store) => new Promise((take) => {
    const ask = base.transaction(store).objectStore(store).getAll(); ask.onsuccess = () => take(ask.result); });"""

# Everything that the browser keeps of this address, as text.
KEPT = """async () => {
  %s
  const kept = [{...localStorage}, {...sessionStorage}, document.cookie];
  for (const {name} of await indexedDB.databases()) {
    const base = await open(name);
    for (const store of base.objectStoreNames) kept.push(name, store, await all(base, store));
    base.close();
  }
  for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys())
    kept.push(request.url, await (await caches.match(request)).text());
  return JSON.stringify(kept, (key, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder("latin1").decode(value) : value);
}"""

# Every entry of the queue becomes so many days older.
AGE = """async (days) => {
  %s
  const base = await open("register");
  const work = base.transaction("marks", "readwrite");
  work.objectStore("marks").openCursor().onsuccess = ({target: {result: cursor}}) => {
    if (!cursor) return;
    cursor.update({...cursor.value, at: cursor.value.at - days * 86400000});
    cursor.continue();
  };
  await new Promise((take) => (work.oncomplete = take));
  base.close();
}"""

COUNT = """async () => {
  %s
  const base = await open("register");
  const {length} = await all(base, "marks");
  base.close();
  return length;
}"""


class Taking:
    """One page on the register. Rows are counted from 1, as they stand."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._note)

    def _note(self, message) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def ready(self) -> "Taking":
        """The page's script has begun, and the worker beside it stands ready."""
        expect(self.page.locator("form[data-register-ready]")).to_have_count(1, timeout=PATIENCE)
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")
        return self

    # --- what is done ---------------------------------------------------------------------------------------------

    def row(self, number: int) -> Locator:
        return self.page.locator("[data-register-row]").nth(number - 1)

    def mark(self, number: int, label: str) -> None:
        self.row(number).get_by_role("radio", name=label, exact=True).check()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, number: int, words: str) -> None:
        """Press the button of these words that stands in the row."""
        self.row(number).get_by_role("button", name=words).click()

    def unfold(self, number: int) -> Locator:
        self.row(number).locator("summary").click()
        return self.row(number)

    def add_concern(self, number: int, text: str) -> None:
        row = self.unfold(number)
        row.get_by_label("Concern, if any").fill(text)
        row.get_by_role("button", name="Send the concern").click()

    def sign_in(self, user) -> None:
        self.page.locator("[name=login]").fill(user.email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.press("Sign in")

    def answers(self, **answer) -> None:
        """What is sent gets this answer, from whoever stands between."""
        self.page.route(SENDS, lambda route: route.fulfill(**answer))

    def loses_answers(self) -> list[int]:
        """What is sent arrives and is answered, and the answers do not come back; their statuses."""
        lost: list[int] = []

        def lose(route: Route) -> None:
            lost.append(route.fetch().status)
            route.abort("connectionreset")

        self.page.route(SENDS, lose)
        return lost

    def gets_through(self) -> None:
        self.page.unroute(SENDS)

    # --- what is asked --------------------------------------------------------------------------------------------

    def shows(self, number: int, state: str) -> None:
        """The row's state reads so, or begins so."""
        expect(self.row(number).locator(".tg-save")).to_contain_text(state, timeout=PATIENCE)

    def all_show(self, numbers: Iterable[int], state: str) -> None:
        for number in numbers:
            self.shows(number, state)

    def asks(self, number: int, words: str | re.Pattern) -> None:
        expect(self.row(number).locator("[data-register-choice]")).to_contain_text(words, timeout=PATIENCE)

    def signals(self, words: str) -> None:
        expect(self.page.locator("[data-register-signal]")).to_contain_text(words, timeout=PATIENCE)

    def signals_nothing(self) -> None:
        expect(self.page.locator("[data-register-signal]")).to_be_hidden(timeout=PATIENCE)

    def says(self, words: str) -> None:
        expect(self.page.locator("[data-register-said]")).to_contain_text(words, timeout=PATIENCE)

    def counts(self, words: str) -> None:
        expect(self.page.locator("[data-register-count] b")).to_have_text(words, timeout=PATIENCE)

    def version(self, number: int) -> str:
        return self.row(number).locator("[name$=-seen]").input_value()

    def waiting(self) -> int:
        return self.page.evaluate(COUNT % _OPEN)

    def kept(self) -> str:
        return self.page.evaluate(KEPT % _OPEN)

    def grow_older(self, days: int) -> None:
        self.page.evaluate(AGE % _OPEN, days)


def written(name: str) -> list[str]:
    """Every mark that was ever written for the person of this name, in order."""
    row = Booking.objects.get(person__family_name=name.split()[-1])
    versions = Booking.versions.filter(version_of=row.pk).order_by("version")
    marks = [*versions.values_list("mark", flat=True), row.mark]
    return [mark for mark in marks if mark]


def all_written() -> list[list[str]]:
    return [written(name) for name in NAMES]

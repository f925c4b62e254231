"""A desk: somebody's own browser, which notes every fault that a page reports."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page, expect

PATIENCE = 15_000  # milliseconds; a shared machine is slow now and then
expect.set_options(timeout=PATIENCE)
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}

MANY_TABS = 150
# What has the focus is called: the words of its label, or its own.
FOCUSED = """() => {
  const focused = document.activeElement, words = focused.labels?.[0] ?? focused;
  return words.innerText.replace(/\\s+/g, " ").trim();
}"""

# A page that is refused is still a page: the browser notes its status, which is no fault.
REFUSED = tuple(f"status of {status}" for status in (400, 403, 404, 405, 409))


class Desk:
    """`page` and what is done with it; `faults` are the console's errors, of which broken content rules are some."""

    def __init__(self, page: Page, home: str, *, has_script: bool = True) -> None:
        self.page, self.home, self.has_script = page, home, has_script
        self.faults: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(status in message.text for status in REFUSED):
            self.faults.append(f"{self.page.url}: {message.text}")

    def open(self, name: str, *args: Any) -> Page:
        self.page.goto(self.home + reverse(name, args=args))
        return self.page

    # --- what a user does -------------------------------------------------------------------------------------------

    def fill(self, **answers: str) -> None:
        """Type into the boxes of these names."""
        for name, text in answers.items():
            self.page.locator(f"[name={name}]").fill(text)

    def choose(self, **answers: str) -> None:
        """Choose by label, from radio buttons, boxes to tick or a list."""
        for name, label in answers.items():
            field = self.page.locator(f"[name={name}]")
            if options := self.page.locator(f"select[name={name}] option", has_text=label).all():
                field.select_option(options[0].get_attribute("value"))
            else:
                labels = self.page.locator(f"label:has([name={name}]), [name={name}] + label")
                labels.get_by_text(label, exact=True).click()

    def press(self, name: str) -> None:
        """Press a button or what looks like one; a link otherwise."""
        button = self.page.get_by_role("button", name=name, exact=True)
        (button if button.count() else self.page.get_by_role("link", name=name, exact=True)).first.click()

    def double_click(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).dblclick()

    def press_by_keyboard(self, name: str, *, times: int = 1) -> None:
        self.page.get_by_role("button", name=name, exact=True).focus()
        for _ in range(times):
            self.page.keyboard.press("Enter")

    def tab_to(self, name: str) -> None:
        """Move by the Tab key alone until what is called so, or begins so, has the focus."""
        for _ in range(MANY_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED).startswith(name):
                return
        raise AssertionError(f"{self.page.url}: the Tab key does not reach “{name}”")

    def enter(self, name: str) -> None:
        """Reach a button or link by keyboard and press Enter."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, label: str, text: str) -> None:
        """Reach a box by keyboard and type into it."""
        self.tab_to(label)
        self.page.keyboard.type(text)

    # --- what a test asks -------------------------------------------------------------------------------------------

    def reads(self, *lines: str) -> None:
        """The open page says each of these."""
        for line in lines:
            expect(self.page.locator("body")).to_contain_text(line)

    def reads_not(self, *lines: str) -> None:
        for line in lines:
            expect(self.page.locator("body")).not_to_contain_text(line)

    def headed(self, text: str) -> None:
        expect(self.page.locator("h1")).to_contain_text(text)

    def clean(self) -> None:
        """Nothing is wider than the screen, and axe, which is a script, finds nothing."""
        wrong = self.too_wide() + (self.broken() if self.has_script else [])
        assert not wrong, "\n".join(wrong)

    def broken(self) -> list[str]:
        """What axe says against the open page."""
        result = Axe().run(self.page)
        return [f"{self.page.url}\n{result.generate_report()}"] if result.violations_count else []

    def too_wide(self) -> list[str]:
        """Whether the open page must be moved sideways to be read, with its style sheet: its words are there before."""
        self.page.wait_for_load_state()
        width = self.page.evaluate("document.documentElement.scrollWidth")
        screen = self.page.viewport_size["width"]
        return [f"{self.page.url} is {width} wide on a screen of {screen}"] if width > screen else []

    def refuses(self, *messages: str) -> None:
        """An error summary with these lines, "Error:" in the title, and a first link that leads to its control.

        Only script gives that control the focus; without, the page scrolls to it.
        """
        self.reads("There is a problem", *messages)
        assert self.page.title().startswith("Error: "), self.page.title()
        link = self.page.locator(".govuk-error-summary a").first
        link.click()
        control = self.page.locator(link.get_attribute("href"))
        if self.has_script:
            expect(control).to_be_focused()
        else:
            expect(control).to_be_in_viewport()

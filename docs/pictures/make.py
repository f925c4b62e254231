"""Makes the pictures of the README and of the guides: `make pictures`.

The product runs over a fresh demo population in a temporary folder; the ladder is drawn from the import test's tuple.
"""

import datetime
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import CHROMIUM, CHROMIUM_FLAGS

from . import ladder
from .shots import EVERYBODY, SHOTS, WIDTH, Shot

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PASSWORD = "through the gate 2026"  # the demo's, printed by `make run`
PEOPLE, SEED = "2000", "1"
MARGIN = 10  # pixels
PATIENCE = 90  # seconds to start, on a busy machine


def main() -> None:
    (HERE / "ladder.svg").write_text(ladder.draw())
    with tempfile.TemporaryDirectory() as folder:
        settings = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
            "THROUGHGATE_FILES": folder,
            "THROUGHGATE_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        manage(settings, "migrate", "--verbosity", "0")
        manage(settings, "demo", "--people", PEOPLE, "--seed", SEED)
        report = f"/outcomes/area/medway/{latest_mature_quarter(settings)}/"
        places = json.loads(run(settings, "-m", "docs.pictures.places")) | {"report": report}
        with served(settings) as home, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
            for who, shots in itertools.groupby(SHOTS, key=lambda shot: shot.who):
                page = browser.new_page(viewport={"width": WIDTH, "height": WIDTH})
                if who != EVERYBODY:
                    sign_in(page, home, who)
                for shot in shots:
                    photograph(page, home + places.get(shot.name, shot.path), shot)
                page.close()
            browser.close()


def manage(settings: dict[str, str], *command: str) -> str:
    """What a management command answers. Raises CalledProcessError with its own message on the screen."""
    return run(settings, "manage.py", *command)


def run(settings: dict[str, str], *command: str) -> str:
    """What Python prints of a file or module. Raises as `manage` does."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=settings,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def latest_mature_quarter(settings: dict[str, str]) -> str:
    """The latest quarter in which Medway's every indicator can have a rate."""
    today = datetime.datetime.now(ZoneInfo("Europe/London")).date()
    number = today.year * 4 + (today.month - 1) // 3
    while True:
        number -= 1
        quarter = f"{number // 4}-Q{number % 4 + 1}"
        words = ("--area", "Medway", "--period", quarter, "--as-at", today.isoformat(), "--format", "json")
        lines = json.loads(manage(settings, "outcome_report", *words))["indicators"]
        if all(line["maturity"] != "immature" for line in lines):
            return quarter


@contextmanager
def served(settings: dict[str, str]) -> Iterator[str]:
    """The product on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    home = f"http://127.0.0.1:{port}"
    try:
        wait_for(home)
        yield home
    finally:
        server.terminate()
        server.wait()


def wait_for(home: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{home}/accounts/login/").close()
            return
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def sign_in(page: Page, home: str, who: str) -> None:
    """By the page, as somebody who tries the demo does."""
    page.goto(f"{home}/accounts/login/")
    page.locator("[name=login]").fill(f"{who}@demo.throughgate.invalid")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/")


def photograph(page: Page, address: str, shot: Shot) -> None:
    """Take a page down to its first `until`, or to the longest of a picture. Raises ValueError for an error page."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise ValueError(f"{shot.name}: there is no such page for {shot.who}")
    box = page.locator(shot.until).first.bounding_box()
    bottom = min(box["y"] + box["height"] + MARGIN if box else WIDTH, shot.longest)
    page.screenshot(
        path=HERE / f"{shot.name}.png",
        full_page=True,
        clip={"x": 0, "y": 0, "width": WIDTH, "height": bottom},
    )


if __name__ == "__main__":
    main()

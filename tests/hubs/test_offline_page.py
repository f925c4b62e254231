"""What a browser keeps to stand in for a register: a page and a worker that name nobody."""

import re
from pathlib import Path

from django.conf import settings as project
from django.templatetags.static import static
from django.urls import reverse

SCRIPTS = project.BASE_DIR / "frontend" / "js"
IMPORT = re.compile(r'from "\./([\w.-]+)"')


def imported_by(script: Path) -> set[str]:
    """The names of all modules that this one needs, and they."""
    names = set(IMPORT.findall(script.read_text()))
    own = [SCRIPTS / name for name in names if (SCRIPTS / name).exists()]
    return names.union(*(imported_by(each) for each in own))


def test_the_page_is_given_to_whoever_asks_and_names_nobody(client, as_worker, worker, db):
    there = reverse("register_offline")
    answer = client.get(there)
    assert answer.status_code == 200
    assert worker.name not in answer.content.decode()
    assert (
        'credentials: "omit"' in (SCRIPTS / "register-worker.js").read_text()
    )  # so the worker asks as nobody


def test_the_page_names_every_script_that_it_needs_for_the_worker_finds_them_there(client, db):
    html = client.get(reverse("register_offline")).content.decode()
    named = set(re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', html))
    for script in ("start.js", "register-offline.js"):
        needed = {script} | imported_by(SCRIPTS / script)
        assert {static(f"design/built/{name}") for name in needed} <= named


def test_the_worker_is_served_beside_the_registers_and_is_another_for_another_version(client, settings, db):
    there = reverse("register_worker")
    assert reverse("session_list") in there
    first = client.get(there)
    assert first["Content-Type"] == "text/javascript"
    assert "no-cache" in first["Cache-Control"]
    settings.CODE_VERSION = "another"
    assert client.get(there).content != first.content

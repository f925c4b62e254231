"""Which templates are pages, and which of them no test can open."""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "templates"

PAGES = {
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*.html")
    if re.search(r"{% extends", path.read_text()) and path.parent.name != "layouts"
}

# Shown when something is broken, or found by a letter's link: no click from a page leads there.
NOT_BY_A_CLICK = {
    "400.html", "403_csrf.html", "429.html", "500.html", "503.html",
    "account/account_inactive.html", "account/password_reset_from_key.html",
    "account/password_reset_from_key_done.html", "account/signup_closed.html", "hubs/register_offline.html",
}  # fmt: skip

# Opened by test_second_factor.py.
SECOND_FACTOR = {name for name in PAGES if name.startswith("mfa/")}

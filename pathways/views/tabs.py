"""The tabs over the pages of milestones."""

from typing import Any

from django.urls import reverse

from foundation.accounts.roles import Permission

from .. import reading


def tabs_of(user: Any, current: str = "") -> list[dict]:
    """The lists of claims with how many each holds; for verifiers also what is unusual, and how claims are drawn."""
    counts, queue = reading.counts_for(user), reverse("claim_list")
    tabs = [
        {"label": tab.label, "url": f"{queue}?show={tab.slug}", "current": tab.slug == current,
         "count": counts[tab.slug]}
        for tab in reading.tabs_for(user)
    ]  # fmt: skip
    if user.may(Permission.VERIFY_MILESTONE):
        for label, name in (("Unusual", "unusual_list"), ("How claims are drawn", "draw_list")):
            tabs.append({"label": label, "url": reverse(name), "current": name == current, "count": None})
    return tabs

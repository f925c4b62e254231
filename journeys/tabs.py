"""The pages of one person, side by side: each with its words, and what a reader must be allowed to open it."""

from typing import Any, NamedTuple

from django.urls import reverse

from foundation.accounts.roles import Permission

from .about import About


class Tab(NamedTuple):
    """One page of a person, by the name of its address."""

    name: str
    label: str
    permission: Permission


TABS = (
    Tab("person_detail", "Overview", Permission.VIEW_PERSON),
    Tab("person_timeline", "Timeline", Permission.VIEW_PERSON),
    Tab("person_plan", "Plan", Permission.VIEW_REFERRAL),
    Tab("pathway_list", "Pathways", Permission.VIEW_REFERRAL),
    Tab("person_attendance", "Attendance", Permission.VIEW_REFERRAL),
    Tab("person_contacts", "Contacts and notes", Permission.KEEP_CONTACTS),
    Tab("person_documents", "Documents", Permission.KEEP_DOCUMENTS),
    Tab("person_history", "History", Permission.VIEW_PERSON),
)


def tabs_for(known: About, current: str) -> list[dict[str, Any]]:
    """What the component draws: the pages this user may open."""
    return [
        {
            "label": tab.label,
            "url": reverse(tab.name, args=[known.person.uuid]),
            "current": tab.name == current,
        }
        for tab in TABS
        if known.user.may(tab.permission)
    ]

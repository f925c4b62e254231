"""Who reads which report, and in which form (outcomes: section 3; product: Who uses it).

Those who look after hubs read their own hubs unsuppressed, no other hub, and areas as everybody else does. Everybody
else who reads outcomes reads every place after disclosure control. A report shows nobody; who manages a hub may open
a figure of it into those of its people whom they may see anyway.
"""

from foundation.accounts.roles import Permission


def keeps_to_own_hubs(user) -> bool:
    """Whether the hubs this user reads about are the ones of their own teams, without disclosure control."""
    return user.may(Permission.READ_INTERNAL_OUTCOMES)


def reads_internal(user, kind: str) -> bool:
    """Whether a report of this kind of place is shown to the user without disclosure control."""
    return kind == "hub" and keeps_to_own_hubs(user)


def sees_people_behind(user, kind: str) -> bool:
    """Whether the people behind a figure of this kind of place are shown: to who reads it internally and sees people.

    Which of them is the scope of people. A performance officer sees records in verification only, so none here.
    """
    return reads_internal(user, kind) and user.may(Permission.VIEW_PERSON)


def reads_snapshot(user, snapshot) -> bool:
    """Whether the figures of a snapshot are shown: published ones to every reader, a draft's to those who publish."""
    return snapshot.is_readable or (snapshot.is_draft and user.may(Permission.PUBLISH_OUTCOMES))

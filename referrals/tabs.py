"""The tabs of the referral list: one set for those who refer, one for those who decide."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q

from foundation.accounts.models import User
from foundation.accounts.roles import Permission

from .querysets import ReferralQuerySet, in_hands_of
from .states import CLOSED, LIVE
from .states import ReferralState as S


@dataclass(frozen=True)
class Tab:
    """One tab: which referrals stand on it for a user, and what to say when there are none.

    by_clock: its rows come by the decision's due date; by_wait: those who wait longest first; else newest first.
    """

    slug: str
    label: str
    where: Callable[[User], Q]
    empty: str
    by_clock: bool = False
    by_wait: bool = False


def _in(*states: S) -> Callable[[User], Q]:
    return lambda user: Q(state__in=states)


ENDED = tuple(state for state in CLOSED if state != S.ENTERED_IN_ERROR)
REFERRING = (
    Tab("open", "Open", _in(*LIVE), "No referral of yours is open. Open Draft to finish one, or find a person.",
        by_clock=True),
    Tab("answer", "Needs my answer", _in(S.INFORMATION_REQUESTED), "No hub waits for an answer of yours.",
        by_clock=True),
    Tab("waiting", "Waiting", _in(S.WAITING), "Nobody you referred is on a hub's waiting list.",
        by_wait=True),
    Tab("accepted", "Accepted", _in(S.ACCEPTED), "No accepted referral waits for its induction."),
    Tab("started", "Started", _in(S.STARTED), "Nobody you referred is being supported by a hub now."),
    Tab("hold", "On hold", _in(S.ON_HOLD), "No referral of yours is on hold."),
    Tab("ended", "Ended", _in(*ENDED), "No referral was declined or has ended."),
    Tab("draft", "Draft", _in(S.DRAFT), "You have no draft. To start one, find the person and choose Refer."),
)  # fmt: skip
DECIDING = (
    Tab("all", "All open", _in(*LIVE), "No referral to your hub is open.", by_clock=True),
    Tab("new", "New", _in(S.SUBMITTED), "Nothing new. Referrals that you or others have taken are under All open.",
        by_clock=True),
    Tab("mine", "Mine", in_hands_of, "You have no referral. Take one from New.", by_clock=True),
    Tab("waiting", "Waiting", _in(S.WAITING), "Nobody is on the waiting list.", by_wait=True),
    Tab("accepted", "Accepted", _in(S.ACCEPTED), "Everybody who was accepted has been inducted."),
    Tab("hold", "On hold", _in(S.ON_HOLD), "No referral is on hold."),
    Tab("ended", "Ended", _in(*ENDED), "No referral to your hub has ended."),
)  # fmt: skip


def tabs_of(user: User) -> tuple[Tab, ...]:
    """The hub's tabs for those who decide, the referrer's for others; the first is where everything open stands."""
    return DECIDING if user.may(Permission.DECIDE_REFERRAL) else REFERRING


def chosen(user: User, slug: str | None) -> Tab:
    """The tab of that name, else the first."""
    tabs = tabs_of(user)
    return next((tab for tab in tabs if tab.slug == slug), tabs[0])


def counts(referrals: ReferralQuerySet, user: User) -> dict[str, int]:
    """How many stand on each tab, in one query."""
    return referrals.order_by().aggregate(
        **{tab.slug: Count("pk", filter=tab.where(user)) for tab in tabs_of(user)}
    )

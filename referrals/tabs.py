"""The tabs of the referral list: one set for those who refer, one for those who decide."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q

from foundation.accounts.models import User
from foundation.accounts.roles import Permission

from .querysets import ReferralQuerySet
from .states import CLOSED, LIVE
from .states import ReferralState as S


@dataclass(frozen=True)
class Tab:
    """One tab: which referrals stand on it for a user, and what to say when there are none."""

    slug: str
    label: str
    where: Callable[[User], Q]
    empty: str


def _in(*states: S) -> Callable[[User], Q]:
    return lambda user: Q(state__in=states)


def _in_my_hands(user: User) -> Q:
    return Q(state__in=LIVE) & (Q(key_worker=user) | Q(key_worker=None, taken_by=user))


ENDED = tuple(state for state in CLOSED if state != S.ENTERED_IN_ERROR)
REFERRING = (
    Tab("with-hub", "With a hub", _in(S.SUBMITTED, S.IN_REVIEW, S.INFORMATION_REQUESTED, S.WAITING),
        "No referral of yours waits for a hub's decision. Open Draft to finish one."),
    Tab("draft", "Draft", _in(S.DRAFT), "You have no draft. To start one, find the person and choose Refer."),
    Tab("accepted", "Accepted, not started", _in(S.ACCEPTED), "No accepted referral waits for its induction."),
    Tab("started", "Started", _in(S.STARTED, S.ON_HOLD), "Nobody you referred has started yet."),
    Tab("ended", "Declined or ended", _in(*ENDED), "No referral was declined or has ended."),
)  # fmt: skip
DECIDING = (
    Tab("all", "All open", _in(*LIVE), "No referral to your hub is open."),
    Tab("new", "New", _in(S.SUBMITTED), "Nothing new. Referrals that you or others have taken are under All open."),
    Tab("mine", "Mine", _in_my_hands, "You have no referral. Take one from New."),
    Tab("accepted", "Accepted, not started", _in(S.ACCEPTED), "Everybody who was accepted has been inducted."),
    Tab("ended", "Ended", _in(*ENDED), "No referral to your hub has ended."),
)  # fmt: skip


def tabs_of(user: User) -> tuple[Tab, ...]:
    """The hub's tabs for those who decide, the referrer's for others."""
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

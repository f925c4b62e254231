"""Reading referrals: scope first, then adjectives, then what comes along."""

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle.models import RunningClock
from hubs.models import Hub
from people.models import Release
from people.querysets import READS_AFTER_LOSING, hidden_from

from .states import CLOSED, LIVE, WITH_HUB_FOR_DECISION, TransferState
from .states import ReferralState as S

if TYPE_CHECKING:
    from foundation.accounts.models import User

# The due date of a decision that somebody waits for now: none once it is made, or while its clock stands still.
DECIDE_BY = Case(When(state__in=WITH_HUB_FOR_DECISION, then=F("decision_due_on")), default=None)


def _runs() -> models.QuerySet:
    """The clocks that run for a referral, the soonest due first."""
    runs = RunningClock.objects.running().filter(subject_type="referrals.referral", subject_id=OuterRef("pk"))
    return runs.order_by("due_on", "pk")


def due_next() -> Coalesce:
    """The soonest day on which something of a referral is due: by a clock that runs, else by its decision."""
    return Coalesce(Subquery(_runs().values("due_on")[:1]), DECIDE_BY)


def in_hands_of(user: "User") -> Q:
    """Live ones this user has: as key worker once one is named, before that as the worker who took it."""
    return Q(state__in=LIVE) & (Q(key_worker=user) | Q(key_worker=None, taken_by=user))


def hubs_worked_at(user: "User") -> tuple[Hub, ...]:
    """The hubs whose queue the user sees, with `taken`, and `is_offered`: whether another hub asks to hand one over.

    Asked once for a request: the scope of referrals rests on them. None for those who decide on none.
    """
    if not user.may(Permission.DECIDE_REFERRAL):
        return ()
    asked = apps.get_model("referrals", "Transfer").objects.standing().filter(to_hub=OuterRef("pk"))
    hubs = Hub.objects.worked_at_by(user).with_taken().annotate(is_offered=Exists(asked))
    return user.asked_once("hubs worked at", lambda: tuple(hubs))


def _with_teams_of(user: "User") -> Q:
    """Written by the user's team, or sent or offered to a hub of theirs.

    By keys that are asked before: each part is found by an index of referrals then, and few of many are anybody's.
    """
    ours, hubs = Q(team__in=user.team_ids) | Q(team=None, referrer=user), hubs_worked_at(user)
    if hubs:
        ours |= Q(hub__in=[hub.pk for hub in hubs]) & ~Q(state=S.DRAFT)
    if offered := [hub.pk for hub in hubs if hub.is_offered]:  # type: ignore[attr-defined]
        asked = apps.get_model("referrals", "Transfer").objects.standing().filter(to_hub__in=offered)
        ours |= Q(pk__in=list(asked.order_by().values_list("referral", flat=True)))
    return ours


def _hubs_of(user: "User") -> models.QuerySet:
    return Hub.objects.filter(team__in=user.team_ids).order_by().values("pk")


def _handed_over_by_teams_of(user: "User") -> Q:
    """Given to another hub lately: the hub that had it can still follow what it was told."""
    given = apps.get_model("referrals", "Transfer").objects.agreed_since(timezone.now() - READS_AFTER_LOSING)
    return Q(pk__in=given.filter(from_hub__in=_hubs_of(user)).order_by().values("referral"))


class ReferralQuerySet(models.QuerySet):
    """Referrals. Void ones are hidden from every list and count."""

    def visible_to(self, user: "User") -> "ReferralQuerySet":
        """Written by the user's team, or sent or offered to a hub of theirs, about people not hidden from them.

        A hub of theirs that handed it over reads on for 90 days, and does no more: access.py asks the hub of today.
        """
        return self._open_to(user, _with_teams_of(user) | _handed_over_by_teams_of(user))

    def summed_up_for(self, user: "User") -> "ReferralQuerySet":
        """`visible_to`, and what is completed of people whom a team of the user's holds, whoever referred them."""
        held = apps.get_model("people", "Person").objects.held_by_teams_of(user).order_by().values("pk")
        theirs = Q(state=S.COMPLETED, person__in=held)
        return self._open_to(user, _with_teams_of(user) | _handed_over_by_teams_of(user) | theirs)

    def listed_for(self, user: "User") -> "ReferralQuerySet":
        """`visible_to` without those that a hub of the user's handed over: what lists show and count."""
        return self._open_to(user, _with_teams_of(user))

    def _open_to(self, user: "User", ours: Q) -> "ReferralQuerySet":
        if not user.may(Permission.VIEW_REFERRAL):
            return self.none()
        return self.filter(ours).exclude(person__in=hidden_from(user)).exclude(state=S.ENTERED_IN_ERROR)

    def written_by(self, user: "User") -> "ReferralQuerySet":
        return self.filter(referrer=user)

    def drafts(self) -> "ReferralQuerySet":
        return self.filter(state=S.DRAFT)

    def live(self) -> "ReferralQuerySet":
        """With a hub, from submission until it ends."""
        return self.filter(state__in=LIVE)

    def ended(self) -> "ReferralQuerySet":
        return self.filter(state__in=CLOSED)

    def in_hands_of(self, user: "User") -> "ReferralQuerySet":
        return self.filter(in_hands_of(user))

    def awaiting_decision(self) -> "ReferralQuerySet":
        return self.filter(state__in=WITH_HUB_FOR_DECISION)

    def due_by_or(self, state: S, day: datetime.date) -> "ReferralQuerySet":
        """Waiting for a decision that is due on the day or before it; and all of one more state."""
        due = Q(state__in=WITH_HUB_FOR_DECISION, decision_due_on__lte=day)
        return self.filter(due | Q(state=state))

    def decided_since(self, moment: datetime.datetime) -> "ReferralQuerySet":
        return self.filter(decided_at__gte=moment)

    def with_what_is_there(self) -> "ReferralQuerySet":
        """What `submit` asks of other rows.

        Live consent, supervision or a release, risk information, a need, and another open referral to the same hub.
        """
        of_person = {"person": OuterRef("person")}
        consents = apps.get_model("people", "Consent").objects.live().filter(**of_person)
        supervisions = apps.get_model("people", "Supervision").objects.filter(**of_person)
        releases = apps.get_model("people", "Release").objects.filter(**of_person)
        risks = apps.get_model("people", "RiskInformation").objects.filter(**of_person)
        needs = apps.get_model("referrals", "Need").objects.filter(referral=OuterRef("pk"), dropped_at=None)
        another = (
            apps.get_model("referrals", "Referral").objects.live().filter(**of_person, hub=OuterRef("hub"))
        )
        return self.select_related("source").annotate(
            has_another_open=Exists(another.exclude(pk=OuterRef("pk"))),
            has_consent=Exists(consents),
            has_supervision_or_release=Exists(supervisions) | Exists(releases),
            has_risk=Exists(risks),
            has_need=Exists(needs),
        )

    def with_whether_known_to(self, user: "User") -> "ReferralQuerySet":
        """`is_known` to `asked_for`, the user: without breaking the glass they would see the person too.

        For a page that shows referrals beside a person: `access` would ask it once for each.
        """
        hidden = hidden_from(user, behind_broken_glass=False)
        known = ExpressionWrapper(~Q(person__in=hidden), output_field=models.BooleanField())
        return self.annotate(is_known=known, asked_for=Value(user.pk))

    def naming(self, kinds: list[str]) -> "ReferralQuerySet":
        """With a need of one of these kinds."""
        needs = apps.get_model("referrals", "Need").objects
        return self.filter(Exists(needs.filter(referral=OuterRef("pk"), kind__in=kinds, dropped_at=None)))

    def without_worker(self) -> "ReferralQuerySet":
        """Open at a hub, and nobody there who still signs in has it."""
        nobody = Q(key_worker=None, taken_by=None)
        left = Q(key_worker__is_active=False) | Q(key_worker=None, taken_by__is_active=False)
        return self.live().filter(nobody | left)

    def without_referrer(self) -> "ReferralQuerySet":
        """Written by nobody who still signs in."""
        return self.filter(Q(referrer=None) | Q(referrer__is_active=False))

    def released_by(self, day: datetime.date) -> "ReferralQuerySet":
        """Of people whose release is expected on the day or before it, and has not happened."""
        ahead = Release.objects.filter(person=OuterRef("person"), released_on=None, expected_on__lte=day)
        return self.filter(Exists(ahead))

    def soonest_first(self) -> "ReferralQuerySet":
        """Those that wait for a decision, by its due date; then the others, newest first."""
        return self.order_by(DECIDE_BY.asc(nulls_last=True), "-drafted_at", "-pk")

    def first_of_each_part(self, limit: int) -> "ReferralQuerySet":
        """So many of those that wait for a decision, by its due date, and of the others by the day of theirs."""
        order = [DECIDE_BY.asc(nulls_last=True), F("decided_at").asc(nulls_first=True), F("pk").desc()]
        waits = Case(When(state__in=WITH_HUB_FOR_DECISION, then=1), default=0)
        place = Window(RowNumber(), partition_by=waits, order_by=order)
        return self.annotate(place=place).filter(place__lte=limit).order_by(*order)

    def longest_wait_first(self) -> "ReferralQuerySet":
        """In the order of a hub's waiting list."""
        return self.order_by("waiting_at", "pk")

    def newest_first(self) -> "ReferralQuerySet":
        return self.order_by("-drafted_at", "-pk")

    def with_line(self) -> "ReferralQuerySet":
        """With what one line of the home page says."""
        return self.select_related("person", "hub", "referrer")

    def with_due_next(self) -> "ReferralQuerySet":
        """With `due_next_on` and the name of the clock, `due_next_clock`; both None where none runs."""
        return self.annotate(
            due_next_on=Subquery(_runs().values("due_on")[:1]),
            due_next_clock=Subquery(_runs().values("clock")[:1]),
        )

    def with_listed(self) -> "ReferralQuerySet":
        """With everything a row of a list says."""
        needs = apps.get_model("referrals", "Need").objects.filter(dropped_at=None)
        releases = Release.objects.select_related("prison")
        return self.select_related(
            "person", "hub", "source", "referrer", "taken_by", "key_worker"
        ).prefetch_related(
            Prefetch("needs", needs, to_attr="named_needs"),
            Prefetch("person__releases", releases, to_attr="known_releases"),
        )


class TransferQuerySet(models.QuerySet):
    """Transfers of a referral from hub to hub."""

    def visible_to(self, user: "User") -> "TransferQuerySet":
        """Asked for or answered by a hub of the user's, about people not hidden from them."""
        if not user.may(Permission.VIEW_REFERRAL):
            return self.none()
        ours = Q(from_hub__team__in=user.team_ids) | Q(to_hub__team__in=user.team_ids)
        return self.filter(ours | Q(referral__team__in=user.team_ids)).exclude(person__in=hidden_from(user))

    def standing(self) -> "TransferQuerySet":
        """Requested, and not answered yet."""
        return self.filter(state=TransferState.REQUESTED)

    def agreed_since(self, moment: datetime.datetime) -> "TransferQuerySet":
        return self.agreed().filter(agreed_at__gte=moment)

    def agreed(self, known_at: datetime.datetime | None = None) -> "TransferQuerySet":
        """Agreed, as far as was known at the moment; None: by now."""
        agreed = self.filter(state=TransferState.AGREED)
        return agreed if known_at is None else agreed.filter(agreed_at__lte=known_at)

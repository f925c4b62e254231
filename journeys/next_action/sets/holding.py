"""What falls to the team that holds the person: consent, a first referral, the release and somewhere to live."""

import datetime

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle.models import RunningClock
from pathways.models import Spell
from people.models import Consent, Release
from referrals.clocks import CONSENT_GONE

from ...known.about import SOON
from .scope import Scope

_LONG_AGO = Value(datetime.date(1900, 1, 1), output_field=DateField())


def without_referral(scope: Scope) -> QuerySet:
    """Held, with consent, and no referral that the holder may see."""
    return scope.caseloads.filter(~scope.has_referral, Exists(_consents()))


def without_consent(scope: Scope) -> QuerySet:
    """Held, without live consent, while a referral goes on or before the first; a withdrawal has its own clock."""
    live = scope.their_referrals.live()
    before_the_first = (
        ~scope.has_referral if scope.user.may(Permission.RECORD_CIRCUMSTANCES) else Q(pk__in=[])
    )
    rows = scope.caseloads.filter(~Exists(_consents()), ~Exists(_withdrawals(scope)))
    rows = rows.annotate(goes_on=Subquery(live.newest_first().values("reference")[:1]))
    return rows.filter(Q(goes_on__isnull=False) | before_the_first)


def release_day_passed(scope: Scope) -> QuerySet:
    """With the earliest release that was expected before today and has not been recorded."""
    passed = _ahead().filter(expected_on__lt=today()).order_by("expected_on", "pk")
    rows = scope.caseloads.filter(Exists(passed))
    return rows.annotate(
        release_on=Subquery(passed.values("expected_on")[:1]),
        release_key=Subquery(passed.values("pk")[:1]),
        prison=Subquery(passed.values("prison__name")[:1]),
    )


def without_address(scope: Scope) -> QuerySet:
    """Released within 28 days, without somewhere to live recorded for that night."""
    home = Spell.objects.housed().filter(person=OuterRef("person")).covering(OuterRef("release_on"))
    return near_release(scope.caseloads).filter(~Exists(home))


def near_release(rows: QuerySet) -> QuerySet:
    """Those of people whose soonest release is expected today or within 28 days, with its day."""
    soonest = _ahead().order_by("expected_on", "pk")
    within = (today(), today() + datetime.timedelta(days=SOON))
    ahead = rows.annotate(release_on=Subquery(soonest.values("expected_on")[:1]))
    return ahead.filter(release_on__range=within)


def with_taken_in(rows: QuerySet) -> QuerySet:
    """After near_release: since when the person is in prison, and long ago where nobody knows."""
    soonest = _ahead().order_by("expected_on", "pk").annotate(since=Coalesce(F("received_on"), _LONG_AGO))
    return rows.annotate(taken_in_on=Subquery(soonest.values("since")[:1]))


def _ahead() -> QuerySet:
    """Releases of the person of the outer row that have not happened."""
    return Release.objects.filter(person=OuterRef("person"), released_on=None)


def _consents() -> QuerySet:
    return Consent.objects.live().filter(person=OuterRef("person"))


def _withdrawals(scope: Scope) -> QuerySet:
    runs = RunningClock.objects.running().filter(clock=CONSENT_GONE.name, person_id=OuterRef("person_id"))
    told = scope.seen_referrals.filter(pk=OuterRef("subject_id"))
    return runs.filter(Exists(told), started_on__lte=today())

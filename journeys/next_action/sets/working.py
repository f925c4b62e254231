"""What falls to the hub that works with the person, to who claimed a milestone, and to the data stewards."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate

from foundation.design.dates import today
from hubs.models import Booking
from hubs.register.streaks import IN_A_ROW
from hubs.states import CAME, Mark
from pathways.handovers.releases import made_inside
from pathways.handovers.states import OPEN, HandoverState, ServiceKind
from pathways.kinds.substance_support import SUBSTANCE_SUPPORT
from pathways.models import Handover, MilestoneClaim, Pathway
from pathways.states import UNDER_WAY, PathwayState
from people.models import Note, Release
from referrals.models import FirstAppointment, TreatmentHandover
from referrals.states import ReferralState as S

from ...timeline.sources.hub_days import MARKED
from .holding import near_release, with_taken_in
from .scope import Scope

_SUPPORTED = (S.ACCEPTED, S.STARTED)


def not_inducted(scope: Scope) -> QuerySet:
    """Accepted, and the person not known to be in custody."""
    accepted = scope.referrals.filter(state=S.ACCEPTED).annotate(since=TruncDate("decided_at"))
    return accepted.filter(~Exists(_held_in_prison()), ~Exists(_recalled()))


def without_first_appointment(scope: Scope) -> QuerySet:
    """Accepted, released within 28 days, and nothing booked at the hub for after it."""
    booked = FirstAppointment.objects.filter(
        referral=OuterRef("pk"), starts_at__date__gte=OuterRef("release_on")
    )
    return near_release(scope.referrals.filter(state=S.ACCEPTED)).filter(~Exists(booked))


def without_treatment(scope: Scope) -> QuerySet:
    """Released within 28 days with a need for treatment, and no appointment for this release.

    An appointment before the person was taken in was for a release before. Of several referrals the newest has it.
    """
    of_person = {"person": OuterRef("person")}
    needs = Pathway.objects.filter(kind=SUBSTANCE_SUPPORT.slug, state__in=UNDER_WAY, **of_person)
    newest = scope.their_referrals.filter(state__in=_SUPPORTED).newest_first()
    recorded = TreatmentHandover.objects.filter(**of_person)
    sent = Handover.objects.filter(service__kind=ServiceKind.TREATMENT, state__in=OPEN, **of_person)
    sent = sent.exclude(state=HandoverState.DID_NOT_ATTEND)
    near = with_taken_in(near_release(scope.referrals.filter(Exists(needs), state__in=_SUPPORTED)))
    return near.filter(
        ~Exists(_for_this_release(recorded, F("appointment_on"))),
        ~Exists(_for_this_release(sent, TruncDate("appointment_at"))),
        pk=Subquery(newest.values("pk")[:1]),
    )


def absent_in_a_row(scope: Scope) -> QuerySet:
    """Started, absent three times in a row at the hub, and nobody has reached the person since the last absence."""
    there = Booking.objects.filter(MARKED, person=OuterRef("person"), hub=OuterRef("hub")).order_by()
    missed = there.filter(mark=Mark.DID_NOT_ATTEND)
    latest = missed.order_by("-held_on").values("held_on")[:1]
    came_later = there.filter(mark__in=CAME, session__starts_at__gt=OuterRef("session__starts_at"))
    absences = missed.filter(~Exists(came_later)).values("person")
    reached = Note.objects.open_to(scope.user).standing().reaching_the_person()
    reached = reached.filter(person=OuterRef("person"), on_day__gte=OuterRef("last_on"))
    rows = scope.referrals.filter(state=S.STARTED).annotate(
        last_on=Subquery(latest), times=Subquery(absences.annotate(number=Count("pk")).values("number"))
    )
    return rows.filter(~Exists(reached), times__gte=IN_A_ROW)


def to_be_summed_up(scope: Scope) -> QuerySet:
    """Started, and of the person's pathways one is sustained and none is still worked on."""
    pathways = Pathway.objects.filter(person=OuterRef("person"))
    worked_on = pathways.filter(state__in=UNDER_WAY - {PathwayState.SUSTAINED})
    lasting = pathways.filter(state=PathwayState.SUSTAINED)
    return scope.referrals.filter(Exists(lasting), ~Exists(worked_on), state=S.STARTED)


def claims_returned(scope: Scope) -> QuerySet:
    """Claims that wait to be mended."""
    claims = MilestoneClaim.objects.returned().filter(team__in=scope.user.team_ids)
    return claims.filter(person__in=scope.people.values("pk")).annotate(since=TruncDate("returned_at"))


def number_contested(scope: Scope) -> QuerySet:
    """A CRN or a prison number that another record has too."""
    crn = Q(crn_confirmed=False) & ~Q(crn="")
    prison_number = Q(prison_number_confirmed=False) & ~Q(prison_number="")
    return scope.people.filter(crn | prison_number).annotate(since=TruncDate("recorded_at"))


def _held_in_prison() -> QuerySet:
    """Releases to come that say so, as `attendance.was_in_custody` reads them: taken in since the latest release."""
    left = Release.objects.filter(person=OuterRef("person"), released_on__lte=today())
    since = Exists(left.filter(released_on__gte=OuterRef("received_on")))
    ahead = Release.objects.filter(person=OuterRef("person"), released_on=None, expected_on__gt=today())
    return ahead.filter(Q(received_on=None) & ~Exists(left) | Q(received_on__lte=today()) & ~since)


def _recalled() -> QuerySet:
    """Their latest release, where it ended by a recall."""
    later = Release.objects.filter(
        person=OuterRef("person"), released_on__gt=OuterRef("released_on"), released_on__lte=today()
    )
    left = Release.objects.filter(person=OuterRef("person"), released_on__lte=today())
    return left.filter(~Exists(later), recalled_on__lte=today())


def _for_this_release(rows: QuerySet, day: Combinable) -> QuerySet:
    """Those with their first appointment after the person was last taken in, or left prison before."""
    return made_inside(rows, day).filter(first_on__gt=OuterRef("taken_in_on"))

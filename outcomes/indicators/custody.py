"""Whether the person of an accepted referral was in custody at acceptance, and when they got out (outcomes: F2).

Nothing says "in custody" directly; it is read from the releases. Somebody went in on the day of the recall that ended
their release before, else on the reception date; where neither is known they are taken to have been in already. A
release recalled on its own day is none.
"""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from outcomes.moments import ReportMoment, latest
from people.models import Release

from .rows import RECALLED_THAT_DAY


def _recalled(at: ReportMoment) -> Case:
    return Case(When(recalled_on__lte=at.as_at, then=F("recalled_on")))


def _stays(at: ReportMoment) -> QuerySet:
    """Releases, come or to come, out of a stay in custody that had begun by the acceptance (`index_on`)."""
    before = at.known(Release).filter(
        person=OuterRef("person_id"), kind__in=Release.COUNTED, released_on__lt=OuterRef("out_on")
    )
    recall = Subquery(latest(before, "released_on").annotate(recall=_recalled(at)).values("recall")[:1])
    return (
        at.known(Release)
        .filter(person=OuterRef("person_id"), kind__in=Release.COUNTED)
        .alias(out_on=Coalesce("released_on", "expected_on"))
        .alias(went_in=Coalesce(recall, "received_on"))
        .filter(Q(went_in=None) | Q(went_in__lte=OuterRef("index_on")))
    )


def next_release(at: ReportMoment) -> Subquery:
    """The release that ended a stay in custody during which the referral was accepted; NULL without one so far."""
    after = _stays(at).filter(released_on__gt=OuterRef("index_on"), released_on__lte=at.as_at)
    return Subquery(after.exclude(RECALLED_THAT_DAY).order_by("released_on").values("released_on")[:1])


def was_in_custody(at: ReportMoment) -> Q:
    """Whether the person was in custody at acceptance, so far as releases to come, or a recall before it, say."""
    to_come = Q(released_on=None) | Q(released_on__gt=at.as_at)
    in_vain = RECALLED_THAT_DAY & Q(released_on__gt=OuterRef("index_on"))
    last = at.known(Release).filter(
        person=OuterRef("person_id"), kind__in=Release.COUNTED, released_on__lte=OuterRef("index_on")
    )
    recall = Subquery(latest(last, "released_on").annotate(recall=_recalled(at)).values("recall")[:1])
    return Q(Exists(_stays(at).filter(to_come | in_vain))) | Q(LessThanOrEqual(recall, F("index_on")))

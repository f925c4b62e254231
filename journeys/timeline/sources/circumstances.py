"""Releases, consent, supervision and labels: whoever may see the person may see these; licence conditions not all do.

A condition is told only to those who may read risk, as on its own page.
"""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day
from foundation.lifecycle.dates import LondonDay
from foundation.lifecycle.facts import Moment
from foundation.lifecycle.models import Event
from people.models import CohortLabel, Consent, LicenceCondition, Person, Release, Supervision

from ..entries import Row, Said, Source, columns, dated, recorded_by

FRIDAY = 4


def _moved(person: Person, user: User, moment: Moment) -> QuerySet:
    """Expected dates that no longer hold, each on the day it was given up.

    `code` is the former date, `more` the reason given then.
    """
    laid_aside = recorded_by(Release.versions.filter(version_of__isnull=False), moment, "superseded_at")
    same = {"expected_on": OuterRef("expected_on")}
    given_up_later = laid_aside.filter(
        version_of=OuterRef("version_of"), superseded_at__gt=OuterRef("superseded_at"), **same
    )
    still_so = moment.known(Release).filter(**same)
    still_so = still_so.filter(Q(pk=OuterRef("version_of")) | Q(version_of=OuterRef("version_of")))
    dated_before = laid_aside.filter(person=person, expected_on__isnull=False)
    told = Event.objects.filter(
        subject_type=Release._meta.label_lower,
        subject_id=OuterRef("version_of"),
        recorded_at=OuterRef("superseded_at"),
    ).order_by("id")
    return columns(
        dated_before.exclude(Exists(given_up_later)).exclude(Exists(still_so)),
        on_day=LondonDay("superseded_at"),
        known_at="superseded_at",
        code="expected_on",
        words="prison__name",
        more=Subquery(told.values(why=Coalesce("because__words", "reason", output_field=TextField()))[:1]),
        who=Subquery(told.values("by__name")[:1]),
    )


def _say_expected(row: Row) -> Said:
    how = Release.Kind(row.code).label.lower()
    return Said(f"Release expected from {row.words}", f"{_friday(row)}release, {how}")


def _say_moved(row: Row) -> Said:
    former = say_day(datetime.date.fromisoformat(row.code))
    detail = f"release. Expected {former} before"
    return Said(
        f"Release from {row.words} moved", f"{detail}, moved by {row.who}" if row.who else detail, row.more
    )


def _say_released(row: Row) -> Said:
    return Said(
        f"Released from {row.words}", f"{_friday(row)}release, {Release.Kind(row.code).label.lower()}"
    )


def _say_recalled(row: Row) -> Said:
    ended = say_day(datetime.date.fromisoformat(row.more))
    return Said("Recalled to custody", f"release of {ended} ended")


def _friday(row: Row) -> str:
    """Friday releases are marked everywhere (interface: Rules 4)."""
    return "Friday " if row.on_day.weekday() == FRIDAY else ""


def _say_given(row: Row) -> Said:
    how = f"consent, {Consent.How(row.code).label.lower()}"
    return Said("Consent given", f"{how}, taken by {row.who}" if row.who else how)


def _say_supervised(row: Row) -> Said:
    return Said(f"Supervision started: {_kind(row)}", "supervision")


def _say_supervision_over(row: Row) -> Said:
    return Said(f"Supervision ended: {_kind(row)}", f"supervision. {row.more}" if row.more else "supervision")


def _kind(row: Row) -> str:
    return Supervision.Kind(row.code).label.lower()


def _label(row: Row) -> str:
    return CohortLabel.Name(row.code).label


def _condition(row: Row) -> str:
    """Keep away from a hub: Chatham; Curfew."""
    kind = str(LicenceCondition.Kind(row.code).label)
    return f"{kind}: {row.words}" if row.words else kind


_SEES = Permission.VIEW_PERSON
_labelled = dated(CohortLabel, "since", code="name")
_unlabelled = dated(CohortLabel, "until", code="name")
_CONDITION: dict[str, Any] = {"code": "kind", "words": "team__name"}
_conditioned = dated(LicenceCondition, "since", more="text", **_CONDITION)
_condition_over = dated(LicenceCondition, "until", **_CONDITION)
_released = dated(Release, "released_on", code="kind", words="prison__name")
_recalled = dated(Release, "recalled_on", words="prison__name", more="released_on")
_expected = dated(
    Release, "expected_on", ahead=True, where=Q(released_on=None), code="kind", words="prison__name"
)
_given = dated(Consent, "given_on", code="how", who="taken_by__name")
_supervised = dated(Supervision, "started_on", code="kind")
_supervision_over = dated(Supervision, "ended_on", code="kind", more="end_reason")

SOURCES = (
    Source("release_expected", "release", _SEES, _expected, _say_expected),
    Source("release_moved", "release", _SEES, _moved, _say_moved),
    Source("released", "release", _SEES, _released, _say_released),
    Source("recalled", "release", _SEES, _recalled, _say_recalled),
    Source("consent_given", "consent", _SEES, _given, _say_given),
    Source("consent_withdrawn", "consent", _SEES, dated(Consent, "withdrawn_on"),
           lambda row: Said("Consent withdrawn", "consent")),
    Source("supervision_started", "supervision", _SEES, _supervised, _say_supervised),
    Source("supervision_ended", "supervision", _SEES, _supervision_over, _say_supervision_over),
    Source("label_given", "label", _SEES, _labelled, lambda row: Said(f"Label: {_label(row)}", "label")),
    Source("label_ended", "label", _SEES, _unlabelled,
           lambda row: Said(f"Label no longer: {_label(row)}", "label")),
    Source("condition_set", "condition", Permission.VIEW_RISK, _conditioned,
           lambda row: Said(f"Licence condition: {_condition(row)}", "licence condition", row.more)),
    Source("condition_ended", "condition", Permission.VIEW_RISK, _condition_over,
           lambda row: Said(f"Licence condition ended: {_condition(row)}", "licence condition")),
)  # fmt: skip

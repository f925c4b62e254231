"""Targets, and snapshots of reports."""

import datetime
import json
from decimal import Decimal
from hashlib import sha256

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from outcomes import models
from outcomes.freezing import frozen
from outcomes.indicators import SPECIFICATION, indicator
from outcomes.moments import report_moment
from outcomes.pages.method import definition
from outcomes.periods import period as period_named
from outcomes.places import place_named
from outcomes.publishing.states import SnapshotState
from outcomes.report import Report, line_of
from outcomes.whole import whole_report

from .accounts import UserFactory
from .people import ContractAreaFactory


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = models.Target

    contract_area = factory.SubFactory(ContractAreaFactory)
    measure = "hub_inductions"
    period = "2025-06"
    target = Decimal(50)


class BenchmarkFactory(DjangoModelFactory):
    class Meta:
        model = models.Benchmark

    indicator = "housed-on-release"
    name = "Housed on release night"
    population = "releases from custody"
    place = "England and Wales"
    starts_on = datetime.date(2022, 4, 1)
    ends_on = datetime.date(2023, 3, 31)
    figure = Decimal("0.863")
    same_definition = True
    source = "HMPPS, Offender accommodation outcomes, 2022/23"


class SnapshotFactory(DjangoModelFactory):
    """Being worked out, unless it is `published` or `drafted` straight away."""

    class Meta:
        model = models.Snapshot

    class Params:
        drafted = factory.Trait(state=SnapshotState.DRAFTED)
        published = factory.Trait(
            state=SnapshotState.PUBLISHED,
            number=1,
            turn=factory.Sequence(lambda number: number + 1),
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SelfAttribute("asked_by"),
        )

    kind = "area"
    place = factory.Sequence(lambda number: f"Area {number}")  # a place has one draft of a period
    period = "2025-Q1"
    as_at = datetime.date(2025, 6, 30)
    known_at = factory.LazyFunction(timezone.now)
    specification = SPECIFICATION
    code_version = "0.1.0"
    asked_by = factory.SubFactory(UserFactory, role="commissioner")


class SnapshotContentFactory(DjangoModelFactory):
    class Meta:
        model = models.SnapshotContent

    snapshot = factory.SubFactory(SnapshotFactory, drafted=True)
    report = "{}"
    report_hash = factory.LazyAttribute(lambda made: sha256(made.report.encode()).hexdigest())
    rows_hash = sha256(b"").hexdigest()
    definitions = "[]"
    counted = "[]"


class SnapshotFileFactory(DjangoModelFactory):
    class Meta:
        model = models.SnapshotFile

    snapshot = factory.SubFactory(SnapshotFactory, published=True)
    format = "pdf"
    content_type = "application/pdf"
    content = b"%PDF-1.7"
    content_hash = factory.LazyAttribute(lambda made: sha256(made.content).hexdigest())


class SuppressionFactory(DjangoModelFactory):
    class Meta:
        model = models.Suppression

    snapshot = factory.SubFactory(SnapshotFactory, published=True)
    part = "lines"
    cell = "housed-on-release"
    entries = "numerator"
    why = "small"


class KeptQuarterFactory(DjangoModelFactory):
    class Meta:
        model = models.KeptQuarter

    specification = "2026.2"
    indicator = "attendance-rate"
    family = "area"
    quarter = factory.Sequence(lambda number: 8000 + number)


class BucketFactory(DjangoModelFactory):
    class Meta:
        model = models.Bucket

    kept = factory.SubFactory(KeptQuarterFactory)
    part = "event"
    reason = ""
    number = 3


class DoubtedPlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.DoubtedPlace

    kept = factory.SubFactory(KeptQuarterFactory)
    place = 1


class MarkFactory(DjangoModelFactory):
    class Meta:
        model = models.Mark

    source = "people_release"


class ExtractFactory(DjangoModelFactory):
    class Meta:
        model = models.Extract

    kind = "hub"
    place = "Chatham"
    first_on = datetime.date(2024, 1, 1)
    last_on = datetime.date(2024, 12, 31)
    people = 64
    reason = "The evaluation of the contract, agreed by the board"
    recipient = "Justice Data Lab, Ministry of Justice"
    file_hash = sha256(b"").hexdigest()
    taken_by = factory.SubFactory(UserFactory, role="performance_officer")


class MoveFactory(DjangoModelFactory):
    class Meta:
        model = models.Move

    later = factory.SubFactory(SnapshotFactory, published=True)
    earlier = factory.SubFactory(SnapshotFactory, published=True, period="2024-Q4")
    told = "[]"


def published_report(place: str = "Medway", state: str = "published") -> models.Snapshot:
    """A snapshot with a report of one indicator, which every page of a snapshot can show."""
    snapshot = SnapshotFactory(**{state: True}, place=place)
    of, period = place_named("area", place), period_named(snapshot.period)
    at = report_moment(snapshot.as_at, snapshot.known_at)
    report = Report(
        of, period, snapshot.as_at, snapshot.known_at, snapshot.specification, snapshot.code_version, internal=False,
        lines=(line_of(indicator("housed-on-release"), of, period, at, internal=False),), survival=(),
    )  # fmt: skip
    text = json.dumps(frozen(whole_report(report)))
    defined = json.dumps([frozen(definition(line.indicator)) for line in report.lines])
    SnapshotContentFactory(snapshot=snapshot, report=text, definitions=defined, counted="[]")
    SnapshotFileFactory(snapshot=snapshot, format="csv", content_type="text/csv", content=b"slug")
    return snapshot

"""What the pages of snapshots say."""

import json
from typing import Any

from django.urls import reverse

from foundation.design.dates import say_day, say_moment
from outcomes.addresses import report_url
from outcomes.availability import PARTS
from outcomes.explaining.figures import explained
from outcomes.explaining.opening import Opening
from outcomes.explaining.openings import openings
from outcomes.freezing import thawed
from outcomes.models import Snapshot
from outcomes.pages.method import Entry
from outcomes.pages.reading import reading
from outcomes.pages.rows import Row
from outcomes.pages.words import MARKERS, ROUNDED, say_period
from outcomes.periods import period as period_named
from outcomes.periods import year_of
from outcomes.report import Report
from outcomes.whole import WholeReport

from .drafting import STEPS

CRUMBS = [("Outcomes", "report_list"), ("Published reports", "snapshot_list")]
FILES = ("pdf", "csv", "ods", "json")


def crumbs() -> list[tuple[str, str]]:
    """The way to a snapshot."""
    return [(title, reverse(name)) for title, name in CRUMBS]


def frozen_whole(snapshot: Snapshot) -> WholeReport:
    """The whole report as it was frozen. Raises CannotThaw when the code has moved on too far."""
    return thawed(WholeReport, json.loads(snapshot.content.report))


def about(snapshot: Snapshot) -> dict[str, Any]:
    """What every page of a snapshot needs."""
    period_words = say_period(period_named(snapshot.period))
    return {
        "snapshot": snapshot,
        "period_words": period_words,
        "title": f"{snapshot.place}, {period_words}",
        "facts": _facts(snapshot),
        "crumbs": crumbs(),
    }


def _facts(snapshot: Snapshot) -> list[tuple[str, str]]:
    facts = [
        ("Data as at", say_day(snapshot.as_at)),
        ("Known at", say_moment(snapshot.known_at)),
        ("Specification", snapshot.specification),
        ("Asked for by", f"{snapshot.asked_by}, {say_moment(snapshot.asked_at)}"),
    ]
    if snapshot.corrects:
        facts.append(("Corrects", f"version {snapshot.corrects.number}"))
    if snapshot.published_at:
        facts.append(("Published by", f"{snapshot.published_by}, {say_moment(snapshot.published_at)}"))
    if snapshot.withdrawn_at:
        facts.append(("Withdrawn by", f"{snapshot.withdrawn_by}, {say_moment(snapshot.withdrawn_at)}"))
    return facts


def as_report(snapshot: Snapshot) -> dict[str, Any]:
    """The report of a snapshot, as the page of a report shows it. Raises CannotThaw."""
    whole = frozen_whole(snapshot)
    report, form_names = whole.report, {each.format for each in snapshot.files.defer("content")}
    files = [(name.upper(), reverse("snapshot_download", args=[snapshot.uuid, name]))
             for name in FILES if name in form_names]  # fmt: skip
    return about(snapshot) | {
        "report": report,
        "standing": None,
        "may_publish": False,
        "later": snapshot.corrections.standing().first(),
        "reading": reading(whole, snapshot.content.report_hash),
        "place": report.place,
        "period": report.period,
        "dates": f"?as_at={report.as_at}",
        "files": files,
        "year_url": report_url(report.place, year_of(report.period)),
        "availability_url": report_url(
            report.place, report.period, name="availability_detail", part=PARTS[0].key
        ),
    }


def as_figure(snapshot: Snapshot, figure: str) -> dict[str, Any]:
    """One figure of a snapshot opened. Raises LookupError for one that it does not have, and CannotThaw."""
    whole = frozen_whole(snapshot)
    report, opening = whole.report, openings(whole).get(figure)
    return (
        about(snapshot)
        | (_beside(opening, report) if opening else _of_table(snapshot, report, figure))
        | {
            "place": report.place,
            "internal": report.internal,
            "rounding": ROUNDED,
            "markers": MARKERS,
            "behind": [],
            "crumbs": [*crumbs(), (str(snapshot), reverse("snapshot_detail", args=[snapshot.uuid]))],
        }
    )


def _beside(opening: Opening, report: Report) -> dict[str, Any]:
    """A figure beside the table; its words are those of the code, the figures those that were published."""
    return {
        "title": opening.title,
        "explained": opening.explained,
        "definition": opening.definition,
        "keeps_definition": False,
        "live_url": report_url(report.place, report.period, name="report_figure", figure=opening.key)
        + f"?as_at={report.as_at}",
    }


def _of_table(snapshot: Snapshot, report: Report, slug: str) -> dict[str, Any]:
    """A figure of the table, with its definition as it was published. Raises LookupError."""
    line = report.line(slug)
    row = Row(line, report.period, report.as_at, decimals=0)
    return {
        "title": line.indicator.title,
        "explained": explained(row, report.known_at, report.specification, report.code_version),
        "definition": _defined(snapshot, report.lines.index(line)).facts,
        "keeps_definition": True,
        "live_url": report_url(report.place, report.period, name="indicator_explain", indicator=slug)
        + f"?as_at={report.as_at}",
    }


def _defined(snapshot: Snapshot, position: int) -> Entry:
    """The definition of a line as its words were when the report was made."""
    return thawed(tuple[Entry, ...], json.loads(snapshot.content.definitions))[position]


def steps(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The steps of a draft, each with how far it is."""
    words = {-1: "done", 0: "now", 1: "to come"}
    return [
        (title, words[(number > snapshot.step) - (number < snapshot.step)])
        for number, title in enumerate(STEPS)
    ]

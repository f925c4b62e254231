"""The accommodation codes, each with its class and its days, the occupations, and how many claims are drawn."""

import datetime
from pathlib import Path
from typing import Any

from foundation.design.dates import today
from foundation.intake.reference import Loaded, ReferenceList, Rows, keep_in_step

from ..models import AccommodationCode, Occupation, SampleRate
from ..models.reference import ALWAYS
from .services import load_partner_services

FOLDER = Path(__file__).parent


def load_accommodation_codes(rows: Rows) -> Loaded:
    """Every version the list names; `valid_from` and `valid_until` are columns that it may have.

    A code that has gone from the list is in use until today, and kept: spells that began before keep it.
    """
    listed = [_version(row) for row in rows]
    loaded = keep_in_step(AccommodationCode, ("code", "valid_from"), listed)
    in_use = AccommodationCode.objects.filter(valid_until=None, valid_from__lt=today())
    gone = in_use.exclude(code__in={version["code"] for version in listed}).update(valid_until=today())
    return Loaded(loaded.new, loaded.changed + gone, loaded.gone)


def _version(row: Any) -> dict[str, Any]:
    return {
        "code": row["code"],
        "label": row["label"],
        "settledness": row["class"],
        "housed_on_release_night": row["housed_on_release_night"],
        "valid_from": _day(row.get("valid_from")) or ALWAYS,
        "valid_until": _day(row.get("valid_until")),
    }


def _day(cell: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(cell) if cell else None


def load_occupations(rows: Rows) -> Loaded:
    return keep_in_step(Occupation, ("code",), rows)


def load_sample_rates(rows: Rows) -> Loaded:
    """From when on so many of a hundred ordinary claims are drawn; a draw that has begun keeps its rate."""
    listed = [
        {"since": _day(row["since"]), "percent": int(row["percent"]), "at_least": int(row["at_least"])}
        for row in rows
    ]
    return keep_in_step(SampleRate, ("since",), listed)


LISTS = (
    ReferenceList(
        "accommodation_codes", FOLDER / "accommodation_codes.csv", load_accommodation_codes, order=40
    ),
    ReferenceList("occupations", FOLDER / "occupations.csv", load_occupations, order=41),
    ReferenceList("partner_services", FOLDER / "partner_services.csv", load_partner_services, order=43),
    ReferenceList("sample_rates", FOLDER / "sample_rates.csv", load_sample_rates, order=42),
)

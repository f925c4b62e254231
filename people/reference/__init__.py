"""Areas, prisons and the words of consent: the lists that people rest on."""

import datetime
from decimal import Decimal
from pathlib import Path

from foundation.intake.reference import Loaded, ReferenceList, Rows, by_name, keep_in_step

from ..models import Area, ConsentText, ContractArea, Prison

HERE = Path(__file__).parent


def load_areas(rows: Rows) -> Loaded:
    """Contract areas, then the areas of each. The three groups for everywhere else have neither region nor centre."""
    names = dict.fromkeys(row["contract_area"] for row in rows if row["contract_area"])
    contract_areas = keep_in_step(ContractArea, ("name",), ({"name": name} for name in names))
    known = by_name(ContractArea)
    return contract_areas + keep_in_step(
        Area,
        ("name",),
        (
            {
                "name": row["area"],
                "kind": row["kind"],
                "region": row["region"],
                "contract_area_id": known[row["contract_area"]].pk if row["contract_area"] else None,
                "latitude": degrees(row["latitude"]),
                "longitude": degrees(row["longitude"]),
            }
            for row in rows
        ),
    )


def load_prisons(rows: Rows) -> Loaded:
    return keep_in_step(
        Prison,
        ("name",),
        (
            {
                "name": row["prison"],
                "region": row["region"],
                "holds": row["holds"],
                "cfo_role": row["cfo_role"],
            }
            for row in rows
        ),
    )


def load_consent_texts(rows: Rows) -> Loaded:
    return keep_in_step(
        ConsentText,
        ("number",),
        (
            {
                "number": int(row["number"]),
                "from_day": datetime.date.fromisoformat(row["from_day"]),
                "text": row["text"],
            }
            for row in rows
        ),
    )


def degrees(text: str) -> Decimal | None:
    return Decimal(text) if text else None


LISTS = (
    ReferenceList("areas", HERE / "areas.csv", load_areas, order=20),
    ReferenceList("prisons", HERE / "prisons.csv", load_prisons, order=21),
    ReferenceList("consent_texts", HERE / "consent_texts.csv", load_consent_texts, order=22),
)

"""The accommodation codes, each with its class."""

from pathlib import Path

from foundation.intake.reference import Loaded, ReferenceList, Rows, keep_in_step

from ..models import AccommodationCode


def load_accommodation_codes(rows: Rows) -> Loaded:
    return keep_in_step(
        AccommodationCode,
        ("code",),
        (
            {
                "code": row["code"],
                "label": row["label"],
                "settledness": row["class"],
                "housed_on_release_night": row["housed_on_release_night"],
            }
            for row in rows
        ),
    )


LISTS = (
    ReferenceList(
        "accommodation_codes",
        Path(__file__).parent / "accommodation_codes.csv",
        load_accommodation_codes,
        order=40,
    ),
)

"""The sources of referral."""

from pathlib import Path

from foundation.intake.reference import Loaded, ReferenceList, Rows, keep_in_step

from ..models import ReferralSource


def load_sources(rows: Rows) -> Loaded:
    return keep_in_step(
        ReferralSource,
        ("name",),
        (
            {"name": row["source"], "kind": row["kind"], "comment_required": row["comment_required"] == "yes"}
            for row in rows
        ),
    )


LISTS = (
    ReferenceList("referral_sources", Path(__file__).parent / "referral_sources.csv", load_sources, order=50),
)

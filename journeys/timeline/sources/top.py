"""TOP forms: which stage, and whether in prison. What was answered stays on the forms' own pages."""

from foundation.accounts.roles import Permission
from pathways.models import OutcomesProfile

from ..entries import Row, Said, Source, dated

STAGES, PRISON = OutcomesProfile.Stage, OutcomesProfile.Setting.PRISON


def _say_form(row: Row) -> Said:
    """`code` is the stage, `words` the setting, `who` the recorder."""
    where = "treatment form, filled in in prison" if row.words == PRISON else "treatment form"
    return Said(
        f"TOP {STAGES(row.code).label.lower()}", f"{where}, recorded by {row.who}" if row.who else where
    )


_forms = dated(OutcomesProfile, "taken_on", code="stage", words="setting", who="taken_by__name")

SOURCES = (Source("top_form", "treatment", Permission.VIEW_TOP, _forms, _say_form),)

"""Which packs a user reads. All raise Http404."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.design.dates import today
from outcomes.periods import Period, financial_year, quarter_with, year_of

from ..models import Pack, PackFile, Partnership


def packs_of(user: User, partnership: Partnership) -> Sequence[Pack]:
    """The newest first."""
    found = Pack.objects.visible_to(user).filter(partnership=partnership).latest_first()
    return list(found.select_related("version_of_plan", "built_by", "published_by"))


def pack_of(user: User, uuid: UUID) -> Pack:
    found = Pack.objects.visible_to(user).select_related(
        "partnership__area", "content", "version_of_plan__plan"
    )
    return get_object_or_404(found, uuid=uuid)


def stands_in_place_of(pack: Pack) -> Pack | None:
    """The pack of the same period that everybody reads instead; None where it was withdrawn since."""
    return Pack.objects.filter(partnership=pack.partnership, period=pack.period).standing().first()


def file_of(pack: Pack, form: str) -> PackFile:
    """A file of a pack that the user reads already."""
    found = pack.files.filter(format=form).first()
    if found is None:
        raise Http404
    return found


def periods_to_choose() -> list[Period]:
    """The financial years and quarters that ended last, the newest first."""
    day = today()
    year, quarters = year_of(quarter_with(day)), []
    number = quarter_with(day).quarters[0]
    for back in range(1, 5):
        start = number - back
        quarters.append(Period(f"{start // 4}-Q{start % 4 + 1}", (start,)))
    years = [financial_year(year.starts_on.year - back) for back in range(1, 4)]
    return [*years, *quarters]

"""The four weeks that a TOP form asks about. (domain: Pathways)"""

import datetime

from .items import PERIOD_DAYS

ONE_DAY = datetime.timedelta(days=1)
PRISON = "prison"


def period_of(
    setting: str, taken_on: datetime.date, custody_on: datetime.date | None
) -> tuple[datetime.date, datetime.date]:
    """The first and last of the 28 days before the form; of one filled in in prison, before custody began."""
    before = custody_on if setting == PRISON and custody_on else taken_on
    return before - PERIOD_DAYS * ONE_DAY, before - ONE_DAY


def custody_began_on(setting: str, asked_to: datetime.date) -> datetime.date | None:
    """The day custody began, as a prison form's period tells it; None for a form of the community."""
    return asked_to + ONE_DAY if setting == PRISON else None

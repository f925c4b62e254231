"""A death, told to whoever may see the person, and each assessment of risk, to those who may read risk."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.facts import Moment
from people.models import Person, RiskInformation

from ..entries import Row, Said, Source, columns, recorded_by, versions_of

_deaths = versions_of(Person, on_day="died_on", known_by="died_on")


def _died(person: Person, user: User, moment: Moment) -> QuerySet:
    meant = Q(pk=person.pk)
    if moment.known_at:  # what is current now may have been otherwise then
        meant |= Q(version_of=person.pk)
    return _deaths(moment).filter(meant, died_on__lte=moment.as_at)


def _assessed(person: Person, user: User, moment: Moment) -> QuerySet:
    """Every level that was ever recorded, once for each day and group: a former one stays what was known then.

    `code` is the group, `words` the level, `more` what it means at a hub, `who` where it comes from.
    """
    rows = recorded_by(RiskInformation.versions.filter(person=person), moment)
    rows = rows.annotate(root=Coalesce("version_of", "pk"))
    same = {name: OuterRef(name) for name in ("root", "to_whom", "level", "assessed_on")}
    said_before = rows.filter(**same, recorded_at__lt=OuterRef("recorded_at"))
    return columns(
        rows.filter(~Exists(said_before), assessed_on__lte=moment.as_at),
        on_day="assessed_on", known_at=F("recorded_at"), code="to_whom", words="level", more="meaning", who="source",
    )  # fmt: skip


def _say_assessed(row: Row) -> Said:
    to_whom, level = RiskInformation.ToWhom(row.code).label, RiskInformation.Level(row.words).label
    detail = f"risk information, {row.who}" if row.who else "risk information"
    return Said(f"Risk to {to_whom.lower()}: {level.lower()}", detail, row.more)


SOURCES = (
    Source("died", "death", Permission.VIEW_PERSON, _died, lambda row: Said("Died", "death")),
    Source("risk_assessed", "risk", Permission.VIEW_RISK, _assessed, _say_assessed),
)

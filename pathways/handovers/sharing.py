"""What a handover can share: a closed list, each entry with where it is read from (domain: Handover).

A handover names entries of this list, and its service sees those and nothing else of the person.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foundation.design.dates import say_day, say_weekday
from people.models import RiskInformation

from .releases import release_of
from .states import ServiceKind

if TYPE_CHECKING:
    from ..models import Handover

Says = Callable[[Any], str]  # of a handover, whose model imports what lies beside this


@dataclass(frozen=True)
class Shared:
    """One entry. says: what the service reads, as it is recorded today. typed: the field in which the sender writes
    it for this handover, where nothing recorded says it. hint: for whoever chooses.
    """

    slug: str
    label: str
    says: Says
    hint: str = ""
    typed: str = ""


def _identity(name: str) -> Says:
    return lambda handover: str(getattr(handover.person, name))


def _typed(name: str) -> Says:
    return lambda handover: str(getattr(handover, name))


def _release(handover: "Handover") -> str:
    release = release_of(handover.person)
    if release is None:
        return ""
    if release.recalled_on:
        return f"Recalled to custody {say_day(release.recalled_on)}"
    word = "Released" if release.released_on else "Release expected"
    return f"{word} {say_weekday(release.day)}, {release.prison}"


def _risk(handover: "Handover") -> str:
    lines = RiskInformation.objects.filter(person=handover.person)
    return "; ".join(f"{line}{f' ({line.meaning})' if line.meaning else ''}" for line in lines)


NAME = "name"  # always shared: nobody can be received without it
RELEASE = "release"
SHARED: tuple[Shared, ...] = (
    Shared(NAME, "Name", lambda handover: str(handover.person)),
    Shared("date_of_birth", "Date of birth", lambda handover: say_day(handover.person.date_of_birth)),
    Shared("crn", "CRN", _identity("crn"), "The number at probation"),
    Shared(
        "prison_number",
        "Prison number",
        _identity("prison_number"),
        "For a service that goes into the prison",
    ),
    Shared("contact", "How to reach the person", _typed("contact"), "You write it below", "contact"),
    Shared(RELEASE, "Release date and prison", _release, "The service sees when the date moves"),
    Shared("need", "What is needed", _typed("need"), "You write it below", "need"),
    Shared("medication", "Medication", _typed("medication"), "You write it below", "medication"),
    Shared("risk", "Summary of risk", _risk, "Levels per group, and what they mean at a service"),
    Shared("access_needs", "Language and access needs", _identity("communication_needs")),
    Shared("address", "Address", _identity("address"), "Where the person lives or will live"),
)
BY_SLUG = {each.slug: each for each in SHARED}

# What is ticked when the page opens: as little as the purpose needs.
USUAL: dict[str, tuple[str, ...]] = {
    ServiceKind.TREATMENT: (
        NAME,
        "date_of_birth",
        "contact",
        "release",
        "need",
        "medication",
        "access_needs",
    ),
    ServiceKind.HOUSING: (NAME, "date_of_birth", "contact", "release", "need", "access_needs"),
    ServiceKind.EMPLOYMENT: (NAME, "date_of_birth", "contact", "need", "access_needs"),
}


def in_order(slugs: Iterable[str]) -> list[str]:
    """These and the name, in the order of the list. Raises LookupError for what cannot be shared."""
    wanted = {NAME, *slugs}
    if unknown := wanted - set(BY_SLUG):
        raise LookupError(f"This cannot be shared: {', '.join(sorted(unknown))}.")
    return [each.slug for each in SHARED if each.slug in wanted]


def labels_of(slugs: Iterable[str]) -> list[str]:
    """The entries as a page calls them."""
    return [BY_SLUG[slug].label for slug in slugs if slug in BY_SLUG]


def shares_release(handover: "Handover") -> bool:
    """Whether the service may know of the release: of its day, and of everything that falls due by it."""
    return RELEASE in handover.fields


def rows_of(handover: "Handover") -> list[tuple[str, str]]:
    """What the service is shown: label and words of the entries the handover names, and of no other."""
    return [(each.label, each.says(handover)) for each in SHARED if each.slug in handover.fields]

"""The parts of a draft, in the order of the task list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .circumstances import Circumstances, say_consent, say_release, say_supervision
from .models import Need, Referral
from .readiness import Missing


@dataclass(frozen=True)
class Section:
    """One part: `says` gives its line on the task list, "" when there is nothing yet."""

    slug: str
    title: str
    group: str
    says: Callable[[Referral, Circumstances, list[Need]], str]
    optional: bool = False


def _supervision(referral: Referral, known: Circumstances, needs: list[Need]) -> str:
    parts = [say_supervision(each) for each in known.supervisions[:1]]
    return ". ".join(parts + ([say_release(known.release)] if known.release else []))


def _risk(referral: Referral, known: Circumstances, needs: list[Need]) -> str:
    if known.risks:
        return f"{len(known.risks)} group{'' if len(known.risks) == 1 else 's'} assessed"
    return "Not yet available" if referral.risk_not_yet_available else ""


def _needs(referral: Referral, known: Circumstances, needs: list[Need]) -> str:
    return ", ".join(str(need) for need in needs).capitalize()


def _source(referral: Referral, known: Circumstances, needs: list[Need]) -> str:
    return ": ".join(str(part) for part in (referral.source, referral.source_comment) if part)


SECTIONS = (
    Section("person", "Person", "Person and supervision", lambda referral, known, needs: str(known.person)),
    Section("consent", "Consent to share", "Person and supervision",
            lambda referral, known, needs: say_consent(known.consent)),
    Section("supervision", "Supervision and release", "Person and supervision", _supervision),
    Section("risk", "Risk information", "Needs and risk", _risk),
    Section("needs", "Needs", "Needs and risk", _needs),
    Section("source", "Source of the referral", "Where and who", _source),
    Section("hub", "Hub", "Where and who",
            lambda referral, known, needs: str(referral.hub) if referral.hub else ""),
    Section("about", "Anything else the hub should know", "Where and who",
            lambda referral, known, needs: referral.about[:120], optional=True),
)  # fmt: skip


def section_called(slug: str) -> Section | None:
    """The section of that name in addresses, or None."""
    return next((section for section in SECTIONS if section.slug == slug), None)


def url_of(referral: Referral, slug: str) -> str:
    """Where a section is written."""
    return reverse("referral_section", args=[referral.uuid, slug])


def task_groups(
    referral: Referral, known: Circumstances, needs: list[Need], missing: list[Missing]
) -> list[dict[str, Any]]:
    """The task list: groups with a title and tasks as the component draws them."""
    groups: dict[str, list[dict[str, str]]] = {}
    for section in SECTIONS:
        lacks = [item for item in missing if item.section == section.slug]
        line = section.says(referral, known, needs)
        status, kind = _status(section, lacks, line)
        task = {
            "label": section.title,
            "url": url_of(referral, section.slug),
            "hint": line,
            "status": status,
            "kind": kind,
        }
        groups.setdefault(section.group, []).append(task)
    return [
        {"title": title, "tasks": tasks, "prefix": f"{place}-"}
        for place, (title, tasks) in enumerate(groups.items())
    ]


def _status(section: Section, lacks: list[Missing], line: str) -> tuple[str, str]:
    if lacks:
        return ("There is a problem", "problem") if line else ("Not yet started", "todo")
    return ("Optional", "done") if section.optional and not line else ("Completed", "done")


def links_to_missing(referral: Referral, missing: list[Missing]) -> list[dict[str, str]]:
    """What is missing, each with the page that mends it."""
    return [{"label": item.remedy, "url": url_of(referral, item.section)} for item in missing]


def parts_done(missing: list[Missing]) -> int:
    """How many sections lack nothing."""
    return len(SECTIONS) - len({item.section for item in missing})

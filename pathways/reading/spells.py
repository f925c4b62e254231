"""One job, home or treatment: everything it says, and what it said before each correction."""

from dataclasses import dataclass
from typing import Any

from foundation.design.dates import say_day
from foundation.lifecycle import events
from foundation.lifecycle.models import Event

from ..kinds import kind_of_spells
from ..models import Spell
from ..standing import Name, naming


@dataclass(frozen=True)
class Former:
    """What a correction changed: each line as it was before and as it was after, by whom, when and why."""

    event: Event
    lines: list[tuple[str, str, str]]


def said_of(spell: Spell, name: Name) -> list[tuple[str, str]]:
    """Each line with its words; what the kind asks and nobody said is named as not recorded."""
    rules, reason = spell.rules, spell.rules.end_reasons.get(spell.end_reason, spell.end_reason)
    asked = {
        "hours": ("Hours", spell.get_hours_display()),
        "occupation": ("Occupation", str(spell.occupation or "")),
        "pay": ("Pay", f"£{spell.pay:,} {spell.get_pay_per_display()}" if spell.pay else ""),
        "need_group": ("Need group", spell.get_need_group_display()),
    }
    return [
        (rules.code_label, name(spell)),
        (rules.detail_label, spell.detail or "Not recorded"),
        *((label, words or "Not recorded") for name, (label, words) in asked.items() if name in rules.asks),
        ("First day", say_day(spell.started_on)),
        ("No longer so from", say_day(spell.ended_on) if spell.ended_on else "Still so"),
        *([("Why it ended", reason)] if reason else []),
    ]


def formers_of(spell: Spell, name: Name) -> list[Former]:
    """The corrections, latest first: what each former version said beside what came after it."""
    versions = (
        Spell.versions.filter(version_of=spell.pk).select_related("occupation").order_by("recorded_at", "pk")
    )
    said = [dict(said_of(each, name)) for each in [*versions, spell]]
    changes = [event for event in events.of(spell) if event.facts.get("from") is not None]
    found = [
        Former(event, [(label, before.get(label, ""), words) for label, words in after.items()
                       if before.get(label, "") != words])
        for event, before, after in zip(changes, said, said[1:], strict=False)
    ]  # fmt: skip
    return found[::-1]


def said_now(spell: Spell) -> list[tuple[str, str]]:
    """What it says now, to be read beside what somebody corrects."""
    return said_of(spell, naming(kind_of_spells(spell.kind)))


def about_spell(spell: Spell, kind: Any) -> dict[str, Any]:
    """What the page of a spell shows."""
    name = naming(kind)
    return {"said": said_of(spell, name), "formers": formers_of(spell, name)}

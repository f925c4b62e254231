"""The imports of spells and checks (files: Import files)."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from foundation.intake.columns import Column, day, one_of, text
from foundation.intake.importers import Row
from foundation.lifecycle import facts
from foundation.lifecycle.facts import Fact
from people.imports import AboutPeople, crn_column, detail

from .catching_up import catch_up
from .kinds import Overlap, kinds_with_spells, spell_rules_of
from .models import Check, Spell
from .standing import Codes


def _spell_kind(cell: str) -> str:
    """One of the kinds declared when the file is read."""
    return one_of(kind.spell_kind for kind in kinds_with_spells())(cell)


class SpellImport(AboutPeople):
    """A job, home or treatment; the key is person, kind, code and first day. `ended_on` is exclusive.

    Judged after the whole file: a person has one home at a time, and one treatment of a code; jobs may overlap.
    """

    what, title, order, model = "spells", "Jobs, homes and treatment", 60, Spell
    columns = (
        crn_column,
        Column("kind", _spell_kind, required=True, example="employment"),
        Column("code", text(30), required=True, example="employed"),
        Column("started_on", day, required=True, empty=None, example="2026-05-18"),
        Column("ended_on", day, empty=None),
        detail("end_reason", 120),
        detail("detail", 200, "Strood Dairy Co-op"),
    )

    def look_up(self) -> None:
        super().look_up()
        self._codes = Codes()
        self._spans: dict[tuple, dict[tuple, tuple]] = defaultdict(dict)
        self._twins: set[tuple] = set()  # keys of which two are recorded, at two employers

    def known(self) -> Mapping[tuple, Fact]:
        known: dict[tuple, Fact] = {}
        for spell in self.facts_of_people(Spell):
            name = (spell.person_id, spell.kind, spell.code, spell.started_on)
            if name in known:
                self._twins.add(name)
            known[name] = spell
            self._spans[_one_at_a_time(*name[:3])][name] = (spell.started_on, spell.ended_on, None)
        return known

    def key_and_values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]] | None:
        person = self.people.get(row["crn"])
        if person is None:
            return None
        self._judge_words(row)
        self.not_after_today(row, "started_on")
        self.not_before_birth(row, person, "started_on")
        if row["ended_on"] and row["ended_on"] <= row["started_on"]:
            self.wrong(
                row, "ended_on", f"{row['ended_on']} must be after started_on: it is the first day without it"
            )
        key = {
            "person_id": person.pk,
            "kind": row["kind"],
            "code": row["code"],
            "started_on": row["started_on"],
        }
        name = tuple(key.values())
        if name in self._twins:
            self.wrong(row, "started_on", "two of this kind from this day are recorded; correct them by hand")
        spans = self._spans[_one_at_a_time(*name[:3])]
        known_end = spans[name][1] if name in spans and "ended_on" not in self.stated else None
        span = (row["started_on"], row["ended_on"] or known_end)
        is_known = name in spans and spans[name][:2] == span  # what stands already is not judged again
        spans[name] = (*span, None if is_known else row)
        return key, self.values(row, "ended_on", "end_reason", "detail")

    def _judge_words(self, row: Row) -> None:
        rules, code = spell_rules_of(row["kind"]), row["code"]
        codes = rules.codes or self._codes.in_use_on(row["started_on"])
        if code not in codes:
            self.wrong(row, "code", f"“{code}” is not one of {', '.join(sorted(codes))}")
        if row["end_reason"] and rules.end_reasons and row["end_reason"] not in rules.end_reasons:
            self.wrong(
                row, "end_reason", f"“{row['end_reason']}” is not one of {', '.join(rules.end_reasons)}"
            )

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to: datetime.date | None = None) -> None:
        """Ends that come sooner first, then those that come later, then new spells: no step overlaps with another."""
        sooner = [each for each in self.corrections if _ends_sooner(*each)]
        facts.correct(sooner, by=by, source=source)
        facts.correct([each for each in self.corrections if each not in sooner], by=by, source=source)
        facts.record(self.new, by=by, what="imported", source=source)
        catch_up(self.people_ids(), by=by, source=source)

    def judge_whole(self) -> None:
        for group, spans in self._spans.items():
            if group:
                self._judge_overlaps(sorted(spans.values(), key=lambda span: span[0]))

    def _judge_overlaps(self, spans: list[tuple]) -> None:
        """Spans in the order of their first days, each judged against the one before it that reaches furthest."""
        _, furthest, holder = spans[0]
        for start, end, row in spans[1:]:
            if furthest is None or start < furthest:
                self._overlap(row, holder)
            if furthest is not None and (end is None or end > furthest):
                furthest, holder = end, row

    def _overlap(self, row: Row | None, before: Row | None) -> None:
        """Name the later row; the earlier one where only that stands in the file, and once."""
        named = row or before
        if named is None or (row is None and named.line in self.problems):
            return
        which = f"line {before.line}" if row and before else "one that is recorded already"
        text = f"overlaps with {which}: only one at a time; give the first its ended_on"
        self.wrong(named, "started_on", text)


def _ends_sooner(spell: Any, moved: Mapping[str, Any]) -> bool:
    if moved.get("ended_on") is None:
        return False
    return spell.ended_on is None or moved["ended_on"] < spell.ended_on


def _one_at_a_time(person_id: int, kind: str, code: str) -> tuple:
    """Spells that share this may not overlap; an empty one says that overlapping is possible."""
    shared = {
        Overlap.ANY: (),
        Overlap.ONE: (person_id, kind),
        Overlap.ONE_OF_A_CODE: (person_id, kind, code),
    }
    return shared[spell_rules_of(kind).overlap]


NOT_BY_HAND = {"by_rule": False, "answered_by": None, "answered_at": None}


class CheckImport(AboutPeople):
    """The answer to a dated question; the key is person, check and day."""

    what, title, order, model = "checks", "Checks", 70, Check
    columns = (
        crn_column,
        Column("check", one_of(Check.Name.values), required=True, example="week_6"),
        Column("point_on", day, required=True, empty=None, example="2026-07-17"),
        Column("answer", one_of(Check.Answer.values), required=True, example="yes"),
        detail("reason", 200),
    )

    def known(self) -> Mapping[tuple, Fact]:
        return {(each.person_id, each.name, each.point_on): each for each in self.facts_of_people(Check)}

    def key_and_values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]] | None:
        person = self.people.get(row["crn"])
        if person is None:
            return None
        self.not_before_birth(row, person, "point_on")
        if row["answer"] in (Check.Answer.YES, Check.Answer.NO):
            self.not_after_today(row, "point_on")
        key = {"person_id": person.pk, "name": row["check"], "point_on": row["point_on"]}
        return key, {"answer": row["answer"]} | self.values(row, "reason")

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to: datetime.date | None = None) -> None:
        """What a file puts right is no longer the answer of whoever gave the former one."""
        self.corrections = [(check, values | NOT_BY_HAND) for check, values in self.corrections]
        super().write(by=by, source=source)
        catch_up(self.people_ids(), by=by, source=source)


IMPORTS = (SpellImport, CheckImport)

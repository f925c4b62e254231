"""Referrals straight into the state that the file gives them."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from foundation.intake.columns import Column, day, one_of, some_of, text
from foundation.intake.importers import CORRECTED, NEW, UNCHANGED, Row, in_batches
from foundation.intake.reference import by_name
from foundation.lifecycle import facts
from foundation.lifecycle.models import Event, Reason
from foundation.lifecycle.transitions import enter
from hubs.models import Hub
from people.imports import Known, NamesPeople, crn_column, detail

from ..clocks import DECISION
from ..models import Need, Referral, ReferralSource
from ..references import next_references
from ..states import LIVE, NeedKind
from ..states import ReferralState as S
from . import stages
from .consequences import Change, follow

Key = tuple[int, int, datetime.date]  # person, hub, day of submission


class ReferralImport(NamesPeople):
    """A referral; the key is person, hub and day of submission.

    Exempt from workflow guards, not from structure: dates in order, one open referral to a hub. A referral on which
    staff have worked here since its import is theirs: a row may say less than they know, not something else.
    """

    what, title, order = "referrals", "Referrals", 40
    columns = (
        crn_column,
        Column("hub", text(60), required=True, example="Chatham"),
        Column("source", text(80), required=True, example="Probation"),
        Column(
            "needs", some_of(NeedKind.values), required=True, empty=(), example="employment;accommodation"
        ),
        Column("submitted_on", day, required=True, empty=None, example="2026-05-04"),
        Column("consent_on", day, empty=None, example="2026-05-01"),
        Column("waiting_on", day, empty=None),
        Column("decided_on", day, empty=None, example="2026-05-08"),
        Column("decision", one_of(Referral.Decision.values), example="accepted"),
        Column("started_on", day, empty=None, example="2026-05-20"),
        Column("ended_on", day, empty=None),
        Column("ended_as", one_of(stages.ENDED)),
        detail("end_reason", 120),
    )
    references = {"hub": lambda: by_name(Hub), "source": lambda: by_name(ReferralSource)}

    def judge(self) -> None:
        self.find_people()
        self.changes: list[Change] = []
        self._seen: dict[Key, Row] = {}
        self._final: dict[Key, tuple[str, Row | None]] = {}
        self._reasons = {
            (each.list, each.reason): each
            for each in Reason.objects.filter(list__in={*stages.LIST_OF.values()}).order_by("-id")
        }
        self._fetch()
        for short, person in self.known_rows():
            row = self._filled(short, person)
            self._judge_row(row, person)
            if row.line not in self.problems:
                self._sort(row, person)
        self._judge_open()

    def _fetch(self) -> None:
        self._known: dict[Key, Referral] = {}
        self._needs: dict[int, list[Need]] = defaultdict(list)
        everyone = [person.pk for person in self.people.values()]
        sent = Referral.objects.exclude(state__in=[S.DRAFT, S.ENTERED_IN_ERROR]).order_by("id")
        for referral in in_batches(sent.select_related("reason"), "person_id", everyone):
            key = (referral.person_id, referral.hub_id, timezone.localdate(referral.submitted_at))
            self._known[key] = referral
            self._final[key] = (referral.state, None)
        ids = {referral.pk for referral in self._known.values()}
        for need in in_batches(Need.objects.all(), "referral_id", ids):
            self._needs[need.referral_id].append(need)
        events = Event.objects.filter(subject_type=Referral._meta.label_lower).order_by()
        moved_here = events.exclude(what__in=["imported", "corrected"]).values_list("subject_id", flat=True)
        self._worked_on = set(in_batches(moved_here, "subject_id", ids))

    def _filled(self, row: Row, person: Known) -> Row:
        """The row with what the referral says already in the columns that the file lacks: they take nothing away."""
        referral = self._known.get((person.pk, row["hub"].pk, row["submitted_on"]))
        if referral is None or referral.pk in self._worked_on:
            return row
        standing = stages.cells_of(referral)
        return Row(row.line, row.cells | {name: standing[name] for name in standing.keys() - self.stated})

    def _judge_row(self, row: Row, person: Known) -> None:
        if not row["needs"]:
            self.wrong(row, "needs", "is required")
        dates = ("submitted_on", "waiting_on", "decided_on", "started_on", "ended_on")
        self.not_after_today(row, "consent_on", *dates)
        self.not_before_birth(row, person, "consent_on", "submitted_on")
        self.in_order(row, *dates)
        for column, text_ in stages.contradictions(row, self._reasons):
            self.wrong(row, column, text_)

    def _sort(self, row: Row, person: Known) -> None:
        key = (person.pk, row["hub"].pk, row["submitted_on"])
        if first := self._seen.get(key):
            if any(row[column.name] != first[column.name] for column in self.columns):
                self.wrong(row, "row", f"says something else than line {first.line} with the same key")
            self.sort_as(row, UNCHANGED)
            return
        self._seen[key] = row
        values = stages.values_of(row, self._reasons)
        referral = self._known.get(key)
        if referral is None:
            self._add(row, key, values)
        elif referral.pk in self._worked_on:
            self._leave_to_staff(row, referral, values)
        else:
            self._correct(row, key, referral, values)

    def _add(self, row: Row, key: Key, values: dict[str, Any]) -> None:
        person_id, hub_id, submitted_on = key
        state = values.pop("state")
        referral = enter(
            Referral(
                person_id=person_id, hub_id=hub_id, drafted_at=values["submitted_at"],
                decision_due_on=DECISION.due_on(submitted_on), **values,
            ),
            state,
        )  # fmt: skip
        self._final[key] = (state, row)
        self.changes.append(
            Change(row, referral, is_new=True, moved={}, added=list(row["needs"]), dropped=[])
        )
        self.sort_as(row, NEW)

    def _correct(self, row: Row, key: Key, referral: Referral, values: dict[str, Any]) -> None:
        moved = stages.differing(referral, values)
        standing = {need.kind: need for need in self._needs[referral.pk]}
        wanted = set(row["needs"])
        added = [kind for kind in row["needs"] if kind not in standing or standing[kind].dropped_at]
        dropped = [need for kind, need in standing.items() if kind not in wanted and not need.dropped_at]
        self._final[key] = (values["state"], row)
        if not (moved or added or dropped):
            self.sort_as(row, UNCHANGED)
            return
        if moved:
            moved["version"] = referral.version + 1
        self.changes.append(Change(row, referral, is_new=False, moved=moved, added=added, dropped=dropped))
        self.sort_as(row, CORRECTED)

    def _leave_to_staff(self, row: Row, referral: Referral, values: dict[str, Any]) -> None:
        stated = {
            name: value for name, value in values.items() if value and name not in ("state", "explanation")
        }
        for name in stages.differing(referral, stated):
            column = {"reason_id": "end_reason"}.get(name, name.replace("_at", "_on"))
            self.wrong(
                row, column, f"differs from {referral.reference}, on which staff have worked; change it there"
            )
        self.sort_as(row, UNCHANGED)

    def _judge_open(self) -> None:
        """One open referral per person and hub, once the whole file is in (domain: Referral)."""
        open_at: dict[tuple[int, int], list[Row | None]] = defaultdict(list)
        for (person_id, hub_id, _), (state, row) in self._final.items():
            if state in LIVE:
                open_at[person_id, hub_id].append(row)
        for rows in open_at.values():
            if len(rows) > 1:
                for row in sorted((row for row in rows if row), key=lambda row: row.line)[
                    0 if None in rows else 1 :
                ]:
                    self.wrong(row, "hub", "would be a second open referral of this person to this hub")

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to: datetime.date | None = None) -> None:
        self._give_references()
        for change in self.changes:
            change.referral.imported_line = change.row.line  # type: ignore[attr-defined]
            if not change.is_new:
                change.former_start = change.referral.started_on
                change.former_decision = stages.day_of(change.referral.decided_at)
        moved = [(each.referral, each.moved) for each in self.changes if each.moved]
        # What closes goes first, so that a referral can open at the hub where another one ends in the same file.
        for closes in (True, False):
            layer = [pair for pair in moved if (pair[1].get("state", S.SUBMITTED) not in LIVE) is closes]
            facts.correct(layer, by=by, source=source)
        facts.record(
            [each.referral for each in self.changes if each.is_new], by=by, what="imported", source=source
        )
        self._write_needs(by=by, source=source)
        follow(self.changes, by=by, source=source)

    def _give_references(self) -> None:
        """New referrals are numbered within the year of their submission, in the order of the file."""
        new = [change for change in self.changes if change.is_new]
        years = Counter(change.row["submitted_on"].year for change in new)
        numbers = {year: iter(next_references(year, count)) for year, count in sorted(years.items())}
        for change in new:
            change.referral.reference = next(numbers[change.row["submitted_on"].year])

    def _write_needs(self, *, by: Any, source: Mapping[str, Any]) -> None:
        new, back, gone = [], [], []
        for change in self.changes:
            standing = {need.kind: need for need in self._needs.get(change.referral.pk, [])}
            for kind in change.added:
                need = standing.get(kind)
                if need is None:
                    need = Need(referral=change.referral, person_id=change.referral.person_id, kind=kind)
                    new.append(need)
                else:
                    back.append((need, {"dropped_at": None}))
                need.imported_line = change.row.line  # type: ignore[attr-defined]
            for need in change.dropped:
                need.imported_line = change.row.line  # type: ignore[attr-defined]
                gone.append((need, {"dropped_at": timezone.now()}))
        facts.record(new, by=by, what="imported", source=source)
        facts.correct([*back, *gone], by=by, source=source)

    def people_ids(self) -> set[int]:
        return {change.referral.person_id for change in self.changes}

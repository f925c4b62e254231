"""What became of people after release: work, homes, treatment."""

import datetime
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from pathways.models import Spell
from people.models import Person, Release, Supervision
from referrals.models import Need, Referral

from .index import DAY, REAL, Releases
from .known import day_of, key

WORK = ("employed", "self_employed", "apprenticeship")
RESET = datetime.date(2024, 5, 1)


class AfterRelease(Releases):
    """The answers of E, A and S1."""

    def employed_6_weeks(self):
        for row in self._once_a_day():
            yield self._placed(row, self._employed(row, "week_6", row.released_on + DAY * 42))

    def employed_6_months(self):
        for row in self._once_a_day():
            yield self._placed(row, self._employed(row, "month_6", row.released_on + relativedelta(months=6)))

    def _not_counted(self, row, point):
        """Why somebody is not asked about a day some time after the release."""
        if datetime.date(2024, 4, 1) <= row.released_on < RESET:
            return "excluded:before_series_break"
        if lost := self._lost(row, point - DAY):
            return lost
        if point > self.as_at:
            return "excluded:not_yet_followed"
        after = [each for each in self.by_person[Supervision][row.person_id] if each.started_on <= point
                 and (each.ended_on is None or each.ended_on > row.released_on)]  # fmt: skip
        standing = [each for each in after if each.ended_on is None or each.ended_on >= point]
        if not standing and (after or row.released_on >= RESET):
            return "excluded:not_supervised"
        return None

    def _employed(self, row, name, point):
        if why := self._not_counted(row, point):
            return why
        if self._unavailable(row.person_id, name, point):
            return "excluded:unavailable_for_work"
        if answer := self._answer(row.person_id, name, point):
            return {"yes": "event", "no": "non_event"}.get(answer, "excluded:out_of_scope")
        spells = self._covering(row.person_id, "employment", point)
        if any(spell.code in WORK for spell in spells):
            return "event"
        if not spells:
            return "unknown"
        last = max(spells, key=lambda spell: (spell.started_on, key(spell)))
        return "excluded:unavailable_for_work" if last.code == "unavailable" else "non_event"

    def settled_3_months(self):
        for row in self._once_a_day():
            yield self._placed(row, self._settled(row, row.released_on + relativedelta(months=3)))

    def _settled(self, row, point):
        if why := self._not_counted(row, point):
            return why
        if answer := self._answer(row.person_id, "month_3", point):
            return {"yes": "event", "no": "non_event"}.get(answer, "excluded:out_of_scope")
        homes = self._covering(row.person_id, "accommodation", point)
        if not homes:
            return "unknown"
        last = max(homes, key=lambda spell: (spell.started_on, key(spell)))
        return {"settled": "event", "unknown": "unknown"}.get(self.settledness[last.code], "non_event")

    def job_sustained(self):
        for jobs in self.by_person[Spell].values():
            begun = defaultdict(list)
            for job in jobs:
                if job.kind == "employment" and job.code in WORK and job.started_on <= self.as_at:
                    begun[job.started_on].append(job)
            for day, same in begun.items():
                person = same[0].person_id
                yield day, self.area(person, day), self.hub(person, day), self._kept(person, day)

    def _kept(self, person, start):
        point = start + DAY * 182
        for row in self.by_person[Release][person]:
            recall = row.kind in REAL and row.recalled_on
            if recall and recall <= self.as_at and start <= recall < point:
                return "excluded:recalled"
        died = self.died(person)
        if died and died < point:
            return "excluded:died"
        if point > self.as_at:
            return "excluded:not_yet_followed"
        if answer := self._answer(person, "week_26", point):
            return {"yes": "event", "no": "non_event"}.get(answer, "excluded:out_of_scope")
        days = (start + DAY * after for after in range(183))
        works = (any(job.code in WORK for job in self._covering(person, "employment", day)) for day in days)
        return "event" if all(works) else "non_event"

    def housed_on_release(self):
        for row in self._once_a_day():
            yield self._placed(row, self._housed(row))

    def _housed(self, row):
        night = row.released_on
        if lost := self._lost(row, night):
            return lost
        if night + DAY > self.as_at:
            return "excluded:not_yet_followed"
        answer = self._answer(row.person_id, "release_night", night)
        spells = self._covering(row.person_id, "accommodation", night)
        if not answer and spells:
            answer = self.housed[max(spells, key=lambda spell: (spell.started_on, key(spell))).code]
        return {"yes": "event", "no": "non_event", "out_of_scope": "excluded:out_of_scope"}.get(
            answer, "unknown"
        )

    def continuity_of_care(self):
        for row in self._once_a_day():
            born = self.by_person[Person][row.person_id]
            if (
                born
                and born[0].date_of_birth + relativedelta(years=18) <= row.released_on
                and self._in_need(row)
            ):
                yield self._placed(row, self._cared(row))

    def _in_need(self, row):
        day = row.released_on
        for referral in self.by_person[Referral][row.person_id]:
            if day_of(referral.submitted_at) > day or referral.state == "entered_in_error":
                continue
            for need in self.by_person[Need][row.person_id]:
                named = need.referral_id == key(referral) and need.kind == "substance"
                if named and (need.dropped_at is None or day_of(need.dropped_at) > day):
                    return True
        before = [day - DAY * back for back in range(1, 29)]
        return any(spell.code == "prison" for each in before for spell in
                   self._covering(row.person_id, "treatment", each))  # fmt: skip

    def _cared(self, row):
        last = row.released_on + DAY * 21
        if lost := self._lost(row, last):
            return lost
        if last > self.as_at:
            return "excluded:not_yet_followed"
        begun = [spell for spell in self.by_person[Spell][row.person_id]
                 if spell.code == "community_structured" and row.released_on <= spell.started_on <= last]  # fmt: skip
        return "event" if begun else "non_event"

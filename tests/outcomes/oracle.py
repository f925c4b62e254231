"""Every indicator again, in slow plain Python straight from the words of the rules, one person after another.

It shares nothing with `outcomes/` but the models. Each row comes out as (index day, area, hub, part).

Why one file: whoever doubts a figure reads the rules here in one go, without following an import.
"""

import datetime
from collections import Counter, defaultdict

from dateutil.relativedelta import relativedelta

from hubs.models import Booking, Induction, Session
from pathways.models import Spell
from people.models import Offence, Person, Release, Supervision
from referrals.models import HubContact, JointMeeting, Need, Referral
from tests.outcomes.known import day_of, key
from tests.outcomes.oracle_claims import Claims
from tests.outcomes.oracle_scores import Scores

DAY = datetime.timedelta(days=1)
REAL = ("licence", "end_of_sentence", "post_recall")
WORK = ("employed", "self_employed", "apprenticeship")
RESET = datetime.date(2024, 5, 1)


def same_day(release):
    return release.recalled_on is not None and release.recalled_on == release.released_on


class Oracle(Scores, Claims):
    """The answers that follow from everything known at one moment."""

    def __init__(self, as_at, known_at=None):
        super().__init__(as_at, known_at)
        self.answers = {}

    def parts(self, slug, member_of, family, start, end):
        """{part: rows} of an indicator with their index date from start to end, in places of a family."""
        if slug not in self.answers:
            self.answers[slug] = list(getattr(self, slug.replace("-", "_"))())
        return Counter(
            part
            for day, area, hub, part in self.answers[slug]
            if start <= day <= end and (hub if family == "hub" else area) in member_of
        )

    # --- referrals -----------------------------------------------------------------------------------------------

    def decided_in_time(self):
        for row in self.rows[Referral]:
            day = day_of(row.submitted_at)
            if day and day <= self.as_at:
                yield day, self.area(row.person_id, day), self.hub_then(row, day), self._decided(row)

    def _decided(self, row):
        if row.state == "entered_in_error":
            return "excluded:void"
        due = row.first_due_on if row.reconsidered_at else row.decision_due_on
        days = [
            day_of(moment) for moment in (row.first_decided_at or row.decided_at, row.waiting_at) if moment
        ]
        days = [day for day in days if day <= self.as_at]
        if days and due is None:
            return "unknown"
        if days:
            return "event" if min(days) <= due else "non_event"
        if row.state == "withdrawn" and row.ended_on <= self.as_at:
            return "excluded:withdrawn_before_decision"
        if due is None or due > self.as_at:
            return "excluded:not_yet_followed"
        return "non_event"

    def referral_started(self):
        for row in self.rows[Referral]:
            day = day_of(row.decided_at)
            if row.decision == "accepted" and day <= self.as_at:
                yield day, self.area(row.person_id, day), self.hub_then(row, day), self._started(row, day)

    def _started(self, row, accepted):
        if row.state == "entered_in_error":
            return "excluded:void"
        inside, released = self.custody(row.person_id, accepted)
        started = row.started_on if row.started_on and row.started_on <= self.as_at else None
        died = self.died(row.person_id)
        has_begun = released is not None or not inside
        closes = (released or accepted) + DAY * 28 if has_begun else None
        if started and (closes is None or started <= closes):
            return "event"
        if died and (closes is None or died <= closes):
            return "excluded:died"
        if closes is None:
            return "excluded:in_custody"
        return "excluded:not_yet_followed" if closes > self.as_at else "non_event"

    def custody(self, person, accepted):
        """Whether in custody on the day of acceptance, and the release from that stay so far."""
        rows = [row for row in self.by_person[Release][person] if row.kind in REAL]

        def last_recall(before):
            earlier = [row for row in rows if row.released_on and before(row.released_on)]
            earlier.sort(key=lambda row: (row.released_on, key(row)))
            recall = earlier[-1].recalled_on if earlier else None
            return recall if recall and recall <= self.as_at else None

        inside, out = False, []
        for row in rows:
            leaves = row.released_on or row.expected_on
            went_in = last_recall(lambda day, leaves=leaves: day < leaves) or row.received_on
            if went_in and went_in > accepted:
                continue
            if row.released_on is None or row.released_on > self.as_at:
                inside = True
            elif row.released_on > accepted:
                inside = True
                if not same_day(row):
                    out.append(row.released_on)
        recall = last_recall(lambda day: day <= accepted)
        return inside or bool(recall and recall <= accepted), min(out, default=None)

    def wait_to_first_attendance(self):
        for row in self.rows[Referral]:
            day = day_of(row.submitted_at)
            if day and day <= self.as_at:
                yield day, self.area(row.person_id, day), self.hub_then(row, day), self._waited(row)

    def _waited(self, row):
        if row.state == "entered_in_error":
            return "excluded:void"
        if row.state == "declined" and day_of(row.decided_at) <= self.as_at:
            return "excluded:declined"
        return "event" if self._wait(row)[1] else "non_event"

    def _wait(self, row):
        """(days, with attendance) of a referral."""
        submitted = day_of(row.submitted_at)
        hubs = {row.hub_id} | {transfer.from_hub_id for transfer in self.transfers[key(row)]}
        came = [day for day, hub in self._attended(row.person_id) if hub in hubs and submitted <= day]
        ends = [
            day for day in (row.ended_on, self.died(row.person_id), self.as_at) if day and day <= self.as_at
        ]
        end = max(min(ends), submitted)
        first = min(came, default=None)
        if first and first <= end:
            return (first - submitted).days, True
        return (end - submitted).days, False

    def _attended(self, person):
        """(day, hub) of every session the person came to."""
        for row in self.by_person[Booking][person]:
            session = self.sessions.get(row.session_id)
            held = session and session.state in ("recorded", "corrected") and row.state == "booked"
            if held and row.mark in ("attended", "late", "left_early") and row.held_on <= self.as_at:
                yield row.held_on, row.hub_id

    def waits(self, member_of, family, start, end):
        """{(days, with attendance): referrals} of those neither declined nor void."""
        found = Counter()
        for row in self.rows[Referral]:
            day = day_of(row.submitted_at)
            if (
                not day
                or not start <= day <= min(end, self.as_at)
                or self._waited(row).startswith("excluded")
            ):
                continue
            place = self.hub_then(row, day) if family == "hub" else self.area(row.person_id, day)
            if place in member_of:
                found[self._wait(row)] += 1
        return found

    # --- sessions ------------------------------------------------------------------------------------------------

    def attendance_rate(self):
        parts = {"attended": "event", "late": "event", "left_early": "event", "did_not_attend": "non_event",
                 "not_expected": "excluded:not_expected", "": "unknown"}  # fmt: skip
        for row in self.rows[Booking]:
            session = self.sessions.get(row.session_id)
            if not session or session.state not in ("recorded", "corrected") or row.state != "booked":
                continue
            if row.held_on <= self.as_at:
                part = "apart:walk_in" if row.walk_in else parts[row.mark]
                yield row.held_on, self.area(row.person_id, row.held_on), row.hub_id, part

    def hub_availability(self):
        came = Counter(
            row.session_id for row in self.rows[Booking]
            if row.state == "booked" and row.mark in ("attended", "late", "left_early")
        )  # fmt: skip
        for row in self.rows[Session]:
            held = row.state in ("recorded", "corrected") and row.held_on <= self.as_at
            if held and row.capacity is not None:
                used = came[key(row)]
                for part in ["event"] * used + ["non_event"] * (row.capacity - used):
                    yield row.held_on, self.area_of_hub.get(row.hub_id), row.hub_id, part

    # --- releases ------------------------------------------------------------------------------------------------

    def _releases(self, kinds=REAL):
        return [row for row in self.rows[Release]
                if row.released_on and row.released_on <= self.as_at and row.kind in kinds]  # fmt: skip

    def _placed(self, row, part):
        person, day = row.person_id, row.released_on
        return day, self.area(person, day), self.hub(person, day), part

    def _once_a_day(self):
        days = defaultdict(list)
        for row in self._releases():
            days[row.person_id, row.released_on].append(row)
        return [max(twins, key=lambda row: (not same_day(row), key(row))) for twins in days.values()]

    def _first_in_quarter(self):
        firsts = {}
        for row in sorted(self._releases(REAL[:2]), key=lambda row: (row.released_on, key(row))):
            if not same_day(row):
                quarter = (row.released_on.year, (row.released_on.month - 1) // 3)
                firsts.setdefault((row.person_id, quarter), row)
        return list(firsts.values())

    def _lost(self, row, last):
        """Recalled or died on or before the last day that matters."""
        if row.recalled_on and row.recalled_on <= min(last, self.as_at):
            return "excluded:recalled"
        died = self.died(row.person_id)
        return "excluded:died" if died and died <= last else None

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

    # --- through the gate ---------------------------------------------------------------------------------------

    def through_the_gate(self):
        for row in self._once_a_day():
            if self._accepted_before(row):
                yield self._placed(row, self._through(row))

    def _accepted_before(self, row):
        return any(
            referral.decision == "accepted" and referral.state != "entered_in_error"
            and day_of(referral.decided_at) < row.released_on
            and (referral.ended_on is None or referral.ended_on > row.released_on)
            for referral in self.by_person[Referral][row.person_id]
        )  # fmt: skip

    def _through(self, row):
        day, last = row.released_on, row.released_on + DAY * 28
        if lost := self._lost(row, last):
            return lost
        if last > self.as_at:
            return "excluded:not_yet_followed"
        before = [each.released_on for each in self._releases() if each.person_id == row.person_id
                  and each.released_on < day and not same_day(each)]  # fmt: skip
        since = max(before, default=datetime.date.min)
        met = any(meeting.prison_side and meeting.hub_side and since < meeting.held_on < day
                  for meeting in self.by_person[JointMeeting][row.person_id])  # fmt: skip
        days = [each.made_on for each in self.by_person[HubContact][row.person_id]]
        days += [each.inducted_on for each in self.by_person[Induction][row.person_id]]
        days += [each for each, _ in self._attended(row.person_id)]
        return "event" if met and any(day <= each <= last for each in days) else "non_event"

    # --- reoffending ---------------------------------------------------------------------------------------------

    def _matched(self, person):
        return all(row.pnc_matched for row in self.by_person[Person][person])

    def proven_reoffending(self):
        for row in self._first_in_quarter():
            yield self._placed(row, self._reoffended(row))

    def _reoffended(self, row):
        closes = row.released_on + relativedelta(months=18)
        if not self._matched(row.person_id):
            return "excluded:not_matched"
        if closes > self.as_at:
            return "excluded:not_yet_followed"
        for offence in self.by_person[Offence][row.person_id]:
            days = (offence.offence_on - row.released_on).days
            if 0 <= days <= 365 and offence.disposed_on and offence.disposed_on <= closes:
                return "event"
        return "non_event"

    def time_to_reoffence(self):
        for row in self._first_in_quarter():
            stop = self._stop(row)
            if not isinstance(stop, str):
                stop = "event" if stop[1] else "non_event"
            yield self._placed(row, stop)

    def _stop(self, row):
        """(day, with the event), or why somebody is left out."""
        if not self._matched(row.person_id):
            return "excluded:not_matched"
        ends = min(self.as_at, self.offences_to or self.as_at) - relativedelta(months=6)
        if row.released_on > ends:
            return "excluded:not_yet_followed"
        died = self.died(row.person_id)
        ends = max(min(ends, died), row.released_on) if died else ends
        proven = [offence for offence in self.by_person[Offence][row.person_id]
                  if offence.disposed_on and offence.disposed_on <= self.as_at]  # fmt: skip
        days = [offence.offence_on for offence in proven if offence.offence_on >= row.released_on]
        first = min(days, default=None)
        if first and first <= ends:
            return (first - row.released_on).days, True
        return (ends - row.released_on).days, False

    def stops(self, member_of, family, start, end):
        """{(day, with the event): people} of those followed."""
        if "stops" not in self.answers:
            self.answers["stops"] = [self._placed(row, self._stop(row)) for row in self._first_in_quarter()]
        return Counter(
            stop
            for day, area, hub, stop in self.answers["stops"]
            if start <= day <= end
            and (hub if family == "hub" else area) in member_of
            and not isinstance(stop, str)
        )

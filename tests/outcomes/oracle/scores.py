"""The indicators that compare two answers of one person, and treatment that ended: again in slow plain Python."""

import datetime

from hubs.models import Wellbeing
from pathways.models import OutcomesProfile, Spell

from .known import Known, key

DAY = datetime.timedelta(days=1)
FEWER_IS_BETTER = (
    "alcohol", "opiates", "crack", "cocaine", "amphetamines", "cannabis", "other", "tobacco", "injected", "shared",
    "shoplifting", "drug_selling", "theft", "assault", "housing_problem", "eviction_risk",
)  # fmt: skip
MORE_IS_BETTER = ("psychological", "physical", "quality_of_life", "paid_work", "volunteering", "education")


def moved(before, after, *, up):
    """The part of a pair: by how much it moved, and whether that is better."""
    if before is None or after is None:
        return "excluded:unpaired"
    change = int(after) - int(before)
    is_better = change > 0 if up else change < 0
    return f"{'event' if is_better else 'non_event'}:{change}"


class Scores(Known):
    """The answers of W1, S2 and S3."""

    # --- wellbeing -----------------------------------------------------------------------------------------------

    def wellbeing_change(self):
        return self._wellbeing("satisfied", up=True)

    def wellbeing_change_worthwhile(self):
        return self._wellbeing("worthwhile", up=True)

    def wellbeing_change_happy(self):
        return self._wellbeing("happy", up=True)

    def wellbeing_change_anxious(self):
        return self._wellbeing("anxious", up=False)

    def _wellbeing(self, question, *, up):
        for row in self.rows[Wellbeing]:
            day = row.asked_on
            if row.occasion != "induction" or day > self.as_at:
                continue
            here = [each for each in self.by_person[Wellbeing][row.person_id] if each.hub_id == row.hub_id]
            again = [each.asked_on for each in here if each.occasion == "induction" and each.asked_on > day]
            until = min([*again, datetime.date.max])
            reviews = [each for each in here if each.occasion == "review" and day < each.asked_on < until
                       and each.asked_on <= min(day + DAY * 120, self.as_at)]  # fmt: skip
            first = min(reviews, key=lambda each: each.asked_on, default=None)
            part = moved(getattr(row, question), first and getattr(first, question), up=up)
            yield day, self.area(row.person_id, day), row.hub_id, part

    # --- TOP forms -----------------------------------------------------------------------------------------------

    def _top(self, item, *, up):
        if not hasattr(self, "_compared"):
            self._compared = list(self._lasts())
        for placed, start, row in self._compared:
            yield *placed, moved(start and getattr(start, item), getattr(row, item), up=up)

    def _lasts(self):
        """Each last review or exit of a person's quarter, where it is, and the start it is compared with."""
        lasts = {}
        for row in sorted(self.rows[OutcomesProfile], key=lambda row: (row.taken_on, key(row))):
            if row.stage in ("review", "exit") and row.taken_on <= self.as_at:
                lasts[row.person_id, row.taken_on.year, (row.taken_on.month - 1) // 3] = row
        for row in lasts.values():
            person, day = row.person_id, row.taken_on
            yield (day, self.area(person, day), self.hub(person, day)), self._start_of(row), row

    def _start_of(self, row):
        forms = [
            each for each in self.by_person[OutcomesProfile][row.person_id] if each.taken_on < row.taken_on
        ]
        starts = sorted((each for each in forms if each.stage == "start"), key=lambda each: each.taken_on)
        if not starts or any(each.stage == "exit" and each.taken_on > starts[-1].taken_on for each in forms):
            return None
        return starts[-1]

    # --- treatment -----------------------------------------------------------------------------------------------

    def treatment_completed(self):
        for row in self.rows[Spell]:
            day = row.ended_on
            if row.kind == "treatment" and day and day <= self.as_at:
                part = {"free_of_dependence": "event", "": "unknown"}.get(row.end_reason, "non_event")
                yield day, self.area(row.person_id, day), self.hub(row.person_id, day), part


def _add(item, *, up):
    name = "top_change" if item == "quality_of_life" else f"top_change_{item}"
    setattr(Scores, name, lambda self: self._top(item, up=up))


for _item in FEWER_IS_BETTER:
    _add(_item, up=False)
for _item in MORE_IS_BETTER:
    _add(_item, up=True)

"""What the answers of a TOP form may be; asked by the form, by the action and by the model alike. (domain: Pathways)"""

from collections.abc import Mapping
from typing import Any

from .items import BY_SLUG, DAYS_IN_A_WEEK, ITEMS, OTHER_NAMED, Item, Measure

Faults = dict[str, str]


def faults_of(answers: Mapping[str, Any]) -> Faults:
    """What is wrong with the answers, by column; a column that is missing is a question not answered."""
    faults: Faults = {}
    for item in ITEMS:
        faults |= _faults_of_days(item, answers) if item.is_days else _faults_of_answer(item, answers)
        faults |= _faults_of_average(item, answers)
    if answers.get("other") and not str(answers.get(OTHER_NAMED) or "").strip():
        faults[OTHER_NAMED] = "Name the other substance."
    return faults


def with_totals(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with the total of each item whose four weeks are given and whose total is not."""
    found = dict(answers)
    for item in ITEMS:
        days = [answers.get(week) for week in item.weeks]
        if days and found.get(item.slug) is None and all(_is_whole(day) for day in days):
            found[item.slug] = sum(days)
    return found


def _faults_of_days(item: Item, answers: Mapping[str, Any]) -> Faults:
    days: dict[str, Any] = {week: answers.get(week) for week in item.weeks}
    total = answers.get(item.slug)
    off = [week for week, day in days.items() if day is not None and not _is_in(day, DAYS_IN_A_WEEK)]
    if off:
        return {off[0]: f"{item.label}: each week has 0 to {DAYS_IN_A_WEEK} days."}
    missing = [week for week, day in days.items() if day is None]
    if 0 < len(missing) < len(days):
        return {missing[0]: f"{item.label}: enter all four weeks, 0 for a week without a day."}
    if missing:
        return {} if total is None else {missing[0]: f"{item.label}: enter the days of each week too."}
    added = sum(days.values())
    if total != added:
        said = "no total is given" if total is None else f"the total says {total}"
        return {item.slug: f"{item.label}: the four weeks add up to {added}, and {said}."}
    return {}


def _faults_of_answer(item: Item, answers: Mapping[str, Any]) -> Faults:
    answer = answers.get(item.slug)
    if answer is None:
        return {}
    if item.measure is Measure.YES_NO:
        return {} if isinstance(answer, bool) else {item.slug: f"{item.label}: answer yes or no."}
    return (
        {} if _is_in(answer, item.highest) else {item.slug: f"{item.label}: answer from 0 to {item.highest}."}
    )


def _faults_of_average(item: Item, answers: Mapping[str, Any]) -> Faults:
    average = answers.get(item.average) if item.average else None
    if average is None:
        return {}
    if average < 0:
        return {item.average: f"{item.label}: an amount is 0 or more."}
    if not answers.get(item.slug):
        return {item.average: f"{item.label}: an average is of the days it was used; enter those days first."}
    return {}


def is_answered(slug: str, answers: Mapping[str, Any]) -> bool:
    """Whether a question was answered: zero and no are answers."""
    return answers.get(BY_SLUG[slug].slug) is not None


def _is_whole(answer: Any) -> bool:
    return isinstance(answer, int) and not isinstance(answer, bool)


def _is_in(answer: Any, highest: int) -> bool:
    return _is_whole(answer) and 0 <= answer <= highest

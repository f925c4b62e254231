"""Entering the strategic assessment by hand, and putting it right (outcomes: section 5)."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from foundation.accounts import access as accounts
from foundation.accounts.access import NotYou
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.meanwhile import ask_whether_unchanged
from foundation.lifecycle.transitions import Refused

from .. import access
from ..models import AssessmentFigure, Partnership, SurveyAnswer
from . import rules
from .years import year_label

Row = TypeVar("Row", AssessmentFigure, SurveyAnswer)
FIGURE_KEY = ("theme", "title", "year")
ANSWER_KEY = ("survey", "year", "question", "answer")


class Unfit(ValueError):
    """What cannot be entered. `.problems` says why, by field."""

    def __init__(self, problems: rules.Problems) -> None:
        self.problems = problems
        super().__init__("; ".join(problems.values()))


@transaction.atomic
def enter_figure(partnership: Partnership, *, by: User, **said: Any) -> AssessmentFigure:
    """Enter the figure of a year under a theme. Sent twice it is one.

    said: the model's own fields. Raises NotYou, Unfit, and Refused where there is another figure of that year.
    """
    ask_who_keeps(by, partnership)
    given = _trimmed(said)
    _insist(_year(given) | rules.of_figure(given, units_of_series(partnership, given)))
    return _enter(AssessmentFigure(partnership=partnership, **given), FIGURE_KEY, by)


@transaction.atomic
def correct_figure(figure: AssessmentFigure, *, by: User, seen_as: str = "", **said: Any) -> AssessmentFigure:
    """Put a figure right; what it said is kept. seen_as: the version that `by` had read.

    Raises as `enter_figure`, and ChangedMeanwhile.
    """
    ask_who_keeps(by, figure.partnership)
    given = _trimmed(said)
    units = units_of_series(figure.partnership, given, but=figure)
    _insist(_year(given) | rules.of_figure(given, units))
    return _correct(AssessmentFigure.objects.select_for_update().get(pk=figure.pk), given, by, seen_as)


@transaction.atomic
def enter_answer(partnership: Partnership, *, by: User, **said: Any) -> SurveyAnswer:
    """Enter the share of one answer to one question of a survey. Raises as `enter_figure`."""
    ask_who_keeps(by, partnership)
    given = _trimmed(said)
    _insist(_year(given) | rules.of_answer(given))
    return _enter(SurveyAnswer(partnership=partnership, **given), ANSWER_KEY, by)


@transaction.atomic
def correct_answer(row: SurveyAnswer, *, by: User, seen_as: str = "", **said: Any) -> SurveyAnswer:
    """Put an answer's share right; what it said is kept. Raises as `correct_figure`."""
    ask_who_keeps(by, row.partnership)
    given = _trimmed(said)
    _insist(_year(given) | rules.of_answer(given))
    return _correct(SurveyAnswer.objects.select_for_update().get(pk=row.pk), given, by, seen_as)


def ask_who_keeps(by: User, partnership: Partnership) -> None:
    """Raises NotYou for anybody but an officer of the partnership."""
    accounts.ask(by, Permission.KEEP_PLAN)
    if not access.is_officer_of(by, partnership):
        raise NotYou("Only an officer of the partnership keeps its assessment.")


def units_of_series(
    partnership: Partnership, given: Mapping[str, Any], but: AssessmentFigure | None = None
) -> frozenset[str]:
    """The units that the same figure has in other years."""
    others = AssessmentFigure.objects.filter(
        partnership=partnership, theme=given["theme"], title=given["title"]
    )
    others = others.exclude(year=given["year"])
    if but is not None:
        others = others.exclude(pk=but.pk)
    return frozenset(others.values_list("unit", flat=True))


def _year(given: dict[str, Any]) -> rules.Problems:
    try:
        given["year"] = year_label(given["year"])
    except ValueError as wrong:
        return {"year": f"{wrong}."}
    return {}


def _trimmed(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}


def _insist(problems: rules.Problems) -> None:
    if problems:
        raise Unfit(problems)


def _enter(row: Row, key: tuple[str, ...], by: User) -> Row:
    same_key = {name: getattr(row, name) for name in ("partnership", *key)}
    standing = type(row).objects.filter(**same_key).first()
    if standing and _said(standing) == _said(row):
        return standing
    try:
        with transaction.atomic():
            return facts.record([row], by=by, what="entered")[0]
    except IntegrityError as taken:
        raise Refused(
            "This is entered already for that year. Open it in the list, and put it right."
        ) from taken


def _correct(standing: Row, given: dict[str, Any], by: User, seen_as: str) -> Row:
    """The same twice changes nothing, whoever reads which version."""
    if any(getattr(standing, name) != value for name, value in given.items()):
        ask_whether_unchanged(standing, seen_as)
        try:
            with transaction.atomic():
                facts.correct([(standing, given)], by=by)
        except IntegrityError as taken:
            raise Refused("There is another row of that name and year. Put that one right.") from taken
    return standing


def _said(row: Row) -> dict[str, Any]:
    kept = {"id", "recorded_at", "superseded_at", "version_of"}
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in kept
    }

"""Quarterly returns and improvement actions: who opens which address.

A partner writes for itself, and its officers decide; partners and officers read each other's actions, and partners
alone act on their own.
"""

from typing import Any

from tests.factories.partnership import (
    RATED,
    ImprovementActionFactory,
    MeasureFactory,
    PlanFactory,
    PriorityFactory,
    ReturnFactory,
)

from ..actors import OFFICERS, PARTNERS, both, elsewhere
from ..rows import ACT, FORM, Kwargs, Row, of

WRITES_OR_DECIDES = PARTNERS | OFFICERS


def _of_line(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["open_return"].uuid, "measure": things["rated_measure"].uuid}


def _by_partner(kwargs: Kwargs, **more: Any) -> Row:
    return Row(PARTNERS, elsewhere(PARTNERS), kwargs, **more)


ROWS: dict[str, Row] = {
    "return_list": Row(both(WRITES_OR_DECIDES)),
    "return_detail": Row(WRITES_OR_DECIDES, elsewhere(WRITES_OR_DECIDES), of("open_return")),
    "return_line": _by_partner(_of_line, post=FORM),
    "return_words": _by_partner(of("open_return"), post=FORM),
    "return_submit": _by_partner(of("open_return"), get=None, post=ACT),
    "return_accept": Row(OFFICERS, elsewhere(OFFICERS), of("submitted_return"), get=None, post=ACT),
    "return_send_back": Row(OFFICERS, elsewhere(OFFICERS), of("submitted_return"), post=FORM),
    "return_withdraw": Row(OFFICERS, elsewhere(OFFICERS), of("open_return"), post=FORM),
    "improvement_list": Row(both(WRITES_OR_DECIDES)),
    "improvement_add": _by_partner(of("rated_measure"), post=FORM),
    "improvement_detail": Row(WRITES_OR_DECIDES, elsewhere(WRITES_OR_DECIDES), of("improvement")),
    "improvement_begin": _by_partner(of("improvement"), get=None, post=ACT),
    "improvement_report": _by_partner(of("improvement"), post=FORM),
    "improvement_close": _by_partner(of("improvement"), post=FORM),
    "improvement_supersede": _by_partner(of("improvement"), post=FORM),
}


def things(world: Any) -> dict[str, Any]:
    """What these addresses are asked about: a plan of long ago, so that others have room for theirs."""
    partner = world.things["partner_of_it"]
    days = {"begins_on": "2001-04-01", "ends_on": "2004-03-31"}
    plan = PlanFactory(partnership=partner.partnership, state="adopted", **days)
    measure = MeasureFactory(priority=PriorityFactory(plan=plan), owner=partner)
    of_partner = {"partner": partner, "plan": plan, "lines": [{"measure": measure, **RATED}]}
    return {
        "rated_measure": measure,
        "open_return": ReturnFactory(**of_partner, period="2003-Q1"),
        "submitted_return": ReturnFactory(**of_partner, period="2003-Q2", state="submitted"),
        "improvement": ImprovementActionFactory(measure=measure, partner=partner),
    }

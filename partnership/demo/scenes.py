"""The Medway partnership of the demo, acted out by the product's own actions: a plan with published figures behind it,
returns, actions, scrutiny with its question about staffing, and a published pack.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from foundation.accounts.models import OutgoingMail, User
from foundation.lifecycle.transitions import Refused
from journeys.demo.staff import PASSWORD
from journeys.demo.world import World
from outcomes.periods import Period, quarter_with, year_of
from outcomes.places import place_named
from outcomes.publishing import actions as publishing
from outcomes.publishing.months import last_month_end

from ..figures import entering
from ..improving import actions as improving
from ..improving.actions import Planned as PlannedAction
from ..models import ImprovementAction, Measure, Meeting, Partner, Partnership, Return
from ..packs import actions as packs
from ..plans import actions as plans
from ..plans import partners as founding
from ..plans import priorities
from ..returns import actions as returns
from ..returns.agreed import said_of_lines
from ..returns.computed import computed_of
from ..returns.opening import open_returns
from ..scrutiny import asking, meetings, recommending, responding
from ..states import Rating, asks_why
from .assessing import assess
from .people import MEDWAY, MEMBERS, OFFICERS, PARTNERS, put_into, team, writer
from .plan import PRIORITIES, PURPOSE, Planned

FIRST, LAST = datetime.date(2024, 4, 1), datetime.date(2027, 3, 31)
REPORTED = 3  # quarters of which the demo publishes the report
WORDS = "A quarter with fewer staff than we wanted; what we changed because of it will stay."
TREATMENT = (
    "How many who leave prison with a treatment need are seen within three weeks, and where are they not?"
)
HELPS = {
    "Medway Council": "A second support worker for people who ask for help",
    "Kent Police": "Two more wardens on the streets in the evening",
}
BEHIND = {
    Rating.TARGET_MET: "What was agreed is in place and holds.",
    Rating.FLOOR_MET: "It moves, but slowly: two posts were empty for most of the quarter.",
    Rating.FLOOR_MISSED: "Landlords left and no others were found; we say below what we do about it.",
    Rating.INSUFFICIENT: "Too few people so far, or too early: it is said as soon as it can be.",
}


@dataclass
class Cast:
    """Who plays, and what they play in."""

    world: World
    partnership: Partnership
    officer: User
    member: User
    writers: dict[str, User]

    @property
    def partners(self) -> dict[str, Partner]:
        return {partner.name: partner for partner in self.partnership.partners.all()}


def act(world: World) -> None:
    """Found the partnership and play every scene. The mails that it would send are taken out again."""
    cast = _found(world)
    _adopt(cast)
    _publish_reports(cast)
    _enter_figures(cast)
    assess(cast.partnership, by=cast.officer, last=_last_year(world.today))
    for quarter in _last_quarters(world.today, 2):
        _return(cast, quarter)
    _scrutinise(cast)
    _pack(cast)
    OutgoingMail.objects.all().delete()


def _found(world: World) -> Cast:
    officer, member = world.staff["Patrick Quillan"], world.staff["Leon Harbottle"]
    partnership = founding.found(
        by=world.staff["Sunita Rowe"], name="Medway Community Safety Partnership", area=world.areas["Medway"],
        team=put_into(team(MEDWAY, OFFICERS), officer), scrutiny=put_into(team(MEDWAY, MEMBERS), member),
    )  # fmt: skip
    password, writers = make_password(PASSWORD), {}
    for name, (kind, writes) in PARTNERS.items():
        own = None
        if writes:
            own = team(writes[0], f"{name}: returns")
            writers[name] = world.staff.get(writes[1]) or writer(writes[1], own.organisation, password)
            put_into(own, writers[name])
        founding.put_partner(partnership, by=officer, name=name, kind=kind, team=own, joined_on=FIRST)
    return Cast(world, partnership, officer, member, writers)


def _adopt(cast: Cast) -> None:
    """A plan with its four priorities, adopted; then a target that was raised, with why."""
    said = {
        "title": "Community Safety Plan 2024 to 2027",
        "begins_on": FIRST,
        "ends_on": LAST,
        "purpose": PURPOSE,
    }
    plan = plans.draft(cast.partnership, by=cast.officer, **said)
    for title, (why, measures) in PRIORITIES.items():
        priority = priorities.put_priority(plan, by=cast.officer, title=title, why=why)
        for planned in measures:
            plans.add_measure(priority, by=cast.officer, **_measure(cast, planned))
    plans.adopt(plan, by=cast.officer, on=FIRST)
    housed = Measure.objects.get(title="In settled accommodation after 3 months")
    plans.change_measure(housed, by=cast.officer, target=Decimal("0.55"))
    plans.adopt(plan, by=cast.officer, why="The council agreed to more places for people leaving prison.")


def _measure(cast: Cast, planned: Planned) -> dict[str, object]:
    unit, good = planned.entered
    said = {
        "title": planned.title, "owner": cast.partners[planned.owner], "frequency": planned.frequency,
        "target": Decimal(planned.target) if planned.target else None,
        "floor": Decimal(planned.floor) if planned.floor else None,
        "baseline": Decimal(planned.baseline) if planned.baseline else None,
        "baseline_period": "2023/24" if planned.baseline else "",
    }  # fmt: skip
    if not unit:
        return said | {"indicator": planned.what}
    return said | {"definition": planned.what, "unit": unit, "good": good}


def _last_quarters(today: datetime.date, number: int) -> list[Period]:
    """The quarters that ended last, the oldest first."""
    found, day = [], quarter_with(today).starts_on
    for _ in range(number):
        found.append(quarter_with(day - datetime.timedelta(days=1)))
        day = found[-1].starts_on
    return found[::-1]


def _last_year(today: datetime.date) -> Period:
    """The financial year that ended last."""
    return year_of(quarter_with(year_of(quarter_with(today)).starts_on - datetime.timedelta(days=1)))


def _publish_reports(cast: Cast) -> None:
    """Reports of the area for the last quarters and the last financial year, as a commissioner publishes them."""
    by, today = cast.world.staff["Claire Tidewell"], cast.world.today
    for period in (*_last_quarters(today, REPORTED), _last_year(today)):
        draft = publishing.begin(
            place_named("area", "Medway"), period, as_at=last_month_end(today), by=by, at_once=True
        )
        publishing.work_out.call(draft.pk)
        draft.refresh_from_db()
        try:
            publishing.publish(draft, by=by)
        except Refused:
            publishing.discard(draft, by=by)  # too few people in a small demo: nothing would be left to show


def _enter_figures(cast: Cast) -> None:
    for _, measures in PRIORITIES.values():
        for planned in measures:
            measure = Measure.objects.get(title=planned.title)
            by = cast.writers.get(planned.owner)
            if by is None:
                continue
            quarters = _last_quarters(cast.world.today, len(planned.figures))
            for quarter, figure in zip(quarters, planned.figures, strict=True):
                entering.enter(
                    measure, by=by, period=quarter.label, value=Decimal(figure),
                    source=f"{planned.owner}, quarterly figures (invented)",
                )  # fmt: skip


def _return(cast: Cast, quarter: Period) -> None:
    """Each partner that writes fills in its return; the older ones are accepted, of the newest one is, one waits and
    two are open, and one partner has nobody who writes.
    """
    open_returns(quarter)
    is_newest = quarter == _last_quarters(cast.world.today, 1)[0]
    for name, by in cast.writers.items():
        quarterly = Return.objects.filter(partner=cast.partners[name], period=quarter.label).first()
        if quarterly is None or (is_newest and name in ("NHS Kent and Medway", "Medway Council")):
            continue
        submitted = _fill_in(cast, quarterly, quarter, by)
        if not is_newest or name == "Probation Service, Kent":
            returns.accept(submitted, by=cast.officer)


def _fill_in(cast: Cast, quarterly: Return, quarter: Period, by: User) -> Return:
    lines = list(quarterly.lines.select_related("measure__priority__plan", "measure__owner", "of__partner"))
    computed = computed_of(lines, said_of_lines(quarterly, lines), quarter)
    for line in lines:
        found = Rating(computed[line.measure_id].rating)
        own = Rating.FLOOR_MET if found == Rating.INSUFFICIENT else found
        why = "What the teams count for themselves points there." if asks_why(own, found) else ""
        returns.write_line(line, by=by, own_rating=own, behind=BEHIND[found], why_above=why)
        if found in (Rating.FLOOR_MET, Rating.FLOOR_MISSED) and not _has_action(
            line.measure, quarterly.partner
        ):
            improving.add(
                line.measure,
                quarterly.partner,
                by=by,
                planned=_planned(quarterly.partner.name, cast.world.today),
            )
    for action in (
        ImprovementAction.objects.of_partner(quarterly.partner).still_open().exclude(raised_in=quarterly)
    ):
        improving.report(
            action, by=by, words="The post is filled since the summer.", evidence="Staff list, September"
        )
    returns.write_words(quarterly, by=by, words=WORDS)
    return returns.submit(quarterly, by=by)


def _has_action(measure: Measure, partner: Partner) -> bool:
    return ImprovementAction.objects.of_partner(partner).still_open().filter(measure=measure).exists()


def _planned(partner: str, today: datetime.date) -> PlannedAction:
    return PlannedAction(
        what=HELPS.get(partner, "A second officer who meets people at the gate"), owner="Head of service",
        due_on=today + datetime.timedelta(days=90), resource="One post for a year",
        expected_effect="Five more in a hundred by next spring",
    )  # fmt: skip


def _scrutinise(cast: Cast) -> None:
    """A meeting, the question about staffing and the next inspection with its written response, and one that waits."""
    partners, today = cast.partners, cast.world.today
    came = {
        partner: meetings.Came(attended=False, apology="Nobody was free")
        if name == "NHS Kent and Medway"
        else meetings.Came(attended=True, who="Head of service")
        for name, partner in partners.items()
    }
    held_on = today - datetime.timedelta(days=60)
    meeting = meetings.record_meeting(
        cast.partnership,
        by=cast.officer,
        title="Overview and scrutiny committee",
        held_on=held_on,
        attendance=came,
    )
    _ask_about_staffing(cast, partners["Probation Service, Kent"], meeting)
    asking.ask_partner(
        partners["NHS Kent and Medway"], by=cast.member,
        text=TREATMENT,
    )  # fmt: skip
    recommendation = recommending.recommend(
        meeting, partners["Medway Council"], by=cast.officer, due_on=today + datetime.timedelta(days=30),
        text="Tell the committee every quarter how many people leave prison without an address, and what was tried.",
    )  # fmt: skip
    recommending.answer_it(
        recommendation,
        by=cast.writers["Medway Council"],
        accepts=True,
        answer="From the next quarter, with the return.",
    )


def _ask_about_staffing(cast: Cast, probation: Partner, meeting: Meeting) -> None:
    question = asking.ask_partner(
        probation, by=cast.officer, asked_for="Overview and scrutiny committee", meeting=meeting,
        text="What share of the posts of the probation service is filled, and when is its next inspection?",
    )  # fmt: skip
    responding.answer(
        question, by=cast.writers[probation.name],
        response="77 % of the posts are filled (invented for this demo). The inspectorate has announced its next "
        "inspection for the coming spring; we will send the committee its report.",
    )  # fmt: skip
    responding.approve(question, by=cast.officer)
    responding.publish(question, by=cast.officer)


def _pack(cast: Cast) -> None:
    """The pack of the last financial year, published; the last quarter's is left for somebody to build."""
    for period in (_last_year(cast.world.today), *_last_quarters(cast.world.today, 1)):
        packs.publish(packs.build(cast.partnership, period=period, by=cast.officer), by=cast.officer)

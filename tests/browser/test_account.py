"""Journey 8: a report is published, a partner answers for what it says, a member asks and is answered in writing, and
everybody reads the pack of all that, which says so when the report behind it is taken back.
"""

import pytest
import time_machine

from outcomes.periods import period
from outcomes.publishing import actions as publishing
from partnership.returns.opening import open_returns
from partnership.states import Rating
from tests.factories.accounts import UserFactory
from tests.factories.outcomes import SnapshotFactory
from tests.factories.partnership import (
    EnteredFigureFactory,
    MeasureFactory,
    PartnerFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    adopt_anew,
    officer_of,
    scrutineer_of,
    writer_of,
)
from tests.factories.people import AreaFactory, OffenceCoverageFactory
from tests.outcomes.crowd import released_together

from . import accounting as at
from .accounting import HOUSED, INCIDENTS
from .desks import PHONE

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]
QUARTER, AS_AT = period("2025-Q1"), "2025-04-30"
IN_MARCH = "2025-03-20T12:00:00+00:00"
IN_MAY = "2025-05-06T12:00:00+00:00"  # after the first month-end at which the quarter is known


@pytest.fixture
def clock():
    with time_machine.travel(IN_MAY, tick=True) as traveller:
        yield traveller


@pytest.fixture
def council(clock):
    """A partner that owns two measures of Medway's plan: one of reports, and one that it enters, which is red."""
    partnership = PartnershipFactory(name="Medway CSP", slug="medway", area=AreaFactory(name="Medway"))
    priority = PriorityFactory(plan=PlanFactory(partnership=partnership, state="adopted"))
    of_plan = {"priority": priority, "owner": PartnerFactory(partnership=partnership, name="Medway Council")}
    MeasureFactory(**of_plan, title=HOUSED, target="0.5", floor="0.3")
    incidents = MeasureFactory(**of_plan, title=INCIDENTS, entered=True, target=100, floor=150)
    EnteredFigureFactory(measure=incidents, period=QUARTER.label, value=180)
    adopt_anew(priority.plan)
    return of_plan["owner"]


@pytest.fixture
def draft(council):
    """The report of Medway's quarter as its commissioner finds it: of 100 people released, 40 were housed."""
    OffenceCoverageFactory(covers_to=AS_AT)
    released_together(council.partnership.area, 100, housed=40, homeless=60, on=QUARTER.starts_on)
    asked = SnapshotFactory(place="Medway", period=QUARTER.label, as_at=AS_AT)
    publishing.work_out.call(asked.pk)
    return asked


def test_from_a_published_report_to_a_pack_that_everybody_reads(desk, council, draft, clock):
    clock.move_to(IN_MARCH)
    member = desk(scrutineer_of(council.partnership), viewport=PHONE)
    at.ask(member, council.name)
    at.answer(desk(writer_of(council), viewport=PHONE))
    at.reads_no_response(member)
    at.approve_and_publish(desk(officer_of(council.partnership), viewport=PHONE))
    at.reads_response(member)

    clock.move_to(IN_MAY)
    commissioner, officer = desk(UserFactory(role="commissioner")), desk(officer_of(council.partnership))
    at.publish(commissioner, draft)
    at.measure_has_its_figure(officer)

    open_returns(QUARTER)
    writer = at.signed_in(desk(), writer_of(council))
    at.find_return(writer)
    at.rate(writer, HOUSED, Rating.TARGET_MET)
    at.rate(writer, INCIDENTS, Rating.FLOOR_MISSED)
    at.cannot_be_submitted(writer)
    at.plan_action(writer)
    at.give_reason(writer)
    at.submit(writer)
    at.accept(officer)

    at.build_and_publish(officer)
    public = desk()
    at.read_partnership(public)
    at.read_pack(public)
    at.files_agree(public)
    at.withdraw_report(commissioner, draft)
    at.reads_that_it_was_withdrawn(public)

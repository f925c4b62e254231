"""Who may write for a partner, from when, and until when."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.lifecycle import running
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import Refused
from outcomes.periods import quarter
from partnership.clocks import ACTION, RECOMMENDATION, RESPONSE, RETURN
from partnership.improving import following as improving
from partnership.models import Partner, Partnership, Return
from partnership.plans import partners
from partnership.returns import actions as returns
from partnership.returns import opening
from partnership.returns.lateness import lateness_of
from partnership.returns.opening import open_returns
from partnership.scrutiny import following as scrutiny
from partnership.scrutiny import notices
from tests.factories.accounts import OrganisationFactory, TeamFactory
from tests.factories.partnership import (
    CouncilTeamFactory,
    PartnerFactory,
    PartnershipFactory,
    QuestionFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db
LATE_SINCE, IN_TIME = datetime.date(2025, 4, 10), datetime.date(2025, 4, 24)
AGAIN = datetime.date(2025, 5, 15)  # 20 working days after 14 April, over Easter and a bank holiday


def put(scene, **more):
    said = {"name": "Kent Police", "kind": "police", "team": None, "joined_on": datetime.date(2024, 4, 1)}
    return partners.put_partner(scene.partnership, by=scene.users["officer"], **said | more)


def said_again(partner, **more):
    names = ("name", "kind", "team", "joined_on", "left_on")
    return {"of": partner, **{name: getattr(partner, name) for name in names}, **more}


def of_kind(kind):
    return TeamFactory(organisation=OrganisationFactory(kind=kind))


@pytest.mark.parametrize(
    ("kind", "organisation", "may"),
    [
        ("police", "partner", True),
        ("police", "probation", False),
        ("council", "partner_service", False),
        ("probation", "probation", True),
        ("health", "partner_service", True),
        ("other", "provider", False),
        ("other", "operator", False),
    ],
)
def test_a_team_is_of_a_kind_of_organisation_that_fits_the_partner(scene, kind, organisation, may):
    team = of_kind(organisation)
    if may:
        assert put(scene, kind=kind, team=team).team == team
    else:
        with pytest.raises(Refused, match="cannot write for this partner"):
            put(scene, kind=kind, team=team)


def test_no_team_of_officers_of_a_committee_or_of_a_neighbours_council_writes_for_a_partner(scene):
    neighbour = PartnershipFactory(area__name="Leeds")
    council = TeamFactory(organisation=neighbour.team.organisation)
    for team in (
        scene.partnership.team,
        scene.partnership.scrutiny,
        neighbour.team,
        neighbour.scrutiny,
        council,
    ):
        with pytest.raises(Refused, match="cannot write for this partner"):
            put(scene, team=team)
    own = TeamFactory(organisation=scene.partnership.team.organisation)
    assert put(scene, kind="council", team=own).team == own


def test_the_database_keeps_the_two_sides_apart(scene):
    refused = (
        lambda: PartnerFactory(partnership=scene.partnership, team=scene.partnership.scrutiny),
        lambda: Partner.objects.filter(pk=scene.partner.pk).update(team=scene.partnership.team),
        lambda: PartnershipFactory(area__name="Leeds", team=scene.partner.team),
        lambda: Partnership.objects.filter(pk=scene.partnership.pk).update(scrutiny=scene.partner.team),
    )
    for write in refused:
        with pytest.raises(IntegrityError, match="neither keeps a plan"), transaction.atomic():
            write()


def test_the_second_of_two_officers_reads_what_the_first_said_of_a_partner(scene):
    partner = put(scene)
    seen = partner.seen_as
    put(scene, **said_again(partner, name="Police of Kent"))
    with pytest.raises(ChangedMeanwhile):
        put(scene, **said_again(partner, kind="other", seen_as=seen))


def test_a_partner_that_left_enters_nothing_and_finds_nothing(client, scene):
    quarterly, writer = scene.return_(), scene.users["writer"]
    running.start(RETURN, quarterly, team=scene.partner.team, url="/")
    put(scene, **said_again(scene.partner, left_on=datetime.date(2025, 4, 14)))
    assert running.running(quarterly, RETURN) is None
    with pytest.raises(NotYou):
        returns.submit(Return.objects.with_partner().get(), by=writer)
    client.force_login(writer)
    for name, args in (("return_detail", [quarterly.uuid]), ("measure_detail", [scene.measures[0].uuid])):
        assert client.get(reverse(name, args=args)).status_code == 404
    assert open_returns(quarter(2024, 4)).returns == 0


def test_when_a_partner_gets_a_team_the_clock_of_its_return_begins_and_nothing_was_late(client, scene):
    team = scene.partner.team
    put(scene, **said_again(scene.partner, team=None))
    quarterly = scene.return_(due_on=datetime.date(2025, 4, 10))
    client.force_login(scene.users["officer"])
    page = client.get(reverse("return_detail", args=[quarterly.uuid])).content.decode()
    assert "Absent: nobody writes for this partner" in page
    assert reverse("partnership_partner_change", args=[scene.partner.uuid]) in page
    put(scene, **said_again(Partner.objects.get(pk=scene.partner.pk), team=team))
    quarterly = Return.objects.get()
    run = running.running(quarterly, RETURN)
    assert (run.team, run.due_on, quarterly.due_on, quarterly.first_due_on) == (team, AGAIN, AGAIN, AGAIN)
    assert "Submit it by 15 May 2025" in scene.users["writer"].notices.get().text
    other = CouncilTeamFactory()
    put(scene, **said_again(Partner.objects.get(pk=scene.partner.pk), team=other))
    assert running.running(quarterly, RETURN).team == other


# --- what waits for a partner


@pytest.fixture
def waiting(scene):
    """A return, an action, a question and a recommendation of the partner, with their clocks: {clock: row}."""
    rows = {
        RETURN: scene.return_(due_on=LATE_SINCE),
        ACTION: scene.action(due_on=datetime.date(2025, 4, 30)),
        RESPONSE: QuestionFactory(partnership=scene.partnership, partner=scene.partner),
        RECOMMENDATION: RecommendationFactory(meeting__partnership=scene.partnership, partner=scene.partner),
    }
    opening.start_clock(rows[RETURN])
    improving.start_clock(rows[ACTION])
    scrutiny.follow_question(rows[RESPONSE])
    scrutiny.follow_recommendation(rows[RECOMMENDATION])
    return rows


def change(scene, **more):
    put(scene, **said_again(Partner.objects.get(pk=scene.partner.pk), **more))


def falls_to(waiting):
    """{clock: (the team, who is told besides)} of those that run."""
    runs = {clock: running.running(row, clock) for clock, row in waiting.items()}
    return {clock: (run.team, run.told_team) for clock, run in runs.items() if run}


def due(waiting):
    return [running.running(row, clock).due_on for clock, row in waiting.items()]


def test_all_that_waits_for_a_partner_falls_to_its_new_team_due_when_it_was(scene, waiting):
    before, other, officers = due(waiting), CouncilTeamFactory(), scene.partnership.team
    change(scene, team=other)
    assert falls_to(waiting) == dict.fromkeys(waiting, (other, officers))
    change(scene, team=None)
    assert falls_to(waiting) == dict.fromkeys([RESPONSE, RECOMMENDATION], (officers, None))
    change(scene, team=other)
    assert falls_to(waiting) == dict.fromkeys(waiting, (other, officers))
    assert due(waiting) == before


def test_on_the_day_on_which_a_partner_leaves_nothing_waits_for_its_team(scene, waiting):
    before, officers = falls_to(waiting), scene.partnership.team
    change(scene, left_on=datetime.date(2025, 4, 16))
    call_command("open_returns")
    assert falls_to(waiting) == before
    with time_machine.travel("2025-04-16T01:00:00+01:00", tick=False):
        call_command("open_returns", dry_run=True)
        assert falls_to(waiting) == before
        call_command("open_returns")
        call_command("open_returns")
    assert falls_to(waiting) == dict.fromkeys([RESPONSE, RECOMMENDATION], (officers, None))


@pytest.mark.parametrize(
    ("was_due", "is_due"), [(LATE_SINCE, datetime.date(2025, 4, 17)), (IN_TIME, datetime.date(2025, 4, 29))]
)
def test_a_return_is_as_late_as_it_was_when_a_team_is_given_back(scene, was_due, is_due):
    """A week on, over Easter: three working days."""
    team, quarterly = scene.partner.team, scene.return_(due_on=was_due)
    opening.start_clock(quarterly)
    late = lateness_of(quarterly, datetime.date(2025, 4, 14)).first
    change(scene, team=None)
    with time_machine.travel("2025-04-21T12:00:00+01:00", tick=False):
        change(scene, team=team)
        quarterly = Return.objects.get()
        assert lateness_of(quarterly, datetime.date(2025, 4, 21)).first == late
    assert due({RETURN: quarterly}) == [quarterly.due_on] == [quarterly.first_due_on] == [is_due]


def test_nobody_of_a_partner_that_left_is_told_of_plans_packs_or_questions(scene):
    writer, partnership = scene.users["writer"], scene.partnership
    told = (scene.partner.team_id in partnership.teams_on(AGAIN), writer in notices.writers_of(scene.partner))
    change(scene, left_on=datetime.date(2025, 4, 14))
    partner = Partner.objects.get(pk=scene.partner.pk)
    since = (partner.team_id in partnership.teams_on(AGAIN), writer in notices.writers_of(partner))
    assert (told, since) == ((True, True), (False, False))

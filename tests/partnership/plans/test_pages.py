"""The pages of the plan: drafted, measured, adopted and read, by those who may."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership.figures.entering import enter
from partnership.models import EnteredFigure, Measure, Partner, Partnership, Plan
from partnership.plans import actions
from partnership.plans.partners import put_partner
from partnership.plans.priorities import put_priority
from tests.factories.accounts import UserFactory
from tests.factories.partnership import (
    CouncilTeamFactory,
    MeasureFactory,
    PartnerFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    PublishedFigureFactory,
    adopt_anew,
    officer_of,
    scrutineer_of,
    writer_of,
)
from tests.factories.people import AreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory(area=AreaFactory(name="Medway"), name="Medway CSP", slug="medway")


@pytest.fixture
def partner(partnership):
    return PartnerFactory(partnership=partnership, name="Probation")


@pytest.fixture
def officer(partnership, client):
    user = officer_of(partnership)
    client.force_login(user)
    return user


def post(client, address, *args, **said):
    return client.post(reverse(address, args=args), said)


PLAN = {
    "title": "Plan 2024 to 2027",
    "begins_on": "1 April 2024",
    "ends_on": "31 March 2027",
    "purpose": "Safer",
}


def test_an_officer_drafts_measures_and_adopts_a_plan_page_by_page(client, partnership, partner, officer):
    answer = post(client, "partnership_plan_create", "medway", **PLAN)
    plan = Plan.objects.get()
    assert answer.url == reverse("partnership_plan_work", args=[plan.uuid])
    post(
        client, "partnership_priority_create", plan.uuid, title="Reduce re-offending", why="People come back"
    )
    address = reverse("measure_create", args=[plan.priorities.get().uuid])
    assert "What is measured" in client.get(address).content.decode()
    said = {"title": "Housed", "frequency": "quarterly", "owner": partner.pk, "baseline": "78",
            "baseline_period": "2023/24", "target": "90", "floor": "80%"}  # fmt: skip
    client.post(f"{address}?indicator=housed-on-release", said)
    measure = Measure.objects.get()
    assert (measure.unit, measure.good, float(measure.target), float(measure.floor)) == (
        "share",
        "up",
        0.9,
        0.8,
    )
    adopt = reverse("partnership_plan_adopt", args=[plan.uuid])
    seen_as = client.get(adopt).context["form"].initial["seen_as"]
    client.post(adopt, {"seen_as": seen_as, "why": "", "adopted_on": ""})
    page = client.get(reverse("partnership_plan_detail", args=[plan.uuid])).content.decode()
    assert "Version 1" in page
    assert "Housed" in page
    assert "Cannot be rated yet" in page


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"target": "70", "floor": "80"}, "The target is below its floor"),
        ({"target": "110"}, "cannot be more than 100 percent"),
        ({"target": "-1"}, "cannot be below 0"),
        ({"target": "soon"}, "Enter a number"),
        ({"floor": "80"}, "a floor alone rates nothing"),
        ({"baseline": "70"}, "baseline with its period"),
        ({"owner": ""}, "Choose the partner"),
    ],
    ids=str,
)
def test_a_measure_that_cannot_be_says_why_and_keeps_what_was_typed(
    client, partnership, partner, officer, said, told
):
    plan = PlanFactory(partnership=partnership)
    priority = PriorityFactory(plan=plan, position=1)
    address = reverse("measure_create", args=[priority.uuid]) + "?indicator=housed-on-release"
    typed = {"title": "Housed in Medway", "frequency": "quarterly", "owner": partner.pk} | said
    page = client.post(address, typed).content.decode()
    assert told in page
    assert "Housed in Medway" in page
    assert not Measure.objects.exists()


def test_overlapping_days_are_refused_on_the_page(client, partnership, officer):
    PlanFactory(partnership=partnership)
    answer = post(client, "partnership_plan_create", "medway", **PLAN)
    assert answer.status_code == 409
    assert "covers some of these days" in answer.content.decode()


def test_others_read_the_version_and_not_what_is_worked_on(client, partnership, partner):
    plan = PlanFactory(partnership=partnership)
    for reader in (writer_of(partner), scrutineer_of(partnership)):
        client.force_login(reader)
        assert client.get(reverse("partnership_plan_detail", args=[plan.uuid])).status_code == 404
        assert client.get(reverse("partnership_plan_work", args=[plan.uuid])).status_code == 403


def test_somebody_of_another_partnership_finds_nothing(client, partnership):
    plan = PlanFactory(partnership=partnership, state="adopted")
    client.force_login(officer_of(PartnershipFactory(area__name="Leeds")))
    for name in ("partnership_plan_detail", "partnership_plan_work", "partnership_plan_adopt"):
        assert client.get(reverse(name, args=[plan.uuid])).status_code == 404


def test_the_plan_on_a_page_asks_as_often_for_thirty_measures_as_for_three(
    client, partnership, partner, officer
):
    plan = PlanFactory(partnership=partnership)
    priority, asked = PriorityFactory(plan=plan), []
    for more in (3, 27):
        for measure in MeasureFactory.create_batch(more, priority=priority, owner=partner):
            PublishedFigureFactory(measure=measure)
        with_them = _queries(client, reverse("partnership_plan_work", args=[plan.uuid]))
        asked.append(with_them)
    assert asked[0] == asked[1] <= 15


def _queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_partner_enters_its_figure_and_puts_it_right(client, partnership, partner):
    measure = MeasureFactory(
        priority__plan__partnership=partnership,
        priority__plan__state="adopted",
        owner=partner,
        entered=True,
        unit="share",
    )
    adopt_anew(measure.priority.plan)
    client.force_login(writer_of(partner))
    address = reverse("figure_enter", args=[measure.uuid])
    assert "fewer than" not in client.get(address).content.decode()
    said = {"period": "2025-Q1", "value": "110", "source": "Survey", "seen_as": "none"}
    page = client.post(address, said).content.decode()
    assert "cannot be more than 100 percent" in page
    assert 'value="110"' in page
    assert client.post(address, said | {"value": "41.5"}).status_code == 302
    figure = EnteredFigure.objects.get()
    assert float(figure.value) == 0.415
    stale = client.post(f"{address}?period=2025-Q1", said | {"value": "50"})
    assert stale.status_code == 409
    assert "entered the figure of this period" in stale.content.decode()
    again = client.get(f"{address}?period=2025-Q1").content.decode()
    assert 'value="41.5"' in again


def test_a_figure_that_reports_give_is_entered_by_nobody(client, partnership, partner):
    measure = MeasureFactory(
        priority__plan__partnership=partnership, priority__plan__state="adopted", owner=partner
    )
    adopt_anew(measure.priority.plan)
    client.force_login(writer_of(partner))
    answer = client.get(reverse("figure_enter", args=[measure.uuid]))
    assert answer.status_code == 409


def test_a_measure_shows_its_figures_and_where_they_are_from(client, partnership, partner, officer):
    measure = MeasureFactory(priority__plan__partnership=partnership, owner=partner)
    PublishedFigureFactory(measure=measure, value=None, unsaid="[x] No rate yet. It can be known from 1 May 2026.",
                           low=None, high=None)  # fmt: skip
    page = client.get(reverse("measure_detail", args=[measure.uuid])).content.decode()
    assert "It can be known from 1 May 2026" in page
    assert "Outcome report" in page


def test_a_measure_is_read_as_it_was_adopted_and_officers_read_beside_it_what_is_worked_on(
    client, partnership, partner
):
    plan, officer = PlanFactory(partnership=partnership), officer_of(partnership)
    measure = MeasureFactory(priority=PriorityFactory(plan=plan), owner=partner, title="Housed", target="0.9")
    actions.adopt(plan, by=officer)
    actions.change_measure(measure, by=officer, title="Housed at once", target="0.95")
    actions.change(plan, by=officer, title="A title that is worked on")
    unadopted = MeasureFactory(priority=measure.priority, owner=partner)
    address = reverse("measure_detail", args=[measure.uuid])
    for user, worked_on in ((writer_of(partner), False), (officer, True)):
        client.force_login(user)
        page = client.get(address).content.decode()
        page += client.get(reverse("partnership_detail", args=["medway"])).content.decode()
        assert "90%" in page
        assert "A title that is worked on" not in page
        assert ("“Housed at once”: the target was 90%, and is 95%." in page) == worked_on
        found = client.get(reverse("measure_detail", args=[unadopted.uuid])).status_code
        assert found == (200 if worked_on else 404)
    actions.drop_measure(Measure.objects.get(pk=measure.pk), by=officer, because="Nobody counts it")
    client.force_login(writer_of(partner))
    assert "Housed" in client.get(address).content.decode(), "the plan that stands still has it"


def test_an_administrator_founds_a_partnership_and_reads_no_plan(client):
    area, officers, members = AreaFactory(name="Swale"), CouncilTeamFactory(), CouncilTeamFactory()
    client.force_login(UserFactory(role="administrator"))
    said = {"name": "Swale CSP", "area": area.pk, "team": officers.pk}
    assert (
        "choose two teams" in post(client, "partnership_found", **said, scrutiny=officers.pk).content.decode()
    )
    assert post(client, "partnership_found", **said, scrutiny=members.pk).status_code == 302
    assert Partnership.objects.get().slug == "swale"
    plan = PlanFactory(partnership=Partnership.objects.get(), state="adopted")
    assert client.get(reverse("partnership_plan_detail", args=[plan.uuid])).status_code == 403


def test_a_partner_joins_is_renamed_and_leaves(client, partnership, officer):
    said = {"name": "Kent Police", "kind": "police", "joined_on": "1 April 2024", "left_on": "", "team": ""}
    post(client, "partnership_partner_create", "medway", **said)
    partner = Partner.objects.get()
    again = post(client, "partnership_partner_create", "medway", **said)
    assert again.status_code == 409
    said["seen_as"] = partner.seen_as
    early = post(client, "partnership_partner_change", partner.uuid, **said | {"left_on": "1 April 2024"})
    assert "after it has joined" in early.content.decode()
    post(client, "partnership_partner_change", partner.uuid, **said | {"left_on": "1 May 2025"})
    partner.refresh_from_db()
    assert str(partner.left_on) == "2025-05-01"


def test_packs_are_reached_from_the_page_of_the_partnership(client, partnership, officer):
    page = client.get(reverse("partnership_detail", args=["medway"])).content.decode()
    assert reverse("pack_list", args=["medway"]) in page


def test_an_administrator_reaches_partnerships_from_the_menu(client):
    client.force_login(UserFactory(role="administrator"))
    assert f'href="{reverse("partnership_home")}"' in client.get("/").content.decode()


def test_only_the_page_on_which_a_plan_is_worked_on_leads_to_changing_a_measure(client, partnership, officer):
    plan = PlanFactory(partnership=partnership)
    measure = MeasureFactory(priority=PriorityFactory(plan=plan))
    actions.adopt(plan, by=officer)
    actions.change_measure(measure, by=officer, target="0.7")
    actions.adopt(plan, by=officer, why="More was agreed")  # a version that says what changed
    change = reverse("measure_change", args=[measure.uuid])
    assert change in client.get(reverse("partnership_plan_work", args=[plan.uuid])).content.decode()
    for read in (
        reverse("partnership_plan_detail", args=[plan.uuid]),
        reverse("public_partnership", args=["medway"]),
    ):
        assert change not in client.get(read).content.decode()


# --- two officers at once


def sent_late(client, address, change, **more):
    """What a page answers to a form that was opened before somebody else changed the record; then sent again."""
    form = client.get(address).context["form"]
    typed = {name: form.initial.get(name) or "" for name in form.fields} | more
    change()
    answer = client.post(address, typed)
    seen_as = answer.context["form"].data["seen_as"]
    page, again = (
        " ".join(answer.content.decode().split()),
        client.post(address, typed | {"seen_as": seen_as}),
    )
    return answer.status_code, page, again.status_code


@pytest.fixture
def other(partnership):
    return officer_of(partnership, name="Olive Officer")


def test_who_comes_second_reads_what_the_first_wrote_beside_their_own_words(client, officer, partner, other):
    measure = MeasureFactory(priority__plan__partnership=partner.partnership, owner=partner, entered=True)
    plan, priority = measure.priority.plan, measure.priority
    entered = {"period": "2024-Q4", "source": "Theirs", "value": Decimal(5)}
    days = {"begins_on": "1 April 2024", "ends_on": "31 March 2027"}
    late = (
        ("partnership_plan_change", plan, days | {"title": "Mine"},
         lambda: actions.change(plan, by=other, title="Theirs")),
        ("partnership_priority_change", priority, {"title": "Mine"},
         lambda: put_priority(plan, by=other, of=priority, title="Theirs", why="")),
        ("measure_change", measure, {"title": "Mine", "owner": partner.pk},
         lambda: actions.change_measure(measure, by=other, title="Theirs")),
        ("partnership_partner_change", partner, {"name": "Mine", "joined_on": "1 April 2024", "team": partner.team_id},
         lambda: put_partner(partner.partnership, by=other, of=partner, name="Theirs", kind="police",
                             team=partner.team, joined_on=partner.joined_on)),
        ("figure_enter", measure, {"period": "2024-Q4", "source": "Mine", "value": "7"},
         lambda: enter(measure, by=other, **entered)),
    )  # fmt: skip
    for name, row, typed, change in late:
        status, page, again = sent_late(client, reverse(name, args=[row.uuid]), change, **typed)
        assert (name, status, again) == (name, 409, 302)
        now, mine = page.split("What you wrote")
        assert "What it says now" in now, name
        assert "Theirs</dd>" in now, name
        assert 'value="Mine"' in mine, name
        assert "Olive Officer" in page, name


def test_a_figure_that_stands_already_is_not_called_changed_after_the_page_was_opened(
    client, officer, partner
):
    measure = MeasureFactory(priority__plan__partnership=partner.partnership, owner=partner, entered=True)
    enter(measure, by=officer, period="2024-Q4", source="Police records", value=Decimal(5))
    sent = {"period": "2024-Q4", "source": "Police records", "value": "7", "seen_as": "none"}
    page = post(client, "figure_enter", measure.uuid, **sent).content.decode()
    assert f"{officer} entered the figure of this period on" in page
    assert "after you opened the page" not in page


def test_a_plan_is_adopted_as_it_was_read(client, officer, partner, other):
    measure = MeasureFactory(priority__plan__partnership=partner.partnership, owner=partner)
    plan = measure.priority.plan
    address = reverse("partnership_plan_adopt", args=[plan.uuid])
    status, page, again = sent_late(
        client, address, lambda: actions.change_measure(measure, by=other, title="Theirs"), adopted_on=""
    )
    assert (status, again, plan.versions.count()) == (409, 302, 1)
    assert "Olive Officer changed this" in page

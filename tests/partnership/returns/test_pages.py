"""The pages of returns: what each shows to whom, and what two writers read of each other."""

import datetime

import pytest
from django.urls import reverse

from partnership.models import Measure, Return
from partnership.returns import actions as returns
from partnership.states import Rating
from tests.factories.partnership import (
    ActionProgressFactory,
    MeasureFactory,
    PartnerFactory,
    adopt_anew,
    writer_of,
)

from .scenes import a_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarterly(scene):
    return scene.return_()


def page(client, user, name, *args, **more):
    client.force_login(user)
    return client.get(reverse(name, args=args), **more)


def post(client, user, name, *args, **sent):
    client.force_login(user)
    return client.post(reverse(name, args=args), sent)


def line_of(quarterly, scene):
    return "return_line", quarterly.uuid, scene.measures[0].uuid


def text_of(answer):
    return " ".join(answer.content.decode().split())


# --- what is refused


@pytest.mark.parametrize("name", ["return_detail", "return_words"])
def test_another_partner_of_the_partnership_does_not_find_it(client, scene, quarterly, name):
    user = scene.users["writer of another partner"]
    assert page(client, user, name, quarterly.uuid).status_code == 404
    assert post(client, user, "return_submit", quarterly.uuid).status_code == 404


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_nothing_of_it_is_written_once_it_is_submitted(client, scene, state):
    quarterly = scene.return_(state)
    line = quarterly.lines.get()
    sent = {"own_rating": "floor_met", "behind": "Other words", "seen_as": line.seen_as}
    answers = [
        post(client, scene.users["writer"], *line_of(quarterly, scene), **sent),
        post(client, scene.users["writer"], "return_words", quarterly.uuid, words="More", seen_as=quarterly.seen_as),
        page(client, scene.users["writer"], *line_of(quarterly, scene)),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert "what it says stands" in text_of(answers[0])
    assert quarterly.lines.get().behind == "More landlords"


def test_what_is_missing_is_answered_whole_when_it_is_submitted_all_the_same(client, scene, quarterly):
    quarterly.lines.update(own_rating="", behind="")
    answer = post(client, scene.users["writer"], "return_submit", quarterly.uuid)
    assert answer.status_code == 409
    assert text_of(answer).count(f"“{scene.measures[0]}”") >= 2


# --- writing


def test_a_partner_rates_a_measure_beside_its_figure(client, scene, quarterly):
    name, *args = line_of(quarterly, scene)
    shown = text_of(page(client, scene.users["writer"], name, *args))
    assert "<strong>90</strong>" in shown
    assert "Target 100, floor 150" in shown
    seen_as = quarterly.lines.get().seen_as
    sent = {"own_rating": Rating.FLOOR_MET, "behind": "One landlord left", "seen_as": seen_as}
    assert post(client, scene.users["writer"], name, *args, **sent).status_code == 302
    line = quarterly.lines.get()
    assert (line.own_rating, line.behind) == (Rating.FLOOR_MET, "One landlord left")
    detail = text_of(page(client, scene.users["writer"], "return_detail", quarterly.uuid))
    assert "Below the computed rating" in detail


def test_the_second_of_two_writers_reads_what_the_first_wrote_beside_their_own(client, scene, quarterly):
    name, *args = line_of(quarterly, scene)
    before = quarterly.lines.get().seen_as
    first = {"own_rating": Rating.FLOOR_MET, "behind": "Said by the first", "seen_as": before}
    post(client, scene.users["colleague"], name, *args, **first)
    second = first | {"behind": "Said by the second"}
    answer = post(client, scene.users["writer"], name, *args, **second)
    assert answer.status_code == 409
    shown = text_of(answer)
    assert f"{scene.users['colleague']} changed this on" in shown
    assert "Said by the first" in shown
    assert "Said by the second" in shown
    again = second | {"seen_as": quarterly.lines.get().seen_as}
    assert post(client, scene.users["writer"], name, *args, **again).status_code == 302
    assert quarterly.lines.get().behind == "Said by the second"


def test_the_words_of_the_quarter_are_kept_from_being_overwritten_too(client, scene, quarterly):
    sent = {"words": "A hard winter", "seen_as": quarterly.seen_as}
    assert post(client, scene.users["writer"], "return_words", quarterly.uuid, **sent).status_code == 302
    answer = post(
        client, scene.users["colleague"], "return_words", quarterly.uuid, **sent | {"words": "A mild one"}
    )
    assert answer.status_code == 409
    assert "A hard winter" in text_of(answer)
    assert Return.objects.get().words == "A hard winter"


def test_everything_missing_leads_to_where_it_is_put_in(client, scene, quarterly):
    scene.measures[0].entered_figures.update(value=200)
    quarterly.lines.update(own_rating="", behind="")
    earlier = scene.action(
        measure=MeasureFactory(priority=scene.measures[0].priority), added_on=datetime.date(2025, 1, 1)
    )
    shown = text_of(page(client, scene.users["writer"], "return_detail", quarterly.uuid))
    assert "4 things are missing" in shown
    for address in (
        reverse("return_line", args=[quarterly.uuid, scene.measures[0].uuid]),
        reverse("improvement_add", args=[scene.measures[0].uuid]),
        reverse("improvement_report", args=[earlier.uuid]),
    ):
        assert f'href="{address}"' in shown
    assert "Submit the return" not in shown


def test_what_became_of_earlier_actions_stands_in_the_return(client, scene, quarterly):
    earlier = scene.action(added_on=datetime.date(2025, 1, 1))
    ActionProgressFactory(action=earlier, words="The officer began in March", evidence="Minute of 4 April")
    shown = text_of(page(client, scene.users["writer"], "return_detail", quarterly.uuid))
    assert "The officer began in March" in shown
    assert "Minute of 4 April" in shown


def test_it_is_submitted_accepted_and_read_as_it_was(client, scene, quarterly):
    assert "Submit the return" in text_of(
        page(client, scene.users["writer"], "return_detail", quarterly.uuid)
    )
    for _ in range(2):
        assert post(client, scene.users["writer"], "return_submit", quarterly.uuid).status_code == 302
    scene.measures[0].entered_figures.update(value=200)
    shown = text_of(page(client, scene.users["officer"], "return_detail", quarterly.uuid))
    assert "Accept the return" in shown
    assert "<strong>90</strong>" in shown
    assert post(client, scene.users["officer"], "return_accept", quarterly.uuid).status_code == 302
    assert Return.objects.get().state == "accepted"


def test_an_officer_says_why_it_is_sent_back_and_the_partner_reads_it(client, scene):
    quarterly = scene.return_("submitted")
    assert post(client, scene.users["officer"], "return_send_back", quarterly.uuid).status_code == 200
    because = {"because": "The cause of the second month is missing"}
    assert (
        post(client, scene.users["officer"], "return_send_back", quarterly.uuid, **because).status_code == 302
    )
    shown = text_of(page(client, scene.users["writer"], "return_detail", quarterly.uuid))
    assert "Why it was sent back:</strong> The cause of the second month is missing" in shown


def test_a_withdrawn_return_says_why(client, scene, quarterly):
    officer = scene.users["officer"]
    assert "Withdraw it" in text_of(page(client, officer, "return_detail", quarterly.uuid))
    because = {"because": "It owned nothing in March"}
    assert "it owes the return" in text_of(
        post(client, officer, "return_withdraw", quarterly.uuid, **because)
    )
    scene.owes_nothing()
    assert post(client, officer, "return_withdraw", quarterly.uuid, **because).status_code == 302
    shown = text_of(page(client, scene.users["writer"], "return_detail", quarterly.uuid))
    assert "Why it was withdrawn:</strong> It owned nothing in March" in shown
    assert post(client, officer, "return_withdraw", quarterly.uuid, **because).status_code == 409


# --- the plan as it was adopted


def test_a_return_is_read_and_rated_by_the_plan_as_adopted_and_later_by_the_one_it_was_submitted_under(
    client, scene, quarterly
):
    Measure.objects.update(title="Worded anew", target=80, floor=85)
    writer, title = scene.users["writer"], scene.measures[0].title
    name, *args = line_of(quarterly, scene)
    for shown in (page(client, writer, name, *args), page(client, writer, "return_detail", quarterly.uuid)):
        assert "Target 100, floor 150" in text_of(shown)
        assert "Worded anew" not in text_of(shown)
    assert returns.submit(quarterly, by=writer).lines.get().computed_rating == Rating.TARGET_MET
    adopt_anew(scene.plan)
    shown = text_of(page(client, scene.users["officer"], "return_detail", quarterly.uuid))
    assert title in shown
    assert "Target 100, floor 150" in shown


# --- lists


def test_a_partner_lists_its_own_returns(client, scene, quarterly):
    assert "January to March 2025" in text_of(page(client, scene.users["writer"], "return_list"))
    other = writer_of(PartnerFactory(partnership=scene.partnership))
    assert "January to March 2025" not in text_of(page(client, other, "return_list"))


def test_officers_see_who_is_late_missing_and_absent(client, scene):
    scene.return_(due_on=datetime.date(2025, 4, 10))
    missing = MeasureFactory(priority=scene.measures[0].priority).owner
    MeasureFactory(priority=scene.measures[0].priority, owner__team=None)
    adopt_anew(scene.plan)
    shown = text_of(page(client, scene.users["officer"], "return_list"))
    assert "4 days" in shown
    assert str(missing) in shown
    assert "Missing: not opened" in shown
    assert "Absent: nobody writes for this partner" in shown
    assert str(scene.partner) not in text_of(page(client, scene.users["officer elsewhere"], "return_list"))


def test_officers_choose_a_quarter(client, scene):
    scene.return_("accepted", period="2024-Q2")
    shown = text_of(page(client, scene.users["officer"], "return_list", query_params={"quarter": "2024-Q2"}))
    assert "Returns, April to June 2024" in shown
    assert "Accepted" in shown


# --- speed


@pytest.mark.parametrize("who", ["writer", "officer"])
def test_a_return_is_read_in_as_many_queries_at_three_measures_and_at_thirty(
    client, in_april, who, django_assert_max_num_queries
):
    counts = []
    for number, area in ((3, "Medway"), (30, "Swale")):
        scene = a_scene(measures=number, area=area)
        quarterly = scene.return_()
        for measure in scene.measures:
            ActionProgressFactory(action=scene.action(measure=measure, added_on=datetime.date(2025, 1, 1)))
        client.force_login(scene.users[who])
        with django_assert_max_num_queries(15) as asked:
            client.get(reverse("return_detail", args=[quarterly.uuid]))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_overview_of_a_quarter_asks_as_much_for_three_partners_and_for_thirty(
    client, scene, django_assert_max_num_queries
):
    counts = []
    client.force_login(scene.users["officer"])
    for number in (2, 27):
        for _ in range(number):
            MeasureFactory(priority=scene.measures[0].priority)
        adopt_anew(scene.plan)
        with django_assert_max_num_queries(15) as asked:
            client.get(reverse("return_list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]

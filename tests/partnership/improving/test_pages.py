"""The pages of improvement actions: what is asked, what is listed, and who reads what."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.lifecycle.transitions import NotReady
from partnership.improving.effect import NO_PROOF
from partnership.models import ImprovementAction
from partnership.plans import actions as plans
from partnership.returns import actions as returns
from tests.factories.partnership import (
    ActionProgressFactory,
    EnteredFigureFactory,
    ImprovementActionFactory,
    adopt_anew,
)

pytestmark = pytest.mark.django_db

SENT = {
    "what": "A second officer at the gate",
    "owner": "Head of housing",
    "due_on": "30 September 2025",
    "resource": "One post for a year",
    "expected_effect": "Two more in a hundred housed",
}
EARLIER = datetime.date(2025, 4, 1)


@pytest.fixture
def action(scene):
    return scene.action(added_on=EARLIER)


@pytest.fixture
def ask(client, scene):
    """Opens a page as one of the scene's users, or sends a form there."""

    def asked(who, name, *args, sent=None, **query):
        client.force_login(scene.users[who])
        address = reverse(name, args=args)
        return client.get(address, query) if sent is None else client.post(address, sent)

    return asked


def text_of(answer):
    return " ".join(answer.content.decode().split())


# --- what is refused


@pytest.mark.parametrize("name", ["improvement_report", "improvement_close", "improvement_supersede"])
def test_another_partner_reads_an_action_and_does_nothing_with_it(ask, action, name):
    who = "writer of another partner"
    assert ask(who, "improvement_detail", action.uuid).status_code == 200
    assert ask(who, name, action.uuid).status_code == 403
    assert ask(who, name, action.uuid, sent=SENT).status_code == 403


def test_another_partnership_does_not_find_it(ask, action):
    assert ask("writer elsewhere", "improvement_detail", action.uuid).status_code == 404
    assert action.what not in text_of(ask("officer elsewhere", "improvement_list"))


@pytest.mark.parametrize("name", ["improvement_report", "improvement_close", "improvement_supersede"])
def test_a_closed_action_is_left_alone(ask, scene, name):
    closed = scene.action(state="done")
    assert ask("writer", name, closed.uuid).status_code == 409
    assert ask("writer", "improvement_begin", closed.uuid, sent={}).status_code == 409


@pytest.mark.parametrize("field", SENT)
def test_an_action_is_added_whole(ask, scene, field):
    answer = ask("writer", "improvement_add", scene.measures[0].uuid, sent=SENT | {field: ""})
    assert answer.status_code == 200
    assert not ImprovementAction.objects.exists()


def test_a_day_that_is_over_is_shown_again_as_it_was_typed(ask, scene):
    sent = SENT | {"due_on": "1 April 2025"}
    answer = text_of(ask("writer", "improvement_add", scene.measures[0].uuid, sent=sent))
    assert "An action is done by today or a later day." in answer
    assert 'value="1 April 2025"' in answer


def test_superseded_asks_by_which(ask, action):
    sent = {"as_": "superseded", "outcome": "Too small", "on": "14 April 2025"}
    assert "Choose the action that takes its place." in text_of(
        ask("writer", "improvement_close", action.uuid, sent=sent)
    )


# --- what is done


def test_it_is_added_from_a_return_and_leads_back_there(ask, scene):
    quarterly = scene.return_()
    answer = ask("writer", "improvement_add", scene.measures[0].uuid, sent=SENT)
    assert answer.url == reverse("return_detail", args=[quarterly.uuid])
    assert SENT["what"] in text_of(ask("writer", "return_detail", quarterly.uuid))


def test_it_is_added_outside_a_return_begun_reported_and_closed(ask, scene):
    answer = ask("writer", "improvement_add", scene.measures[0].uuid, sent=SENT)
    action = ImprovementAction.objects.get()
    assert answer.url == reverse("improvement_detail", args=[action.uuid])
    ask("writer", "improvement_begin", action.uuid, sent={})
    report = {"words": "The post is advertised", "evidence": "Council minute 12"}
    ask("colleague", "improvement_report", action.uuid, sent=report)
    end = {"as_": "partly_done", "outcome": "Half a post only", "on": "14 April 2025"}
    assert ask("writer", "improvement_close", action.uuid, sent=end).status_code == 302
    text = text_of(ask("officer", "improvement_detail", action.uuid))
    for words in ("Partly done", "Half a post only", "The post is advertised", "Council minute 12", "Begun"):
        assert words in text


def test_it_is_superseded_by_one_of_the_list(ask, scene, action):
    successor = scene.action()
    assert successor.what in text_of(ask("writer", "improvement_close", action.uuid))
    sent = {"as_": "superseded", "successor": successor.uuid, "outcome": "Joined", "on": "14 April 2025"}
    assert ask("writer", "improvement_close", action.uuid, sent=sent).status_code == 302
    assert f"Superseded by <a class=\"govuk-link\" href=\"{reverse('improvement_detail', args=[successor.uuid])}" in (
        text_of(ask("officer", "improvement_detail", action.uuid))
    )  # fmt: skip


def test_it_is_replaced_by_a_new_one(ask, action):
    assert "Head of housing" in text_of(ask("writer", "improvement_supersede", action.uuid))
    answer = ask("writer", "improvement_supersede", action.uuid, sent=SENT | {"outcome": "Too small"})
    new = ImprovementAction.objects.exclude(pk=action.pk).get()
    assert answer.url == reverse("improvement_detail", args=[new.uuid])
    assert "It takes the place of" in text_of(ask("writer", "improvement_detail", new.uuid))


def test_the_page_of_a_measure_leads_a_partner_and_nobody_else_to_adding_one(ask, scene):
    address = reverse("improvement_add", args=[scene.measures[0].uuid])
    assert address in text_of(ask("writer", "measure_detail", scene.measures[0].uuid))
    assert address not in text_of(ask("officer", "measure_detail", scene.measures[0].uuid))


# --- what is seen


def test_the_figures_before_and_after_stand_with_the_warning(ask, scene):
    done = scene.action(
        added_on=datetime.date(2024, 2, 1), state="done", closed_on=datetime.date(2024, 12, 31)
    )
    EnteredFigureFactory(measure=scene.measures[0], period="2023-Q4", value=130)
    text = text_of(ask("officer", "improvement_detail", done.uuid))
    assert 'October to December 2023<span class="tg-sub">before the action' in text
    assert 'January to March 2025<span class="tg-sub">after it' in text
    assert "Amber: floor met, target missed" in text
    assert NO_PROOF in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"planned", "late", "done", "theirs"}),
        ({"state": "open"}, {"planned", "late", "theirs"}),
        ({"state": "done"}, {"done"}),
        ({"overdue": "on"}, {"late"}),
        ({"partner": "own"}, {"planned", "late", "done"}),
        ({"state": "nonsense"}, {"planned", "late", "done", "theirs"}),
    ],
)
def test_the_list_is_narrowed_by_state_partner_and_what_is_overdue(ask, scene, query, found):
    scene.action(what="planned")
    scene.action(what="late", due_on=EARLIER)
    scene.action(what="done", state="done", due_on=EARLIER)
    ImprovementActionFactory(what="theirs", measure=scene.measures[0], partner=a_colleague(scene))
    query = {name: str(scene.partner.uuid) if value == "own" else value for name, value in query.items()}
    text = text_of(ask("officer", "improvement_list", **query))
    assert {name for name in ("planned", "late", "done", "theirs") if f'/">{name}</a>' in text} == found


def a_colleague(scene):
    return scene.users["writer of another partner"].teams.get().partners.get()


def test_an_action_is_read_in_as_many_queries_with_one_report_as_with_thirty(client, scene, action):
    client.force_login(scene.users["writer"])
    counts = []
    for number in (1, 29):
        for _ in range(number):
            ActionProgressFactory(action=action)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("improvement_detail", args=[action.uuid]))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_the_list_asks_as_much_for_three_actions_as_for_thirty(client, scene):
    client.force_login(scene.users["officer"])
    counts = []
    for number in (3, 27):
        for _ in range(number):
            scene.action()
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("improvement_list"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


# --- of a measure that the plan lost


def lose(scene):
    plans.drop_measure(scene.measures[0], by=scene.users["officer"], because="No longer ours")
    adopt_anew(scene.plan)


def test_no_action_is_added_to_a_measure_that_the_plan_lost(ask, scene):
    scene.return_("accepted")
    lose(scene)
    assert ask("writer", "improvement_add", scene.measures[0].uuid, sent=SENT).status_code == 404


def test_one_is_added_while_a_return_that_waits_for_the_partner_calls_it_red(ask, scene):
    quarterly = scene.return_()
    quarterly.lines.update(own_rating="floor_missed")
    lose(scene)
    assert ask("writer of another partner", "improvement_add", scene.measures[0].uuid).status_code == 404
    with pytest.raises(NotReady, match="an improvement action for"):
        returns.submit(quarterly, by=scene.users["writer"])
    ask("writer", "improvement_add", scene.measures[0].uuid, sent=SENT)
    assert returns.submit(quarterly, by=scene.users["writer"]).state == "submitted"

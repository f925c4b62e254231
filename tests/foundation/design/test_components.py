"""Each component, drawn with what its head says it takes."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from foundation.design.filters import Filter

TEMPLATES = Path(__file__).parents[3] / "templates"


def component(name, /, **context):
    return " ".join(render_to_string(f"components/{name}.html", context).split())


def templates():
    return sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_has_inline_script_or_style(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda path: path.stem
)
def test_every_component_says_what_it_takes(path):
    head = path.read_text()[:600]
    assert re.match(r"\{#|\{% comment %\}", head)
    assert re.search(r"Context:|No context", head)


def test_what_cannot_be_done_is_no_button():
    html = component("panel_act", acts=[], empty="Claimed by you: someone else must verify it.")
    assert "<button" not in html
    assert "someone else must verify it" in html


def test_only_the_first_act_is_the_green_button():
    html = component(
        "panel_act",
        acts=[
            {"label": "Accept", "url": "/accept/", "needs": "Next you name a key worker."},
            {"label": "Ask a question", "url": "/ask/", "get": True},
            {"label": "Decline", "url": "/decline/"},
            {"label": "Hand back", "url": "/back/", "quiet": True},
        ],
    )
    assert html.count('class="govuk-button"') == 1
    assert html.count("govuk-button--secondary") == 2
    assert '<a class="govuk-button govuk-button--secondary" href="/ask/"' in html
    assert '<form method="post" action="/decline/">' in html
    assert 'class="tg-link-button"' in html


def test_everything_missing_is_listed_at_once():
    html = component("missing", missing=[{"label": "Record consent", "url": "/consent/"}, "A need"])
    assert "2 things are missing" in html
    assert '<a class="govuk-link govuk-link--no-visited-state" href="/consent/">Record consent</a>' in html
    assert "<li>A need</li>" in html


def test_nothing_missing_shows_nothing():
    assert component("missing", missing=[]) == ""


def test_a_task_is_described_by_its_hint_and_status():
    tasks = [
        {
            "label": "Consent",
            "url": "/c/",
            "hint": "Too old",
            "status": "There is a problem",
            "kind": "problem",
        },
        {"label": "Submit", "status": "Cannot start yet", "kind": "blocked"},
    ]
    html = component("task_list", tasks=tasks, prefix="")
    assert 'aria-describedby="task-1-hint task-1-status"' in html
    assert 'id="task-1-hint"' in html
    assert '<strong class="govuk-tag govuk-tag--red">There is a problem</strong>' in html
    assert html.count("<a ") == 1


def test_facts_that_are_missing_are_said_to_be():
    html = component("summary_list", rows=[("Born", ""), ("Deaths", 0)])
    assert '<span class="tg-quiet">Not recorded</span>' in html
    assert '<dd class="govuk-summary-list__value">0</dd>' in html


def test_a_change_link_says_what_it_changes():
    html = component("summary_list", rows=[{"key": "Preferred hub", "value": "Chatham", "url": "/hub/"}])
    assert 'href="/hub/">Change<span class="govuk-visually-hidden"> preferred hub</span></a>' in html


def test_a_tab_with_nothing_in_it_still_counts():
    tabs = [{"label": "New", "url": "?tab=new", "count": 0, "current": True}, {"label": "All", "url": "?"}]
    html = component("tabs", label="Queue", tabs=tabs)
    assert 'aria-current="page">New <span class="tg-count">0</span>' in html
    assert html.count("tg-count") == 1


def test_a_step_says_in_words_what_its_sign_means():
    steps = [{"label": "Job started", "kind": "claimed", "date": "11 May", "note": "Awaiting verification"}]
    html = component("ladder", title="Employment", state="in_progress", steps=steps)
    assert 'Job started<span class="govuk-visually-hidden"> (claimed, not yet verified)</span>' in html
    assert "In progress</strong>" in html


def test_a_timeline_says_its_times_to_machines_and_people():
    events = [{"title": "Submitted", "at": datetime(2026, 5, 29, 10, 12, tzinfo=UTC), "by": "Dana Whitlock"}]
    html = component("timeline", events=events)
    assert '<time datetime="2026-05-29T11:12">29 May 2026, 11.12</time>' in html
    assert "by Dana Whitlock" in html


def test_an_empty_timeline_is_not_a_blank():
    assert "Nothing has happened yet." in component("timeline", events=[])


def test_the_person_stands_at_the_head_with_alerts_as_flags():
    html = component(
        "identity",
        name="Marlon <Eastgate>",
        facts=[("CRN", "X204417")],
        alerts=[{"text": "No address", "kind": "address"}],
    )
    assert "Marlon &lt;Eastgate&gt;" in html
    assert '<div class="tg-pair"><dt>CRN</dt><dd>X204417</dd></div>' in html
    assert '<span class="tg-flag tg-flag--address">No address</span>' in html


def test_answers_are_marked_as_answers():
    asked_at = datetime(2026, 6, 2, 15, 40, tzinfo=UTC)
    remarks = [{"who": "Dana Whitlock answered", "at": asked_at, "text": "Yes.\nOn Monday.", "answer": True}]
    html = component("thread", remarks=remarks)
    assert '<li class="tg-thread__answer">' in html
    assert "2 June 2026, 16.40" in html
    assert "Yes.<br>On Monday." in html


class Filters(Filter):
    hub = forms.ChoiceField(choices=[("", "Any hub"), ("1", "Chatham")], required=False)
    need = forms.MultipleChoiceField(
        choices=[("work", "Work"), ("home", "Home")], widget=forms.CheckboxSelectMultiple, required=False
    )


def filter_panel(query):
    request = RequestFactory().get(f"/referrals/?{query}")
    context = Context({"request": request, "form": Filters(QueryDict(query))})
    return " ".join(Template("{% filter_panel form %}").render(context).split())


def test_each_applied_filter_can_be_taken_off_alone():
    html = filter_panel("hub=1&need=work&need=home&page=4&sort=clock")
    assert 'href="?need=work&amp;need=home&amp;sort=clock"' in html
    assert 'href="?hub=1&amp;need=home&amp;sort=clock"' in html
    assert 'href="?sort=clock">Clear all</a>' in html


def test_what_nobody_offers_is_left_out_and_the_panel_says_so_in_plain_words():
    html = filter_panel("hub=7&need=work&need=money")
    assert "Left out, since there is no such choice: Hub, Need." in html
    assert "Select a valid choice" not in html
    assert "Applied" in html
    assert "money</a>" not in html


def test_of_what_is_offered_nothing_is_left_out():
    assert "Left out" not in filter_panel("hub=1&need=work")


def test_applying_a_filter_keeps_the_order_and_starts_at_the_first_page():
    html = filter_panel("hub=1&page=4&sort=clock")
    assert '<input type="hidden" name="sort" value="clock">' in html
    assert 'name="page"' not in html


def test_no_filter_shows_nothing_applied():
    assert "Applied" not in filter_panel("hub=")


def test_the_filters_are_applied_below_the_last_of_them():
    html = filter_panel("")
    assert html.index("Apply filters") > html.rindex("govuk-form-group")


def test_every_wrong_row_of_a_file_has_its_reason():
    mistakes = [{"row": 7, "column": "crn", "value": "X1", "reason": "A CRN is a letter and 6 figures."}]
    html = component("import_errors", mistakes=mistakes, more=3, download_url="/errors.csv")
    assert 'scope="row" class="govuk-table__header">7</th>' in html
    assert "3 more rows to put right" in html


def test_a_next_action_has_at_most_one_button():
    html = component(
        "next_action", text="Agree a new work goal before 5 June.", url="/goal/", label="Add a work goal"
    )
    assert html.count("govuk-button") == 1
    assert "<a" not in component("next_action", text="Wait for the hub's decision.")


def test_a_date_alone_has_no_time():
    assert "29 May 2026</time>" in component(
        "timeline", events=[{"title": "Released", "at": date(2026, 5, 29)}]
    )

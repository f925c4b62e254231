"""The frame of every page, and the pages shown when one cannot be."""

from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from foundation.design import context, navigation, typed, views


@pytest.fixture
def items(monkeypatch):
    """Headers of this test alone."""
    monkeypatch.setattr(navigation, "_items", [])
    monkeypatch.setattr(navigation, "_searches", [])


def asking(path="/", *, may=(), url_name="home", method="get", **sent):
    request = getattr(RequestFactory(), method)(path, sent)
    request.resolver_match = SimpleNamespace(url_name=url_name)
    request.user = SimpleNamespace(
        is_authenticated=True,
        name="Dana Whitlock",
        get_role_display="Practitioner",
        new_notices=0,
        may=lambda each: each in may,
    )
    return request


def page(request, **more):
    template = Template('{% extends "layouts/page.html" %}{% block title %}Refer{% endblock %}')
    return template.render(
        Context({**context.page(request), "request": request, "user": request.user, **more})
    )


def test_somebody_not_signed_in_is_shown_no_way_in(items):
    navigation.add("Home", "home")
    navigation.search_at("home", permission="search")
    request = asking()
    request.user = AnonymousUser()
    html = page(request)
    assert "<nav" not in html
    assert 'role="search"' not in html
    assert "Sign out" not in html


def test_items_need_their_permission(items):
    navigation.add("Referrals", "notice_list", permission="refer")
    assert [each.label for each in navigation.for_request(asking())] == []
    assert [each.label for each in navigation.for_request(asking(may=("refer",)))] == ["Referrals"]


def test_the_search_box_is_for_those_who_may_see_people(items):
    navigation.search_at("notice_list", permission="search")
    assert 'role="search"' not in page(asking())
    assert '<form class="tg-search" role="search" action="/notices/" method="post">' in page(
        asking(may=("search",))
    )


def test_items_stand_in_their_order_and_once(items):
    navigation.add("Later", "notice_list", order=60)
    navigation.add("Home", "home", order=1)
    navigation.add("Home", "home", order=1)
    assert [each.label for each in navigation.for_request(asking())] == ["Home", "Later"]


def test_a_page_below_an_item_marks_it_and_no_other(items):
    navigation.add("Home", "home", order=1)
    navigation.add("Referrals", "notice_list", owns=("referral_",))
    html = page(asking(url_name="referral_detail"))
    assert html.count('aria-current="true"') == 1
    assert '<strong class="govuk-service-navigation__active-fallback">Referrals</strong>' in html


def test_a_number_stands_beside_its_item_only_when_there_is_one(items):
    navigation.add("Notices", "notice_list", count=lambda request: 3)
    navigation.add("Home", "home", count=lambda request: 0)
    assert page(asking()).count("tg-count") == 1


def test_the_title_says_when_there_is_a_mistake(items):
    class Name(forms.Form):
        name = forms.CharField()

    assert "<title>Refer – Throughgate</title>" in page(asking(), form=Name())
    html = page(asking(), form=Name({}))
    assert "<title>Error: Refer – Throughgate</title>" in html
    assert '<a href="#id_name">' in html


def test_a_mistake_in_any_of_several_forms_counts(items):
    class Name(forms.Form):
        name = forms.CharField()

    forms_here = [Name({"name": "Jo"}, prefix="a"), Name({}, prefix="b")]
    assert "<title>Error: " in page(asking(), forms=forms_here)


def test_a_page_starts_with_a_way_past_the_header(items):
    html = page(asking())
    assert '<html lang="en-GB"' in html
    assert html.index('href="#main"') < html.index("<header") < html.index('id="main"')


def test_the_demonstration_says_that_it_is_one(items, settings):
    settings.DEMO = True
    assert "every person, record and figure here is invented" in page(asking())
    settings.DEMO = False
    assert "invented" not in page(asking())


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.bad_request, 400, "This request cannot be read"),
        (views.not_allowed, 403, "You may not do this"),
        (views.csrf_failure, 403, "This page was open too long"),
        (views.not_found, 404, "Page not found"),
        (views.went_wrong, 500, "Something went wrong"),
        (views.too_many, 429, "Too many tries"),
    ],
)
def test_each_problem_has_a_plain_page(view, status, words):
    answer = view(asking())
    assert answer.status_code == status
    assert f"<title>{words} – Throughgate</title>" in answer.content.decode()


def test_a_refusal_says_why():
    answer = views.not_allowed(asking(), PermissionDenied("Only a hub manager can reopen a referral."))
    page = answer.content.decode()
    assert "Only a hub manager can reopen a referral." in page
    assert "Your role does not allow it" not in page


def test_a_refusal_without_words_names_the_role():
    assert "Your role does not allow it." in views.not_allowed(asking()).content.decode()


def test_an_unexpected_error_shows_a_number_and_keeps_what_was_typed():
    answer = views.went_wrong(
        asking(method="post", release_note="Moved <b>again</b>", password="tulips")
    ).content.decode()
    assert "Release note" in answer
    assert "Moved &lt;b&gt;again&lt;/b&gt;" in answer
    assert "tulips" not in answer
    assert views.reference().isalnum()


def test_a_request_that_cannot_be_read_again_still_gets_its_page():
    request = asking(method="post")
    request._read_started = True
    request._stream = None
    assert typed.text_of(request) == []


def test_a_lost_race_says_what_happened_and_shows_both():
    known = {
        "refusal": "Marcus Oyelaran accepted it at 9.05.",
        "now": [("State", "Accepted")],
    }
    html = render_to_string("409.html", known, request=asking(method="post", reason="No room"))
    assert "Marcus Oyelaran accepted it at 9.05." in html
    assert html.index("As it stands now") < html.index("What you typed")


def test_an_error_in_the_header_itself_still_gets_its_page(monkeypatch):
    def broken(request):
        raise OSError("no database")

    monkeypatch.setattr(navigation, "search_url", broken)
    answer = views.went_wrong(asking())
    assert answer.status_code == 500
    assert "tell your system administrator this number" in answer.content.decode()

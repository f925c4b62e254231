"""Who may read the directory, and how it answers: anybody, only reading, the same to all."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import RequestCount
from hubs.openreferral import answers, views
from tests.factories.accounts import UserFactory

from .conftest import LISTS

pytestmark = pytest.mark.django_db
SERVICES = "/openreferral/services"


@pytest.mark.parametrize("name", ["directory_meta", *LISTS])
def test_anybody_may_read_from_any_site_and_no_cookie_is_set(client, leeds, name):
    answer = client.get(reverse(name))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert "Vary" not in answer.headers


def test_what_the_standard_asks_of_the_root_is_told(read):
    assert set(read("directory_meta")) == {"version", "profile", "openapi_url"}


def test_who_is_signed_in_is_nobody_here_and_stays_signed_in_elsewhere(client, leeds):
    client.force_login(UserFactory())
    kept = client.cookies["sessionid"].value
    answer = client.get(SERVICES)
    assert not answer.cookies
    assert not answer.wsgi_request.user.is_authenticated
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.content == Client().get(SERVICES).content
    assert client.get(reverse("home")).status_code == 200
    assert client.cookies["sessionid"].value == kept


@pytest.mark.parametrize("path", ["/accounts/login/", "/health/live/", "/", "/openreferralx", "/hubs/"])
def test_no_other_page_is_open_to_other_sites(client, path):
    assert not [name for name in client.get(path).headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_nothing_is_written_and_a_program_is_told_so(verb, leeds):
    answer = getattr(Client(enforce_csrf_checks=True), verb)(SERVICES)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert json.loads(answer.content)["detail"].startswith("The directory is only read")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_head_gives_the_headers_and_no_body(client, leeds):
    answer, whole = client.head(SERVICES), client.get(SERVICES)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"] == whole.headers["ETag"]


def test_a_browser_that_asks_beforehand_may_send_its_tag(client):
    answer = client.options(SERVICES, headers={"Origin": "https://elsewhere.invalid"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"


def test_what_a_reader_has_is_not_sent_again_until_it_changes(client, leeds):
    tag = client.get(SERVICES).headers["ETag"]
    again = client.get(SERVICES, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    leeds.town = "Bradford"
    leeds.save()
    assert client.get(SERVICES, headers={"If-None-Match": tag}).status_code == 200


def test_a_failure_is_told_in_json_without_what_failed(client, monkeypatch):
    def broken():
        raise RuntimeError("Kofi Larkfield")

    monkeypatch.setattr(views.offers, "read", broken)
    client.raise_request_exception = False
    answer = client.get(SERVICES)
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert b"Larkfield" not in answer.content


def test_a_copy_of_the_whole_directory_stays_within_the_limit_and_more_is_told_when_to_come_back(
    client, leeds
):
    assert answers.READING_DIRECTORY.times >= 33 * 33 * 2
    client.get(SERVICES)
    RequestCount.objects.filter(limit="reading_directory").update(times=answers.READING_DIRECTORY.times)
    answer = client.get(SERVICES)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= answers.READING_DIRECTORY.seconds
    assert json.loads(answer.content)["status"] == 429

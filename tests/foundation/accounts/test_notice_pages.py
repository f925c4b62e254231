"""Notices in the product, and how a user is told."""

import pytest

from foundation.accounts import scope
from tests.factories.accounts import NoticeFactory, OutgoingMailFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def page(client, path="/notices/"):
    return " ".join(client.get(path).content.decode().split())


@pytest.mark.parametrize(("method", "tail"), [("post", "open/"), ("get", "")])
def test_a_notice_of_someone_else_does_not_exist(client, user, method, tail):
    theirs = NoticeFactory()
    assert getattr(client, method)(f"/notices/{theirs.pk}/{tail}").status_code == 404
    theirs.refresh_from_db()
    assert theirs.read_at is None


@pytest.mark.parametrize("path", ["/notices/", "/notices/?show=all", "/notices/{pk}/"])
def test_looking_marks_nothing_read(client, user, path):
    notice = NoticeFactory(user=user)
    assert notice.text in page(client, path.format(pk=notice.pk))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_a_notice_marks_it_read_and_leads_on(client, user):
    notice = NoticeFactory(user=user, url="/notices/settings/")
    assert client.post(f"/notices/{notice.pk}/open/").url == "/notices/settings/"
    notice.refresh_from_db()
    first = notice.read_at
    client.post(f"/notices/{notice.pk}/open/")
    notice.refresh_from_db()
    assert notice.read_at == first is not None


def test_what_is_read_leaves_the_new_and_stays_among_all(client, user):
    notice = NoticeFactory(user=user, text="Chatham accepted R-2026-00417")
    client.post(f"/notices/{notice.pk}/open/")
    assert notice.text not in page(client)
    assert "Nothing new." in page(client)
    assert notice.text in page(client, "/notices/?show=all")


def test_somebody_new_is_told_what_will_appear(client, user):
    assert "Nothing was told to you yet." in page(client, "/notices/?show=all")


def test_every_page_says_how_many_are_new_and_nothing_when_none_are(client, user):
    NoticeFactory.create_batch(3, user=user)
    NoticeFactory()
    assert 'Notices <span class="tg-count">3</span>' in page(client, "/")
    assert client.post("/notices/read/", follow=True).redirect_chain == [("/notices/", 302)]
    assert 'Notices <span class="tg-count">' not in page(client, "/")


def test_marking_all_as_read_touches_nobody_elses(client, user):
    theirs = NoticeFactory()
    NoticeFactory(user=user)
    assert "1 notice marked as read." in " ".join(
        client.post("/notices/read/", follow=True).content.decode().split()
    )
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_long_lists_are_cut_and_ask_no_more_questions(client, user, django_assert_num_queries):
    NoticeFactory(user=user)
    for more in (2, scope.NOTICES_PER_PAGE - 2):
        NoticeFactory.create_batch(more, user=user)
        with django_assert_num_queries(8):  # session and user, three of the page, the session's save
            answer = page(client)
    assert answer.count('class="tg-notice ') == scope.NOTICES_PER_PAGE
    assert "Next page" in answer
    assert page(client, "/notices/?page=2").count('class="tg-notice ') == 1


def test_a_mail_that_never_came_is_told_on_the_notice_page(client, user, time_machine):
    time_machine.move_to("2026-06-03 09:00 +0100")
    client.force_login(user)
    OutgoingMailFactory(state="failed")
    assert "could not be delivered" not in page(client)
    OutgoingMailFactory(user=user, state="failed")
    assert "A mail to you could not be delivered on 3 June 2026." in page(client)
    time_machine.move_to("2026-07-03 09:00 +0100")
    client.force_login(user)
    assert "could not be delivered" not in page(client)


def test_a_choice_that_is_none_of_the_three_is_refused(client, user):
    answer = client.post("/notices/settings/", {"told_by_mail": "pigeon"})
    assert "govuk-error-summary" in answer.content.decode()
    user.refresh_from_db()
    assert user.told_by_mail == "each"


def test_choosing_changes_the_own_choice_and_nothing_else(client, user):
    role = user.role
    sent = {"told_by_mail": "daily", "role": "administrator", "email": "x@example.invalid"}
    assert client.post("/notices/settings/", sent).url == "/notices/"
    user.refresh_from_db()
    assert (user.told_by_mail, user.role) == ("daily", role)
    assert user.email != "x@example.invalid"


def test_an_unknown_choice_of_a_topic_is_refused(client, user):
    sent = {"told_by_mail": "each", "absences": "pigeon"}
    assert client.post("/notices/settings/", sent).status_code == 200
    assert not user.told_about.exists()


def test_a_practitioner_chooses_how_absences_are_told(client, user):
    assert b"Only concerns" in client.get("/notices/settings/").content
    client.post("/notices/settings/", {"told_by_mail": "each", "absences": "not"})
    client.post("/notices/settings/", {"told_by_mail": "each", "absences": "daily"})
    assert [(each.topic, each.how) for each in user.told_about.all()] == [("absences", "daily")]


def test_who_holds_nobody_is_not_asked_about_absences(client):
    reader = UserFactory(role="commissioner")
    client.force_login(reader)
    assert b"Only concerns" not in client.get("/notices/settings/").content
    client.post("/notices/settings/", {"told_by_mail": "each", "absences": "not"})
    assert not reader.told_about.exists()

"""Who reviews a record opened by break-glass, and what they say of it (trust: 5)."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.transitions import LostRace
from people import actions
from people.models import BreakGlass
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import BreakGlassFactory, CaseloadFactory, LimitedAccessFactory
from tests.people.asking import comparable, queries_of
from tests.people.breaking_glass.opening import BREAK, WHY, at, open_record

pytestmark = pytest.mark.django_db


def test_it_is_due_for_review_on_the_next_working_day(practitioner, steward, hidden):
    with time_machine.travel("2026-06-05 12:00:00Z", tick=False):  # a Friday
        open_record(practitioner, hidden.crn)
    clock = RunningClock.objects.get()
    assert (clock.clock, clock.due_on) == ("break_glass_review", datetime.date(2026, 6, 8))
    assert clock.team in steward.teams.all()


def due_to(opened):
    run = RunningClock.objects.get(subject_id=opened.pk)
    return run.team, run.user


def test_a_review_is_due_to_no_steward_from_whom_the_record_is_hidden_and_to_an_auditor_instead(
    practitioner, steward, auditor, hidden
):
    LimitedAccessFactory(person=hidden, user=steward)
    assert due_to(open_record(practitioner, hidden.crn)) == (None, auditor)


def test_a_review_is_due_to_another_steward_who_may_see_the_record_before_an_auditor(
    practitioner, steward, auditor, hidden
):
    another = UserFactory(role=Role.DATA_STEWARD, organisation=practitioner.organisation)
    LimitedAccessFactory(person=hidden, user=steward)
    assert due_to(open_record(practitioner, hidden.crn)) == (None, another)


def test_without_a_steward_of_the_organisation_a_review_is_due_to_an_auditor(
    practitioner, auditor, hidden, client
):
    UserFactory(role=Role.DATA_STEWARD, organisation=practitioner.organisation, is_active=False)
    UserFactory(role=Role.DATA_STEWARD, teams=[TeamFactory()])
    opened = open_record(practitioner, hidden.crn)
    assert due_to(opened) == (None, auditor)
    client.force_login(auditor)
    assert at("break_glass_review", opened) in client.get(reverse("due_list")).content.decode()


def test_a_steward_without_a_team_has_the_review_by_name(practitioner, hidden):
    alone = UserFactory(role=Role.DATA_STEWARD, organisation=practitioner.organisation)
    assert due_to(open_record(practitioner, hidden.crn)) == (None, alone)


def test_who_opens_a_record_sees_no_clock_of_it_whoever_exists(signed_in, practitioner, steward, hidden):
    steward.teams.set(practitioner.teams.all())
    excluded_from = CaseloadFactory(person__crn="X888888").person
    LimitedAccessFactory(person=excluded_from, user=practitioner)
    before = comparable(signed_in.get(reverse("due_list")))
    for crn in ("X999999", hidden.crn, excluded_from.crn):
        assert due_to(open_record(practitioner, crn)) == (None, steward)
        assert comparable(signed_in.get(reverse("due_list"))) == before


def test_the_clock_names_nobody(practitioner, steward, hidden):
    LimitedAccessFactory(person=hidden, user=UserFactory())
    open_record(practitioner, hidden.crn)
    assert RunningClock.objects.get().person_id is None


def test_nobody_reviews_themselves_not_even_by_the_database(hidden, auditor):
    opened = BreakGlassFactory(user=auditor, person=hidden)
    assert not BreakGlass.objects.visible_to(auditor).exists()
    with pytest.raises(NotYou, match="Somebody else reviews it"):
        actions.review_break_glass(opened, by=auditor, verdict="justified", review="All in order")
    said = {
        "reviewed_by": auditor,
        "reviewed_at": timezone.now(),
        "verdict": "justified",
        "review": "In order",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.filter(pk=opened.pk).update(**said)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.DATA_STEWARD, Role.AUDITOR}])
def test_other_roles_review_nothing(client, practitioner, hidden, role):
    opened = BreakGlassFactory(user=practitioner, person=hidden)
    client.force_login(UserFactory(role=role, organisation=practitioner.organisation))
    assert client.get(reverse("break_glass_review_list")).status_code == 403
    assert client.post(at("break_glass_review", opened), {}).status_code == 403


def test_a_steward_of_another_organisation_reviews_nothing_here(client, practitioner, hidden):
    opened = BreakGlassFactory(user=practitioner, person=hidden)
    client.force_login(UserFactory(role=Role.DATA_STEWARD))
    assert client.get(at("break_glass_review", opened)).status_code == 404


def test_a_steward_from_whom_the_record_is_hidden_reads_nothing_of_it(practitioner, hidden, steward, auditor):
    LimitedAccessFactory(person=hidden, user=steward)
    opened = BreakGlassFactory(user=practitioner, person=hidden)
    assert not BreakGlass.objects.visible_to(steward).exists()
    assert BreakGlass.objects.visible_to(auditor).get() == opened


@pytest.mark.parametrize("typed", [{"verdict": "justified", "review": "n/a"}, {"review": "Looked"}, {}])
def test_a_review_without_verdict_or_words_is_refused(client, practitioner, hidden, steward, typed):
    opened = BreakGlassFactory(user=practitioner, person=hidden)
    client.force_login(steward)
    page = client.post(at("break_glass_review", opened), typed)
    assert "There is a problem" in page.content.decode()
    assert BreakGlass.objects.get().reviewed_at is None


def test_a_steward_reads_why_and_what_was_done_and_judges(client, practitioner, hidden, steward):
    client.force_login(practitioner)
    client.post(BREAK, {"crn": hidden.crn, "reason": WHY})
    client.get(at("person_detail", hidden))
    opened = BreakGlass.objects.get()
    client.force_login(steward)
    assert WHY in client.get(reverse("break_glass_review_list")).content.decode()
    page = client.get(at("break_glass_review", opened)).content.decode()
    assert WHY in page
    assert "GET person_detail" in page
    assert "Saltmarsh" not in page
    said = {"verdict": "not_justified", "review": "Nobody of that name came that day"}
    assert client.post(at("break_glass_review", opened), said).status_code == 302
    opened.refresh_from_db()
    assert (opened.reviewed_by, opened.verdict) == (steward, "not_justified")
    assert RunningClock.objects.get().outcome == "met"
    done = client.get(reverse("break_glass_review_list"), {"show": "reviewed"}).content.decode()
    assert "Not justified" in done


def test_of_two_reviewers_the_first_wins_and_the_other_keeps_what_they_wrote(
    client, practitioner, hidden, steward, auditor
):
    opened = BreakGlassFactory(user=practitioner, person=hidden)
    stale = BreakGlass.objects.get()
    actions.review_break_glass(opened, by=steward, verdict="justified", review="The hub called us")
    with pytest.raises(LostRace, match="has reviewed this already"):
        actions.review_break_glass(stale, by=auditor, verdict="not_justified", review="I think not")
    client.force_login(auditor)
    page = client.post(
        at("break_glass_review", opened), {"verdict": "not_justified", "review": "I think not"}
    )
    assert page.status_code == 409
    assert "I think not" in page.content.decode()
    assert BreakGlass.objects.get().reviewed_by == steward


def test_an_attempt_at_nobody_is_reviewed_too(client, practitioner, auditor):
    opened = open_record(practitioner, "X999999")
    client.force_login(auditor)
    assert "no record has it" in client.get(at("break_glass_review", opened)).content.decode()


def test_the_queue_asks_as_much_for_thirty_as_for_three(client, practitioner, auditor):
    client.force_login(auditor)
    BreakGlassFactory.create_batch(3, user=practitioner)
    few = queries_of(client, reverse("break_glass_review_list"))
    BreakGlassFactory.create_batch(27, user=practitioner)
    assert queries_of(client, reverse("break_glass_review_list")) == few

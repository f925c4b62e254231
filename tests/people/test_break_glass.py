"""Breaking the glass: an hour's sight of one record, with a reason, reviewed by somebody else (trust: 5)."""

import datetime

import pytest
import time_machine
from allauth.account.internal.flows import login
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.transitions import LostRace
from people import actions, rules
from people.access import may_write_about
from people.models import BreakGlass, LimitedAccess, Person
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import BreakGlassFactory, CaseloadFactory, LimitedAccessFactory

from .asking import comparable, queries_of

pytestmark = pytest.mark.django_db
BREAK = "/people/break-glass/"
WHY = "At the door of the hub now and very upset"
BREAKS = {Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER}
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def steward(practitioner, team):
    beside = TeamFactory(organisation=team.organisation)
    return UserFactory(role=Role.DATA_STEWARD, organisation=practitioner.organisation, teams=[beside])


@pytest.fixture
def auditor(db):
    return UserFactory(role=Role.AUDITOR)


def sees(user, person):
    return Person.objects.visible_to(user).filter(pk=person.pk).exists()


def open_record(user, crn, reason=WHY):
    return actions.break_glass(by=user, crn=crn, reason=reason)


def at(name, thing):
    return reverse(name, args=[thing.uuid])


# --- refusals


@pytest.mark.parametrize("role", [role for role in Role if role not in BREAKS])
def test_a_role_without_the_permission_breaks_no_glass(client, hidden, role):
    user = UserFactory(role=role)
    with pytest.raises(NotYou):
        open_record(user, hidden.crn)
    client.force_login(user)
    assert client.get(BREAK).status_code == client.post(BREAK, {}).status_code == 403


@pytest.mark.parametrize("reason", ["", "   ", "n/a", "TBC", "unknown", "..."])
def test_a_reason_that_says_nothing_opens_nothing(signed_in, practitioner, hidden, reason):
    with pytest.raises(rules.Unfit, match="Say why you must see"):
        open_record(practitioner, hidden.crn, reason)
    page = signed_in.post(BREAK, {"crn": hidden.crn, "reason": reason})
    assert "Say why you must see this record now" in page.content.decode()
    assert not sees(practitioner, hidden)


@pytest.mark.parametrize("crn", ["", "X30556", "Saltmarsh"])
def test_only_an_exact_crn_is_taken(signed_in, hidden, crn):
    page = signed_in.post(BREAK, {"crn": crn, "reason": WHY})
    assert "a letter and six figures" in page.content.decode()
    assert not BreakGlass.objects.exists()


def test_an_exclusion_is_not_opened(signed_in, practitioner, hidden):
    LimitedAccessFactory(person=hidden, user=practitioner)
    open_record(practitioner, hidden.crn)
    assert not sees(practitioner, hidden)
    assert "Saltmarsh" not in signed_in.get(BREAK).content.decode()
    assert signed_in.get(at("person_detail", hidden)).status_code == 404


def test_nothing_is_written_under_it(practitioner, hidden):
    open_record(practitioner, hidden.crn)
    assert sees(practitioner, hidden)
    assert not may_write_about(practitioner, hidden)


@pytest.mark.parametrize("name", ["consent_record", "release_record", "caseload_move"])
def test_a_page_that_writes_is_refused_under_it(signed_in, practitioner, hidden, name):
    open_record(practitioner, hidden.crn)
    assert signed_in.get(at(name, hidden)).status_code == 403


def test_no_referral_is_started_under_it(signed_in, practitioner, hidden):
    open_record(practitioner, hidden.crn)
    assert signed_in.post(at("referral_start", hidden)).status_code == 403


def test_whom_one_sees_already_needs_no_glass(signed_in, person):
    page = signed_in.post(BREAK, {"crn": person.crn, "reason": WHY})
    assert "You can see this person already" in page.content.decode()
    assert not BreakGlass.objects.exists()


def test_the_eleventh_in_an_hour_is_one_too_many(signed_in):
    answers = [
        signed_in.post(BREAK, {"crn": f"X{number:06}", "reason": WHY}).status_code for number in range(11)
    ]
    assert answers == [302] * 10 + [429]


@pytest.fixture
def given(signed_in, practitioner, settings, monkeypatch):
    """Says by which method, and how many seconds ago, the user of this session showed who they are."""
    monkeypatch.setattr("foundation.accounts.middleware.is_mfa_enabled", lambda user: True)
    settings.SECOND_FACTOR_REQUIRED = True

    def give(method, seconds_ago):
        session = signed_in.session
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(practitioner.pk)
        at = timezone.now().timestamp() - seconds_ago
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": method, "at": at}]
        session.save()

    return give


@pytest.mark.parametrize(("method", "seconds_ago"), [("mfa", 6 * 60), ("password", 1), ("recovery", 1)])
def test_without_a_fresh_second_factor_it_is_asked_for_again(signed_in, hidden, given, method, seconds_ago):
    given(method, seconds_ago)
    for answer in (signed_in.get(BREAK), signed_in.post(BREAK, {"crn": hidden.crn, "reason": WHY})):
        assert answer.url == f"{reverse('mfa_reauthenticate')}?next=%2Fpeople%2Fbreak-glass%2F"
    assert not BreakGlass.objects.exists()


def test_with_a_fresh_one_it_goes_on(signed_in, given):
    given("mfa", 60)
    assert signed_in.get(BREAK).status_code == 200


# --- one answer until it is granted


def test_somebody_nobody_and_an_excluded_record_get_the_same_answer(client, practitioner, hidden, stranger):
    excluded_from = CaseloadFactory(person__crn="X888888", team=stranger.teams.get()).person
    LimitedAccessFactory(person=excluded_from, user=practitioner)
    answers = set()
    for crn in ("X999999", hidden.crn, excluded_from.crn):
        with transaction.atomic():
            client.force_login(practitioner)
            with CaptureQueriesContext(connection) as asked:
                answer = client.post(BREAK, {"crn": crn, "reason": WHY})
                count = len(asked)
            answers.add((answer.status_code, answer.url, comparable(answer), count))
            transaction.set_rollback(True)
    assert len(answers) == 1


def test_nobody_and_an_excluded_record_stay_the_same_afterwards(client, practitioner, hidden):
    LimitedAccessFactory(person=hidden, user=practitioner)
    pages = set()
    for crn in ("X999999", hidden.crn):
        with transaction.atomic():
            client.force_login(practitioner)
            pages.add(comparable(client.post(BREAK, {"crn": crn, "reason": WHY}, follow=True)))
            transaction.set_rollback(True)
    assert len(pages) == 1


# --- what it opens


def test_it_opens_one_record_for_60_minutes_to_one_user(practitioner, hidden, team):
    colleague = UserFactory(role=Role.PRACTITIONER, teams=[team])
    with time_machine.travel("2026-06-03 12:00:00Z", tick=False) as clock:
        CaseloadFactory(person=hidden, until=None) if not hidden.caseloads.exists() else None
        open_record(practitioner, hidden.crn)
        assert sees(practitioner, hidden)
        assert not sees(colleague, hidden)
        clock.shift(59 * MINUTE)
        assert sees(practitioner, hidden)
        clock.shift(MINUTE)
        assert not sees(practitioner, hidden)


def test_it_opens_a_restricted_record(practitioner, person):
    LimitedAccessFactory(person=person, kind=LimitedAccess.Kind.RESTRICTION, user=UserFactory())
    assert not sees(practitioner, person)
    open_record(practitioner, person.crn)
    assert sees(practitioner, person)


def test_a_hub_worker_reads_the_persons_pages_and_every_one_is_recorded_under_it(client, hidden):
    hub = TeamFactory()
    worker = UserFactory(role=Role.HUB_WORKER, teams=[hub], organisation=hub.organisation)
    client.force_login(worker)
    page = client.post(BREAK, {"crn": "x 305566", "reason": WHY}, follow=True).content.decode()
    assert "If there is such a record, it is open to you for 60 minutes" in page
    assert "Imran Saltmarsh" in page
    opened = BreakGlass.objects.get()
    for name in ("person_detail", "person_timeline"):
        assert client.get(at(name, hidden)).status_code == 200
    under = AuditEvent.objects.filter(user=worker, purpose=f"break-glass: {opened.uuid}")
    assert [event.what for event in under.order_by("id")][-2:] == ["GET person_detail", "GET person_timeline"]


def test_other_peoples_pages_are_recorded_as_ever(signed_in, practitioner, hidden, person):
    open_record(practitioner, hidden.crn)
    signed_in.get(at("person_detail", person))
    assert AuditEvent.objects.latest("id").purpose == "caseload of Medway North"


# --- the review


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

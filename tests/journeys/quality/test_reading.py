"""Two people read each record, never whoever was its key worker, and neither sees what the other said."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from foundation.lifecycle import events, facts, running
from foundation.lifecycle.transitions import WrongState
from journeys.models import QualityAnswer, SampledRecord
from journeys.quality import actions as quality
from journeys.quality.clocks import READING
from journeys.quality.questions import CURRENT, VERSIONS, questions_of
from journeys.quality.record import about
from journeys.quality.scoring import scores_of
from referrals.models import Referral
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.journeys import (
    QualityAnswerFactory,
    QualitySampleFactory,
    SampledRecordFactory,
    read_twice,
)
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory
from tests.factories.pathways_plans import StepFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory, RiskInformationFactory
from tests.factories.referrals import ReferralFactory, TransferFactory

pytestmark = pytest.mark.django_db

ASKED = [question.slug for question in questions_of(CURRENT)]
YES = dict.fromkeys(ASKED, "met")


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham", slug="chatham", team=TeamFactory(parent=TeamFactory()))


@pytest.fixture
def manager(hub):
    return UserFactory(name="Helen Strand", role=Role.HUB_MANAGER, teams=[hub.team])


@pytest.fixture
def officer(hub):
    return UserFactory(name="Priya Marsh", role=Role.PERFORMANCE_OFFICER, teams=[hub.team.parent])


@pytest.fixture
def record(hub):
    person = PersonFactory(given_names="Callum", family_name="Fernhill")
    referral = ReferralFactory(
        state="started", hub=hub, person=person, key_worker=UserFactory(teams=[hub.team])
    )
    return SampledRecordFactory(sample=QualitySampleFactory(hub=hub), referral=referral)


def page(answer):
    return " ".join(answer.content.decode().split())


def ask(client, user, record, **posted):
    client.force_login(user)
    url = reverse("quality_read", args=[record.uuid])
    return client.post(url, posted) if posted else client.get(url)


# --- who reads


@pytest.mark.parametrize("role", [Role.HUB_WORKER, Role.PRACTITIONER, Role.COMMISSIONER])
def test_nobody_else_reads_for_quality(hub, record, role):
    with pytest.raises(NotYou):
        quality.read_record(record, by=UserFactory(role=role, teams=[hub.team]), scores=YES)


def test_the_key_worker_does_not_judge_the_own_record(hub, record, manager):
    SampledRecord.objects.update(key_worker=manager)
    with pytest.raises(NotYou, match="You were the key worker"):
        quality.read_record(record, by=manager, scores=YES)


def test_nor_does_whoever_was_key_worker_before(record, manager):
    referral = record.referral
    now = referral.key_worker
    for user in (manager, now):
        facts.correct([(referral, {"key_worker": user})], by=None)
    with pytest.raises(NotYou, match="You were the key worker"):
        quality.read_record(record, by=manager, scores=YES)


def test_the_same_person_does_not_read_it_twice(record, officer):
    quality.read_record(record, by=officer, scores=YES)
    with pytest.raises(WrongState, match="You have read this record"):
        quality.read_record(record, by=officer, scores=YES)


def test_a_third_reader_comes_too_late(hub, record, officer, manager):
    for reader in (officer, manager):
        quality.read_record(record, by=reader, scores=YES)
    third = UserFactory(role=Role.PERFORMANCE_OFFICER, teams=[hub.team.parent])
    with pytest.raises(WrongState, match="Two people have read"):
        quality.read_record(record, by=third, scores=YES)


def test_every_question_is_answered_or_nothing_is_kept(record, officer):
    with pytest.raises(ValidationError) as refusal:
        quality.read_record(record, by=officer, scores={"needs": "met", "plan": "perhaps"})
    assert set(refusal.value.message_dict) == set(ASKED) - {"needs"}
    assert not QualityAnswer.objects.exists()


# --- what follows


def test_each_reading_is_an_event_about_the_person(record, officer):
    quality.read_record(record, by=officer, scores=YES)
    event = events.of(record).get()
    assert (event.what, event.by, event.person_id) == ("read", officer, record.referral.person_id)


def test_the_clock_stops_when_the_last_record_is_read_twice(hub, record, officer, manager):
    other = SampledRecordFactory(sample=record.sample)
    running.start(READING, record.sample, team=hub.team, url="/")
    for each in (record, other):
        for reader in (officer, manager):
            assert running.running(record.sample, READING)
            quality.read_record(each, by=reader, scores=YES)
    assert running.running(record.sample, READING) is None


def test_scores_and_agreement_by_hand(record):
    """Two questions: yes and in part; then no and does not apply, which counts in no score."""
    read_twice(record)
    answers = QualityAnswer.objects
    answers.filter(reader=2, question="plan").update(score="partly")
    answers.filter(reader=1, question="next").update(score="not_met")
    answers.filter(reader=2, question="next").update(score="not_asked")
    (found,) = scores_of([record.sample], [record])
    left = len(ASKED) - 2
    assert found.whole.score == pytest.approx((2 * left + 1 + 0.5 + 0) / (2 * left + 3))
    assert found.whole.agreement == pytest.approx(left / len(ASKED))
    assert {question.slug: scored.score for question, scored in found.by_question}["plan"] == 0.75


def test_a_record_read_once_counts_in_no_score(record, officer):
    quality.read_record(record, by=officer, scores=YES)
    record.refresh_from_db()
    (found,) = scores_of([record.sample], [record])
    assert (found.whole, found.read_twice, found.records) == (None, 0, 1)


def test_every_version_of_the_questions_has_its_own_words():
    for questions in VERSIONS.values():
        assert len({question.slug for question in questions}) == len(questions)
        assert all(question.asks.endswith("?") for question in questions)


# --- the pages


def test_the_reader_sees_what_is_asked_and_nobody(client, hub, officer, record):
    """Neither name nor number, risk or evidence reference: the officer sees only what the questions need."""
    person = record.referral.person
    StepFactory(goal__plan__person=person, words="Ask the college for a place")
    RiskInformationFactory(person=person, meaning="Violence when drunk")
    MilestoneClaimFactory(
        pathway=PathwayFactory(person=person), evidence_reference="Letter to Callum Fernhill"
    )
    seen = page(ask(client, officer, record))
    assert "Ask the college for a place" in seen
    for hidden in ("Callum", "Fernhill", person.crn, "Violence", str(person.uuid)):
        assert hidden not in seen
    told = AuditEvent.objects.get(user=officer)
    assert told.purpose.startswith("case-quality sample, Chatham")


def test_sessions_at_the_hub_that_handed_it_over_are_read_too(record, hub):
    former, day = HubFactory(), timezone.now() - datetime.timedelta(days=5)
    Referral.objects.filter(pk=record.referral_id).update(started_on=day.date())
    record.referral.refresh_from_db()
    TransferFactory(referral=record.referral, from_hub=former, to_hub=hub, state="agreed")
    for there, mark in ((former, "did_not_attend"), (hub, "attended"), (HubFactory(), "attended")):
        session = SessionFactory(hub=there, starts_at=day)
        BookingFactory(session=session, person=record.referral.person, mark=mark)
    read = dict(about(record)["attendance"])
    assert read["Sessions"] == "Came to 1 of 2"


def test_the_second_reader_sees_nothing_of_the_first(client, officer, manager, record):
    quality.read_record(record, by=manager, scores=YES, remark="More of her own words")
    seen = page(ask(client, officer, record))
    assert "More of her own words" not in seen
    assert "checked" not in seen


def test_after_both_the_record_is_closed_and_the_scores_are_read(client, officer, manager, record):
    StepFactory(goal__plan__person=record.referral.person, words="Ask the college for a place")
    quality.read_record(record, by=manager, scores=YES, remark="More of her own words")
    quality.read_record(record, by=officer, scores=YES | {"plan": "not_met"})
    seen = page(ask(client, officer, record))
    assert "They differ" in seen
    assert "More of her own words" in seen
    assert "Ask the college" not in seen


def test_who_has_read_it_opens_it_no_more(client, officer, record):
    quality.read_record(record, by=officer, scores=YES)
    assert ask(client, officer, record).status_code == 409


def test_answers_are_sent_and_missing_ones_are_asked_for(client, officer, record):
    answer = ask(client, officer, record, needs="met")
    assert set(answer.context["form"].errors) == set(ASKED) - {"needs"}
    answer = ask(client, officer, record, remark="Good work", **YES)
    assert (answer.status_code, answer.url) == (302, reverse("quality_hub", args=["chatham"]))
    assert QualityAnswer.objects.filter(reader=1).count() == len(ASKED)


def test_a_record_hidden_from_the_reader_is_not_there_and_not_counted(client, officer, record):
    SampledRecordFactory(sample=record.sample)
    LimitedAccessFactory(person=record.referral.person, kind="restriction", user=UserFactory())
    assert ask(client, officer, record).status_code == 404
    client.force_login(officer)
    seen = client.get(reverse("quality_hub", args=["chatham"]))
    assert len(seen.context["records"]) == 1
    assert record.referral.reference not in page(seen)
    (line,) = client.get(reverse("quality_list")).context["hubs"]
    assert (line.latest.records, line.to_read) == (1, 1)


def test_the_hub_page_says_whose_turn_it_is(client, hub, officer, manager, record):
    SampledRecord.objects.update(key_worker=manager)
    mine = SampledRecordFactory(sample=record.sample)
    quality.read_record(mine, by=manager, scores=YES)
    read_twice(SampledRecordFactory(sample=record.sample))
    client.force_login(manager)
    seen = client.get(reverse("quality_hub", args=["chatham"]))
    assert [state for _, state, _ in seen.context["records"]] == ["own", "read", "done"]
    for told in ("You were the key worker", "Waits for a second reader", "See both readings", "100%"):
        assert told in page(seen)


def test_no_sample_yet_says_when_there_will_be_one(client, officer):
    client.force_login(officer)
    assert "No sample has been drawn yet." in page(client.get(reverse("quality_list")))


def test_the_pages_ask_as_often_for_thirty_records_as_for_three(client, hub, officer, record):
    client.force_login(officer)
    asked = []
    for more in (2, 27):
        for _ in range(more):
            read_twice(SampledRecordFactory(sample=record.sample))
            SampledRecordFactory(sample=record.sample)
        counts = []
        for url in (reverse("quality_list"), reverse("quality_hub", args=["chatham"])):
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
        asked.append(counts)
    assert asked[0] == asked[1]


def test_another_list_of_questions_begins_another_line(hub, record):
    from journeys.quality.course import course_of

    read_twice(record)
    (now,) = scores_of([record.sample], [record])
    assert course_of([now]).title.startswith("Chatham: 100%")
    assert course_of([]) is None
    assert QualityAnswerFactory().score == "met"


def test_the_home_page_says_how_many_are_left_to_read(client, officer, record):
    client.force_login(officer)
    seen = page(client.get(reverse("home")))
    assert "Chatham, " in seen
    quality.read_record(record, by=officer, scores=YES)
    assert "You have read what is yours to read." in page(client.get(reverse("home")))


def test_before_the_first_sample_the_home_page_says_nothing(client, officer):
    client.force_login(officer)
    assert "Case quality" not in page(client.get(reverse("home")))

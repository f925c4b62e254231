"""A published response is put right or taken back in public: what everybody has read stays."""

import pytest
from django.urls import reverse

from foundation.accounts.models import Notice
from foundation.lifecycle import running
from foundation.lifecycle.transitions import Refused
from partnership.clocks import RESPONSE_APPROVAL
from partnership.models import Correction
from partnership.scrutiny import correcting
from tests.factories.partnership import CorrectionFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(probation, people):
    return QuestionFactory(
        state="published", partner=probation, partnership=probation.partnership, asked_by=people.member
    )


@pytest.fixture
def written(question, people):
    return correcting.correct(question, by=people.writer, response="79 %", because="A post was counted twice")


def test_while_one_correction_waits_there_is_no_other_and_nothing_is_withdrawn(question, people, written):
    with pytest.raises(Refused, match="waits for the officers"):
        correcting.correct(question, by=people.writer, response="80 %", because="Again")
    with pytest.raises(Refused, match="Decide on it first"):
        correcting.retract(question, by=people.officer, because="Wrong")


def test_a_correction_says_something_else(question, people):
    with pytest.raises(Refused, match="says already"):
        correcting.correct(question, by=people.writer, response=question.response, because="Tidier")


def test_officers_are_asked_and_until_they_publish_it_the_response_stands(question, people, written):
    assert running.running(question, RESPONSE_APPROVAL).team == question.partnership.team
    assert [notice.user for notice in Notice.objects.filter(kind="correction_written")] == [people.officer]
    question.refresh_from_db()
    assert question.standing_response == "77 % of posts are filled."
    correcting.publish(written, by=people.officer)
    assert running.running(question, RESPONSE_APPROVAL) is None
    assert {notice.user for notice in Notice.objects.filter(kind="correction_published")} == {
        people.member, people.writer,
    }  # fmt: skip
    assert question.standing_response == "79 %"
    assert [text for text, _ in question.former_responses] == ["77 % of posts are filled."]


def test_a_refused_correction_leaves_the_response_and_another_may_be_written(question, people, written):
    correcting.refuse(written, by=people.officer, because="The first count was right")
    assert question.standing_response == "77 % of posts are filled."
    correcting.correct(question, by=people.writer, response="78 %", because="Counted once more")
    assert Correction.objects.count() == 2


def test_sent_twice_it_is_one_correction_and_after_a_refusal_a_new_one_is_taken(client, question, people):
    client.force_login(people.writer)
    address = reverse("question_correct", args=[question.uuid])
    words = {"response": "79 %", "because": "Counted twice"}
    for _ in range(2):
        assert client.post(address, words).status_code == 302
    assert Correction.objects.count() == 1
    correcting.refuse(Correction.objects.get(), by=people.officer, because="No")
    client.post(address, words)
    assert Correction.objects.count() == 2


@pytest.mark.parametrize("who", ["member", "writer", "officer"])
def test_a_withdrawn_response_is_read_by_nobody_and_why_by_everybody(client, question, people, who):
    correcting.retract(question, by=people.officer, because="It was of another year")
    client.force_login(getattr(people, who))
    told = client.get(reverse("question_detail", args=[question.uuid])).content.decode()
    assert "It was of another year" in told
    assert "77 % of posts" not in told


def test_a_member_reads_of_a_correction_only_once_it_is_published(client, question, people):
    CorrectionFactory(question=question, response="A draft")
    client.force_login(people.member)
    assert "A draft" not in client.get(reverse("question_detail", args=[question.uuid])).content.decode()

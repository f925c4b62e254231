"""The four questions on wellbeing: off the scale is refused, zero is an answer, and nothing is none."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs.models import Wellbeing
from hubs.wellbeing.forms import CorrectWellbeingForm
from hubs.wellbeing.questions import in_short
from tests.factories.hubs import WellbeingFactory

pytestmark = pytest.mark.django_db

ANSWERS = {"satisfied": 0, "worthwhile": 10, "happy": None, "anxious": 3}
NONE = dict.fromkeys(ANSWERS)
INDUCTION = Wellbeing.Occasion.INDUCTION


@pytest.fixture
def person(someone):
    return someone()


@pytest.fixture
def ask(person, hub, worker):
    def asked(answers, *, by=worker, occasion=INDUCTION, days=0):
        day = timezone.localdate() + datetime.timedelta(days=days)
        return hubs.record_wellbeing(person, hub, by=by, occasion=occasion, asked_on=day, answers=answers)

    return asked


@pytest.mark.parametrize("answer", [-1, 11, 100])
def test_an_answer_off_the_scale_is_refused(ask, answer):
    with pytest.raises(Refused, match="from 0 to 10"):
        ask({"happy": answer})
    assert not Wellbeing.objects.exists()


@pytest.mark.parametrize("answer", [11, 300])
def test_the_database_refuses_it_too(answer):
    with pytest.raises(IntegrityError), transaction.atomic():
        WellbeingFactory(anxious=answer)


def test_a_day_to_come_is_refused(ask):
    with pytest.raises(Refused, match="on the day they are asked"):
        ask(ANSWERS, days=1)


def test_a_worker_of_another_hub_is_refused(ask, stranger):
    with pytest.raises(NotYou, match="Chatham"):
        ask(ANSWERS, by=stranger)


def test_zero_is_an_answer_and_an_empty_one_is_none(ask):
    assert in_short(ask(ANSWERS)) == [
        ("Satisfied", "0"),
        ("Worthwhile", "10"),
        ("Happy", "Not answered"),
        ("Anxious", "3"),
    ]


def test_that_nothing_was_answered_is_kept(ask, worker):
    asked = ask(NONE)
    assert asked.is_unanswered
    assert (asked.asked_by, asked.asked_on) == (worker, timezone.localdate())
    assert [event.what for event in events.of(asked)] == ["asked"]


def test_asked_twice_on_a_day_is_one_occasion_and_silence_takes_no_answer_back(ask):
    first = ask(ANSWERS)
    ask(NONE)
    again = ask(ANSWERS | {"happy": 4})
    assert again.pk == first.pk
    assert (again.happy, Wellbeing.objects.count()) == (4, 1)


def test_a_question_passed_over_the_second_time_keeps_its_answer(ask):
    ask(ANSWERS)
    again = ask(NONE | {"happy": 4})
    assert in_short(again) == [("Satisfied", "0"), ("Worthwhile", "10"), ("Happy", "4"), ("Anxious", "3")]


def test_an_induction_and_a_review_of_one_day_are_two(ask):
    ask(ANSWERS)
    ask(ANSWERS, occasion=Wellbeing.Occasion.REVIEW)
    assert Wellbeing.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "  ", "n/a"])
def test_a_correction_without_a_reason_is_refused(ask, worker, reason):
    with pytest.raises(Refused, match="Say why"):
        hubs.correct_wellbeing(ask(ANSWERS), by=worker, reason=reason, answers=NONE)


def test_a_correction_keeps_what_was_written_before(ask, worker):
    asked = ask(ANSWERS)
    hubs.correct_wellbeing(asked, by=worker, reason="Read the wrong line", answers=ANSWERS | {"satisfied": 7})
    asked.refresh_from_db()
    assert asked.satisfied == 7
    assert list(Wellbeing.versions.filter(version_of=asked).values_list("satisfied", flat=True)) == [0]


def test_a_correction_of_a_former_version_undoes_nothing(ask, worker):
    asked = ask(ANSWERS)
    opened = asked.seen_as
    right = ANSWERS | {"satisfied": 7}
    hubs.correct_wellbeing(asked, by=worker, reason="Read the wrong line", answers=right, seen_as=opened)
    hubs.correct_wellbeing(asked, by=worker, reason="Sent twice", answers=right, seen_as=opened)
    with pytest.raises(ChangedMeanwhile, match="changed this"):
        hubs.correct_wellbeing(asked, by=worker, reason="Misread", answers=ANSWERS, seen_as=opened)
    asked.refresh_from_db()
    assert asked.satisfied == 7


def test_somebody_from_elsewhere_corrects_nothing(ask, stranger):
    with pytest.raises(NotYou):
        hubs.correct_wellbeing(ask(ANSWERS), by=stranger, reason="Read the wrong line", answers=NONE)


@pytest.mark.parametrize("typed", ["11", "-1", "3.5", "seven"])
def test_the_form_says_what_is_wrong_at_the_question(typed):
    wellbeing = WellbeingFactory()
    sent = {"happy": typed, "reason": "Misread", "seen_as": wellbeing.seen_as}
    form = CorrectWellbeingForm(sent, wellbeing=wellbeing)
    assert list(form.errors) == ["happy"]
    assert "from 0 to 10" in form.errors["happy"][0]


def test_the_page_is_not_there_for_another_hub(client, stranger, ask):
    client.force_login(stranger)
    assert client.get(f"/wellbeing/{ask(ANSWERS).uuid}/correct/").status_code == 404


def test_the_page_corrects_and_shows_what_was_before(as_worker, ask):
    asked = ask(ANSWERS)
    page = f"/wellbeing/{asked.uuid}/correct/"
    typed = {"seen_as": asked.seen_as, "reason": "Misread"}
    assert as_worker.post(page, typed | {"happy": "12"}).status_code == 200
    answer = as_worker.post(page, typed | {"satisfied": "0", "happy": "5"})
    assert answer.url == f"/people/{asked.person.uuid}/"
    asked.refresh_from_db()
    assert (asked.satisfied, asked.worthwhile, asked.happy, asked.anxious) == (0, None, 5, None)
    assert b"As it was written before" in as_worker.get(page).content


def test_the_page_says_what_somebody_else_wrote_and_takes_it_once_that_is_read(as_worker, ask):
    asked = ask(ANSWERS)
    page = f"/wellbeing/{asked.uuid}/correct/"
    typed = {
        "seen_as": as_worker.get(page).context["form"]["seen_as"].value(),
        "happy": "5",
        "reason": "Misread",
    }
    ask(ANSWERS | {"satisfied": 7})
    refused = as_worker.post(page, typed)
    assert refused.status_code == 409
    assert dict(refused.context["stands"])["Satisfied"] == "7"
    again = typed | {"seen_as": refused.context["form"]["seen_as"].value()}
    assert as_worker.post(page, again).status_code == 302

"""The pages of TOP forms: who reads them, what they ask, and what they show of the change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from pathways.models import OutcomesProfile, Pathway
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.people import CaseloadFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day
from tests.pathways.profiles.asking import sent, weeks

pytestmark = pytest.mark.django_db


@pytest.fixture
def forms(person, substance):
    """A start, a review that left something unanswered, and an exit."""
    return [
        OutcomesProfileFactory(person=person, taken_on=day(200), said={"opiates": 21, "physical": 6}),
        OutcomesProfileFactory(person=person, stage="review", taken_on=day(100), said={"opiates": None}),
        OutcomesProfileFactory(
            person=person, stage="exit", taken_on=day(5), said={"opiates": 4, "physical": None}
        ),
    ]


def reader(person):
    """The practitioner who holds the person."""
    team = TeamFactory()
    CaseloadFactory(person=person, team=team)
    return UserFactory(role=Role.PRACTITIONER, teams=[team])


@pytest.mark.parametrize("role", [Role.DATA_STEWARD, Role.PERFORMANCE_OFFICER, Role.COMMISSIONER])
def test_those_whose_work_it_is_not_read_no_form(as_, hub, forms, role):
    client = as_(UserFactory(role=role, teams=[hub.team]))
    assert client.get(url("top_detail", forms[0])).status_code == 403


def test_a_form_is_not_there_for_a_hub_that_does_not_know_the_person(as_, forms):
    client = as_(UserFactory(role=Role.HUB_WORKER, teams=[TeamFactory()]))
    assert client.get(url("top_detail", forms[0])).status_code == 404
    assert client.get(url("top_correct", forms[0])).status_code == 404


def test_the_practitioner_reads_and_cannot_write(as_, person, substance, forms):
    client = as_(reader(person))
    seen = page(client.get(url("top_list", substance)))
    assert "TOP forms" in seen
    assert url("top_record", substance) not in seen
    assert client.get(url("top_record", substance)).status_code == 403
    assert client.post(url("top_correct", forms[0]), sent()).status_code == 403


def test_a_pathway_without_forms_has_no_page_of_them(as_, hub, pathway):
    assert as_(hub.worker).get(url("top_list", pathway)).status_code == 404
    assert as_(hub.worker).get(url("top_record", pathway)).status_code == 404
    assert "TOP forms" not in page(as_(hub.worker).get(url("pathway_detail", pathway)))


def test_what_does_not_add_up_is_said_and_what_was_typed_stays(as_, hub, substance):
    typed = sent(weeks("crack", 1, 2, 3, 4, total=11))
    answer = as_(hub.worker).post(url("top_record", substance), typed)
    assert answer.status_code == 200
    assert "Crack: the four weeks add up to 10, and the total says 11." in page(answer)
    assert 'href="#id_crack"' in page(answer)
    assert 'value="11"' in page(answer)
    assert not OutcomesProfile.objects.exists()


def test_a_second_form_of_the_day_is_refused_on_the_page(as_, hub, substance):
    client = as_(hub.worker)
    client.post(url("top_record", substance), sent())
    answer = client.post(url("top_record", substance), sent(physical="11"))
    assert "is recorded already" in page(answer)
    assert OutcomesProfile.objects.count() == 1


def test_a_form_is_recorded_and_read(as_, hub, substance):
    client = as_(hub.worker)
    typed = sent(
        weeks("opiates", 7, 5, 0, 2) | {"cannabis": None}, opiates_average="0.5", cannabis_not_answered="on"
    )
    answer = client.post(url("top_record", substance), typed)
    form = OutcomesProfile.objects.get()
    assert answer.url == url("top_detail", form)
    seen = page(client.get(answer.url))
    assert "14 days in four weeks" in seen
    assert "0.5 grams on a day of use" in seen
    assert "7, 5, 0, 2" in seen
    assert "Not answered" in seen
    claimed = page(client.get(url("pathway_detail", substance)))
    assert "TOP start" in claimed
    assert url("top_detail", form) in claimed


def test_the_days_that_a_prison_form_asks_about_are_shown(as_, hub, person, substance):
    form = OutcomesProfileFactory(
        person=person, setting="prison", taken_on=day(10), asked_from=day(128), asked_to=day(101)
    )
    seen = page(as_(hub.worker).get(url("top_detail", form)))
    assert "the 28 days before custody" in seen
    assert "In prison" in seen


def test_the_change_is_of_the_start_and_the_latest_review_or_exit(as_, hub, substance, forms):
    answer = as_(hub.worker).get(url("top_list", substance))
    lines = {line.item.slug: line for _, lines in answer.context["sections"] for line in lines}
    assert (lines["opiates"].change, lines["opiates"].way) == ("17 days fewer", "better")
    assert list(lines["opiates"].cells) == ["21", "Not answered", "4"]
    assert (lines["physical"].change, lines["alcohol"].change) == ("", "No change")
    assert "Cannot be compared" in page(answer)


def test_a_question_not_answered_is_a_gap_in_the_picture_and_said_in_its_words(as_, hub, substance, forms):
    answer = as_(hub.worker).get(url("top_list", substance))
    lines = {line.item.slug: line for _, lines in answer.context["sections"] for line in lines}
    picture = lines["opiates"].picture
    assert not [mark for mark in picture.marks if getattr(mark, "look", "") == "main"]
    assert "Not answered" in picture.description
    assert lines["crack"].picture is None, "nothing but zero is not drawn"


def test_without_a_later_form_nothing_is_compared(as_, hub, person, substance):
    OutcomesProfileFactory(person=person)
    assert "Nothing can be compared yet" in page(as_(hub.worker).get(url("top_list", substance)))


def test_no_form_at_all_says_what_to_do(as_, hub, substance):
    seen = page(as_(hub.worker).get(url("top_list", substance)))
    assert "Record the start form when treatment begins" in seen


def test_a_correction_keeps_and_shows_what_was_written_before(as_, hub, forms):
    client, form = as_(hub.worker), forms[0]
    shown = client.get(url("top_correct", form)).context["form"]
    typed = sent(
        weeks("opiates", 7, 7, 6, 0), reason="Read from the wrong line", read_at=shown["read_at"].value(),
        taken_on=form.taken_on.isoformat(),
    )  # fmt: skip
    answer = client.post(url("top_correct", form), typed)
    assert answer.url == url("top_detail", form)
    form.refresh_from_db()
    assert form.opiates == 20
    assert "Opiates and opioids, not prescribed: 21" in page(client.get(answer.url))


def test_a_correction_of_what_was_corrected_meanwhile_is_refused(as_, hub, forms):
    client, form = as_(hub.worker), forms[0]
    read_at = client.get(url("top_correct", form)).context["form"]["read_at"].value()
    typed = sent(reason="Misread", read_at=read_at, taken_on=form.taken_on.isoformat())
    client.post(url("top_correct", form), typed)
    again = client.post(url("top_correct", form), typed | {"physical": "3"})
    assert again.status_code == 409
    assert "Somebody else corrected this form" in page(again)
    form.refresh_from_db()
    assert form.physical == 10


def test_the_page_asks_as_often_at_3_forms_as_at_30(as_, hub, person, substance, forms):
    client, asked = as_(hub.worker), []
    for more in (0, 27):
        for number in range(more):
            OutcomesProfileFactory(person=person, stage="review", taken_on=day(10 + number))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url("top_list", substance))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 16


def test_every_page_of_forms_is_in_the_audit_trail(as_, hub, substance, forms):
    client = as_(hub.worker)
    for name, thing in (("top_list", substance), ("top_record", substance), ("top_detail", forms[0]),
                        ("top_correct", forms[0])):  # fmt: skip
        before = AuditEvent.objects.count()
        client.get(url(name, thing))
        assert AuditEvent.objects.count() == before + 1


def test_a_form_of_somebody_without_a_pathway_is_read_from_their_own_page(as_, hub, person):
    form = OutcomesProfileFactory(person=person)
    assert not Pathway.objects.exists()
    assert f"/people/{person.uuid}/" in page(as_(hub.worker).get(url("top_detail", form)))

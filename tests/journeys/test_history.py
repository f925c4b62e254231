"""The history of a record: every change that its reader may know of, and nothing of what is hidden."""

import datetime

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import AuditEvent
from foundation.lifecycle import facts
from foundation.lifecycle.drawing import machines
from foundation.lifecycle.facts import Fact
from foundation.lifecycle.models import Event
from foundation.lifecycle.words import participle
from journeys import history
from people import actions as people
from people.access import STEWARDS_ONLY
from people.models import Release
from tests.factories.accounts import TeamFactory
from tests.factories.contacts import NoteFactory
from tests.factories.people import ConsentFactory, PersonFactory, ReleaseFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


def lines(person, user):
    return [line.title for line in history.page_of(person, user, number=1).object_list]


def happened(subject_type, subject_id, person, by, what="recorded", **more):
    return Event.objects.create(
        what=what, subject_type=subject_type, subject_id=subject_id, person_id=person.pk, by=by,
        by_role=by.role, recorded_at=timezone.now(), effective_on=datetime.date(2026, 6, 3), **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    "subject", ["people.nocontact", "people.pendingpair", "people.takeoverrequest", "people.breakglass",
                "people.duplicatepair", "people.limitedaccess"],
)  # fmt: skip
def test_what_others_must_not_notice_is_no_subject_of_it(person, practitioner, steward, subject):
    happened(subject, 1, person, practitioner)
    assert lines(person, practitioner) == lines(person, steward) == []


def test_risk_and_work_are_not_told_to_a_data_steward(person, practitioner, steward):
    happened("people.riskinformation", 1, person, practitioner, "assessed")
    happened("pathways.pathway", 1, person, practitioner, "begin")
    assert lines(person, practitioner) == ["Pathway: begun", "Risk information: assessed"]
    assert lines(person, steward) == []


@pytest.mark.parametrize("what", sorted(STEWARDS_ONLY))
def test_what_only_data_stewards_read_is_told_to_nobody_else(person, practitioner, steward, what):
    happened("people.person", person.pk, person, steward, what)
    assert lines(person, practitioner) == []
    assert len(lines(person, steward)) == 1


def test_a_referral_out_of_scope_is_not_told(person, practitioner, team, hub):
    seen = ReferralFactory(person=person, team=team, hub=hub, state="submitted")
    other = ReferralFactory(person=person, team=TeamFactory(), state="submitted")
    for referral in (seen, other):
        happened("referrals.referral", referral.pk, person, practitioner, "submit", from_state="draft",
                 to_state="submitted")  # fmt: skip
    (line,) = history.page_of(person, practitioner, number=1).object_list
    assert line.event.subject_id == seen.pk
    assert (line.title, line.moved) == ("Referral: submitted", "From draft to submitted")


def test_a_note_that_is_not_open_to_the_reader_is_not_told(person, practitioner, worker, hub):
    open_one, sensitive = (
        NoteFactory(person=person, team=hub.team),
        NoteFactory(person=person, team=TeamFactory(), is_sensitive=True),
    )
    for note in (open_one, sensitive):
        happened("people.note", note.pk, person, practitioner, "written")
    assert lines(person, worker) == ["Note: written"]
    assert lines(person, practitioner) == ["Note: written"] * 2, "their team holds the person"


def test_forms_of_treatment_are_told_to_those_who_may_read_them(person, practitioner, steward):
    happened("pathways.outcomesprofile", 1, person, practitioner)
    happened("pathways.handover", 1, person, practitioner, "miss")
    assert practitioner.may("view_top")
    assert lines(person, practitioner) == ["Handover: missed", "TOP form: recorded"]
    assert lines(person, steward) == []


def test_every_fact_and_machine_about_a_person_is_a_subject_or_exempt_for_a_reason():
    about_people = {
        model._meta.label_lower
        for model in apps.get_models()
        if (issubclass(model, Fact) or model in machines().values())
        and any(field.name == "person" for field in model._meta.concrete_fields)
    }
    subjects = {subject.label for subject in history.SUBJECTS}
    assert about_people <= subjects | set(history.EXEMPT)
    assert not subjects & set(history.EXEMPT)
    assert set(history.EXEMPT) <= about_people


@pytest.mark.parametrize(
    ("verb", "said"),
    [("drop", "dropped"), ("draw", "drawn"), ("transfer", "transferred"), ("return_claim", "returned")],
)
def test_verbs_are_told_as_people_say_them(verb, said):
    assert participle(verb) == said


def test_nothing_of_another_person_is_told(person, practitioner):
    happened("people.consent", 1, PersonFactory(), practitioner)
    assert lines(person, practitioner) == []


def test_the_latest_recorded_comes_first_with_who_and_why(client, person, practitioner):
    release = facts.record(
        [
            Release(
                person=person,
                prison=ReleaseFactory().prison,
                kind="licence",
                expected_on=datetime.date(2030, 6, 3),
            )
        ],
        by=practitioner,
    )[0]
    people.change_release(
        release, by=practitioner, reason="The parole board moved it", expected_on=datetime.date(2030, 6, 10)
    )
    client.force_login(practitioner)
    page = client.get(reverse("person_history", args=[person.uuid])).content.decode()
    assert lines(person, practitioner)[-1] == "Release: recorded"
    assert "The parole board moved it" in page
    assert "Dana Whitlock, practitioner" in page
    assert AuditEvent.objects.get(what="GET person_history").purpose == "caseload of Medway North"


def test_what_the_system_did_says_so(person, practitioner):
    facts.record([ConsentFactory.build(person=person, text=None)], by=None)
    assert history.page_of(person, practitioner, number=1).object_list[0].who == "the system"


@pytest.mark.parametrize(
    ("verb", "words"),
    [("begin", "begun"), ("set_back", "set back"), ("verify", "verified"), ("hand_back", "handed back"),
     ("take", "taken"), ("wait_list", "put on the waiting list"), ("end_early", "ended early"), ("drafted", "drafted")],
)  # fmt: skip
def test_what_was_done_reads_as_done(person, practitioner, verb, words):
    happened("pathways.pathway", 1, person, practitioner, verb)
    assert lines(person, practitioner) == [f"Pathway: {words}"]

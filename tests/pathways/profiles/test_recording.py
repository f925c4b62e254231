"""TOP forms recorded and corrected: what does not add up is refused everywhere, and not answered is not zero."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from pathways import actions as pathways
from pathways.models import MilestoneClaim, OutcomesProfile, Pathway
from pathways.profiles.items import ITEMS
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import SpellFactory
from tests.factories.pathways_top import OutcomesProfileFactory, answers_of
from tests.factories.people import PersonFactory
from tests.pathways.days import day

pytestmark = pytest.mark.django_db

SEVEN = {f"alcohol_week_{week}": 7 for week in (1, 2, 3, 4)}


def refused(record, **given):
    """What the refusal says, by field."""
    with pytest.raises(ValidationError) as refusal:
        record(**given)
    assert not OutcomesProfile.objects.exists()
    return refusal.value.message_dict


def test_weeks_that_do_not_add_up_to_the_total_are_refused(record):
    said = refused(record, answers=answers_of() | SEVEN | {"alcohol": 27})
    assert said == {"alcohol": ["Alcohol: the four weeks add up to 28, and the total says 27."]}


def test_a_total_over_28_is_refused(record):
    said = refused(record, answers=answers_of() | SEVEN | {"alcohol": 29})
    assert said == {"alcohol": ["Alcohol: the four weeks add up to 28, and the total says 29."]}


@pytest.mark.parametrize("days", [8, 28, -1])
def test_a_week_of_more_than_7_days_is_refused(record, days):
    said = refused(record, answers=answers_of() | {"crack_week_2": days, "crack": days})
    assert said == {"crack_week_2": ["Crack: each week has 0 to 7 days."]}


def test_a_week_left_out_is_not_a_week_of_zero(record):
    said = refused(record, answers=answers_of() | {"opiates_week_3": None, "opiates": None})
    assert said == {"opiates_week_3": ["Opiates and opioids, not prescribed: enter all four weeks, 0 for a week "
                                       "without a day."]}  # fmt: skip


def test_a_total_without_its_weeks_is_refused(record):
    assert list(refused(record, answers=answers_of(crack=None) | {"crack": 12})) == ["crack_week_1"]


@pytest.mark.parametrize("answer", [-1, 21, 300])
def test_an_answer_off_the_scale_of_20_is_refused(record, answer):
    said = refused(record, said={"psychological": answer})
    assert said == {"psychological": ["Psychological health: answer from 0 to 20."]}


def test_another_substance_without_a_name_is_refused(record):
    assert refused(record, said={"other": 3}) == {"other_named": ["Name the other substance."]}


def test_an_average_amount_without_a_day_of_use_is_refused(record):
    assert list(refused(record, answers=answers_of() | {"alcohol_average": 4})) == ["alcohol_average"]


def test_everything_at_fault_is_named_at_once(record):
    said = refused(record, answers=answers_of(physical=21, other=2), taken_on=day(-1), setting="prison")
    assert set(said) == {"physical", "other_named", "taken_on", "custody_on"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"alcohol_week_1": 8, "alcohol": 8}, "adds_up"),
        ({"alcohol_week_1": 3, "alcohol": 2}, "adds_up"),
        ({"alcohol_week_1": None}, "adds_up"),
        ({"alcohol": None}, "adds_up"),
        ({"physical": 21}, "0_to_20"),
        ({"other_week_1": 1, "other": 1}, "is_named"),
        ({"alcohol_average": -1}, "0_or_more"),
        ({"asked_to": day(0), "taken_on": day(0)}, "asks_about_the_past"),
    ],
)
def test_the_database_refuses_it_too(change, words):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        OutcomesProfileFactory(**change)


def test_the_model_says_which_answer_does_not_add_up():
    form = OutcomesProfileFactory.build(person=PersonFactory())
    form.clean()
    form.cannabis = 5
    with pytest.raises(ValidationError, match="Cannabis: the four weeks add up to 0"):
        form.clean()


def test_a_day_to_come_is_refused(record):
    assert "today or earlier" in refused(record, taken_on=day(-1))["taken_on"][0]


def test_a_day_before_the_person_was_born_is_refused(record, person):
    before = person.date_of_birth - datetime.timedelta(days=1)
    assert "before the person was born" in refused(record, taken_on=before)["taken_on"][0]


def test_a_day_after_the_person_died_is_refused(record, person):
    person.died_on = day(10)
    person.save()
    assert "after the person died" in refused(record)["taken_on"][0]


def test_a_second_form_of_the_same_stage_and_day_is_refused_for_whoever_comes_second(record, hub):
    record(by=hub.colleague)
    with pytest.raises(ValidationError, match="recorded already"):
        record(by=hub.worker)
    assert OutcomesProfile.objects.count() == 1


def test_the_database_refuses_the_second_form_too():
    first = OutcomesProfileFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutcomesProfileFactory(person=first.person, stage=first.stage, taken_on=first.taken_on)


def test_a_review_on_the_day_of_another_stage_is_another_form(record):
    record()
    record(stage="exit")
    assert OutcomesProfile.objects.count() == 2


def test_a_prison_form_without_the_day_custody_began_is_refused(record):
    assert "28 days before" in refused(record, setting="prison")["custody_on"][0]
    assert "after the form" in refused(record, setting="prison", custody_on=day(2))["custody_on"][0]


def test_staff_of_a_hub_that_is_not_involved_are_refused(record):
    stranger = UserFactory(role=Role.HUB_WORKER, teams=[TeamFactory()])
    with pytest.raises(NotYou, match="involved"):
        record(by=stranger)


def test_a_practitioner_reads_and_does_not_record(record, hub):
    with pytest.raises(NotYou):
        record(by=UserFactory(role=Role.PRACTITIONER, teams=[hub.team]))


def test_a_treatment_service_that_the_person_was_handed_over_to_records(record, person):
    worker = UserFactory(role=Role.PARTNER_SERVICE_WORKER, teams=[TeamFactory()])
    with pytest.raises(NotYou):
        record(by=worker)
    form = record(by=worker, allows=lambda user, about: (user, about) == (worker, person))
    assert form.taken_by == worker
    assert not MilestoneClaim.objects.exists(), "the service claims nothing: its record is the evidence"


def test_a_total_is_worked_out_and_the_form_keeps_both(record):
    form = record(answers=answers_of() | {f"opiates_week_{w}": w for w in (1, 2, 3, 4)} | {"opiates": None})
    assert (form.opiates_week_4, form.opiates) == (4, 10)


def test_what_was_not_answered_is_kept_apart_from_zero(record):
    form = record({"crack": None, "alcohol": 0, "physical": None, "assault": None})
    form.refresh_from_db()
    assert (form.crack, form.crack_week_1, form.alcohol, form.alcohol_week_1) == (None, None, 0, 0)
    assert (form.physical, form.assault, form.theft) == (None, None, False)


def test_nothing_at_all_need_be_answered(record):
    form = record(answers=dict.fromkeys([item.slug for item in ITEMS]))
    assert not any(answer not in (None, "") for answer in form.answers.values())


def test_the_name_of_a_substance_that_was_not_used_is_not_kept(record):
    assert record({"other": 0, "other_named": "Spice"}).other_named == ""


def test_a_form_asks_about_the_28_days_before_it(record):
    form = record()
    assert (form.asked_from, form.asked_to) == (day(31), day(4))


def test_a_form_of_prison_asks_about_the_28_days_before_custody(record):
    form = record(setting="prison", custody_on=day(100))
    assert (form.asked_from, form.asked_to) == (day(128), day(101))


def test_a_form_belongs_to_the_treatment_begun_last_by_then(record, person):
    SpellFactory(person=person, kind="treatment", code="prison", started_on=day(300), ended_on=day(200))
    now = SpellFactory(person=person, kind="treatment", code="community_structured", started_on=day(10))
    assert record().spell == now
    assert record(taken_on=day(100)).spell is None


def test_the_form_is_the_evidence_of_its_milestone(record, substance, hub):
    record()
    claim = MilestoneClaim.objects.get()
    assert (claim.milestone, claim.reached_on, claim.claimed_by) == ("top_start", day(3), hub.worker)
    assert claim.evidence_type == "service_record"
    assert Pathway.objects.get(pk=substance.pk).state == "in_progress"


def test_a_form_after_treatment_is_evidence_of_no_milestone(record):
    record(stage="post_treatment_exit")
    assert not MilestoneClaim.objects.exists()


def test_a_milestone_claimed_for_the_day_already_is_not_claimed_twice(record):
    record()
    OutcomesProfile.versions.all().delete()
    record()
    assert MilestoneClaim.objects.count() == 1


def test_a_form_stands_where_no_pathway_is_under_way(record, substance):
    Pathway.objects.update(state="closed")
    record()
    assert OutcomesProfile.objects.exists()
    assert not MilestoneClaim.objects.exists()


def correct(form, hub, said=None, **given):
    usual = {
        "stage": form.stage,
        "setting": form.setting,
        "taken_on": form.taken_on,
        "reason": "Misread",
    } | given
    return pathways.correct_top(
        form, by=usual.pop("by", hub.worker), answers=answers_of(**(said or {})), **usual
    )


@pytest.mark.parametrize("reason", ["", "n/a"])
def test_a_correction_without_a_reason_is_refused(record, hub, reason):
    with pytest.raises(ValidationError, match="what was wrong"):
        correct(record(), hub, reason=reason)


def test_a_correction_that_does_not_add_up_is_refused(record, hub):
    form = record({"opiates": 12})
    with pytest.raises(ValidationError):
        correct(form, hub, {"physical": 40})
    form.refresh_from_db()
    assert form.opiates == 12


def test_a_correction_onto_the_day_of_another_form_is_refused(record, hub):
    record()
    review = record(stage="review", taken_on=day(1))
    with pytest.raises(ValidationError, match="recorded already"):
        correct(review, hub, stage="start", taken_on=day(3))


def test_a_correction_of_what_somebody_else_corrected_meanwhile_is_refused(record, hub):
    form = record({"opiates": 12})
    read_at = form.recorded_at
    correct(form, hub, {"opiates": 11}, by=hub.colleague, read_at=read_at)
    with pytest.raises(Refused, match="Somebody else"):
        correct(form, hub, {"opiates": 10}, read_at=read_at)
    form.refresh_from_db()
    assert form.opiates == 11


def test_a_correction_keeps_what_was_written_before(record, hub):
    form = record({"opiates": 12})
    correct(form, hub, {"opiates": None})
    form.refresh_from_db()
    assert form.opiates is None
    assert [former.opiates for former in OutcomesProfile.versions.filter(version_of=form)] == [12]
    assert [event.what for event in events.of(form)] == ["recorded", "corrected"]

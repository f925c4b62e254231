"""What a job, home or treatment says besides its days, and what nobody can say of it."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.intake import reference
from foundation.lifecycle import facts
from pathways import actions as pathways
from pathways.models import AccommodationCode, Occupation, Spell
from pathways.reference import load_accommodation_codes
from tests.factories.pathways import AccommodationCodeFactory, OccupationFactory, PathwayFactory, SpellFactory
from tests.pathways.asking import page, url
from tests.pathways.days import TODAY, day

pytestmark = pytest.mark.django_db


def record(pathway, by, **said):
    return pathways.record_spell(pathway, by=by, **{"code": "employed", "started_on": day(20)} | said)


def faults(pathway, by, **said):
    with pytest.raises(ValidationError) as refusal:
        record(pathway, by, **said)
    assert not Spell.versions.exists()
    return list(refusal.value.message_dict)


# --- jobs


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"pay": Decimal("0"), "pay_per": "hour"}, "pay"),
        ({"pay": Decimal("-5"), "pay_per": "hour"}, "pay"),
        ({"pay": Decimal("11.44")}, "pay_per"),
        ({"pay_per": "week"}, "pay"),
        ({"code": "not_employed", "hours": "full"}, "hours"),
        ({"code": "education", "pay": Decimal("11.44"), "pay_per": "hour"}, "pay"),
    ],
)
def test_pay_and_hours_that_cannot_be_are_refused_at_their_field(pathway, hub, said, field):
    assert field in faults(pathway, hub.worker, **said)


def test_the_database_refuses_pay_without_its_period(person):
    for wrong in ({"pay": Decimal("9")}, {"pay_per": "hour"}, {"pay": Decimal("0"), "pay_per": "hour"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SpellFactory(person=person, **wrong)


def test_a_job_that_ends_before_it_starts_is_refused(pathway, hub):
    assert faults(pathway, hub.worker, started_on=day(20), ended_on=day(21)) == ["ended_on"]


def test_what_a_spell_never_says_is_a_mistake_of_the_caller(pathway, hub):
    with pytest.raises(TypeError, match="colour"):
        record(pathway, hub.worker, colour="blue")


def test_a_job_keeps_its_hours_occupation_and_pay(pathway, hub):
    occupation = OccupationFactory()
    record(pathway, hub.worker, hours="zero", occupation=occupation, pay=Decimal("11.44"), pay_per="hour")
    spell = Spell.objects.get()
    assert (spell.hours, spell.occupation, spell.pay, spell.pay_per) == (
        "zero", occupation, Decimal("11.44"), "hour",
    )  # fmt: skip


def test_a_job_is_typed_with_its_occupation_and_read_on_its_page(as_, hub, pathway):
    OccupationFactory()
    typed = {
        "code": "employed", "detail": "Strood Dairy Co-op", "hours": "part", "occupation": "9252", "pay": "11.44",
        "pay_per": "hour", "started_on": day(9).isoformat(),
    }  # fmt: skip
    client = as_(hub.worker)
    client.post(url("spell_record", pathway), typed)
    seen = page(client.get(url("spell_detail", Spell.objects.get())))
    for said in (
        "Warehouse operatives (9252)",
        "Part time",
        "£11.44 an hour",
        "Strood Dairy Co-op",
        "Still so",
    ):
        assert said in seen


@pytest.mark.parametrize(
    ("typed", "words"), [("lots", "Write the pay in pounds"), ("11.444", "2 decimal places")]
)
def test_pay_that_is_no_amount_is_asked_again(as_, hub, pathway, typed, words):
    sent = {"code": "employed", "started_on": day(9).isoformat(), "pay": typed, "pay_per": "hour"}
    response = as_(hub.worker).post(url("spell_record", pathway), sent)
    assert words in page(response)
    assert '<a href="#id_pay">' in page(response)
    assert not Spell.objects.exists()


def test_a_retired_occupation_is_not_offered(as_, hub, pathway):
    OccupationFactory(retired_at="2026-01-01T00:00:00Z")
    assert "Warehouse operatives" not in page(as_(hub.worker).get(url("spell_record", pathway)))


def test_every_unit_group_of_the_classification_is_loaded_with_its_group():
    reference.load_all()
    assert Occupation.objects.count() == 412
    assert Occupation.objects.values("group").distinct().count() == 26
    assert str(Occupation.objects.get(code="9252")) == "Warehouse operatives (9252)"
    assert not Occupation.objects.exclude(code__regex=r"^[1-9][0-9]{3}$").exists()


# --- treatment


def test_treatment_keeps_its_need_group(as_, hub, person):
    pathway = PathwayFactory(person=person, kind="substance_support")
    typed = {"code": "community_structured", "need_group": "opiate", "started_on": day(9).isoformat()}
    client = as_(hub.worker)
    client.post(url("spell_record", pathway), typed)
    seen = page(client.get(url("spell_detail", Spell.objects.get())))
    assert "Structured treatment in the community" in seen
    assert "Opiate" in seen


def test_two_episodes_in_one_setting_are_refused_and_in_two_recorded(hub, person):
    pathway = PathwayFactory(person=person, kind="substance_support")
    record(pathway, hub.worker, code="prison", started_on=day(40))
    with pytest.raises(ValidationError, match="one treatment episode of one kind at a time"):
        record(pathway, hub.worker, code="prison", started_on=day(20))
    record(pathway, hub.worker, code="community_structured", started_on=day(20))
    assert Spell.objects.count() == 2


# --- accommodation codes have their days


@pytest.fixture
def reclassed(accommodation):
    """CAS3 was transient until ten days ago, and is settled since."""
    AccommodationCode.objects.filter(code="A17").update(valid_until=day(10))
    AccommodationCode.objects.create(
        code="A17",
        label="CAS3 flat",
        settledness="settled",
        housed_on_release_night="yes",
        valid_from=day(10),
    )
    return accommodation


@pytest.mark.parametrize(("started_on", "state"), [(day(11), "in_progress"), (day(10), "achieved")])
def test_a_home_has_the_class_of_the_day_it_began(reclassed, hub, started_on, state):
    record(reclassed, hub.worker, code="A17", started_on=started_on)
    reclassed.refresh_from_db()
    assert reclassed.state == state


def test_a_home_is_called_what_its_code_was_called_when_it_began(as_, reclassed, hub):
    record(reclassed, hub.worker, code="A17", started_on=day(30), ended_on=day(5), end_reason="Moved")
    record(reclassed, hub.worker, code="A17", started_on=day(5))
    spells = as_(hub.worker).get(url("pathway_detail", reclassed)).context["spells"]
    assert [spell.words for spell in spells] == ["CAS3 flat", "CAS3"]


def test_a_code_that_was_not_in_use_that_day_is_refused(reclassed, hub):
    AccommodationCode.objects.filter(code="A08A").update(valid_until=day(40))
    assert faults(reclassed, hub.worker, code="A08A") == ["code"]


def test_a_code_that_left_the_list_is_in_use_until_that_day_and_kept():
    AccommodationCodeFactory(code="A99")
    row = {"code": "A01D", "label": "Social rent", "class": "settled", "housed_on_release_night": "yes"}
    assert load_accommodation_codes([row]).gone == 1
    assert AccommodationCode.objects.get(code="A99").valid_until == TODAY
    again = load_accommodation_codes([row])
    assert (again.new, again.changed) == (0, 0)


def test_a_list_that_names_the_days_of_a_code_keeps_both_versions():
    row = {"code": "A17", "label": "CAS3", "class": "transient", "housed_on_release_night": "yes"}
    versions = [row | {"valid_until": "2027-04-01"}, row | {"class": "settled", "valid_from": "2027-04-01"}]
    assert load_accommodation_codes([row]).new == 1
    assert load_accommodation_codes(versions).new == 1
    assert [
        AccommodationCode.objects.in_use_on(on).get(code="A17").settledness
        for on in (datetime.date(2027, 3, 31), datetime.date(2027, 4, 1))
    ] == ["transient", "settled"]


# --- what it said before


def test_every_correction_is_read_with_what_it_said_before(as_, hub, pathway):
    client = as_(hub.worker)
    spell = record(pathway, hub.worker, hours="full")
    put_right = {"reason": "The payslip says so", "hours": "zero", "started_on": day(18)}
    pathways.correct_spell(pathway, spell, by=hub.manager, **put_right)
    pathways.end_spell(pathway, spell, by=hub.worker, ended_on=day(2), reason="Let go")
    response = client.get(url("spell_detail", spell))
    formers = response.context["formers"]
    assert [(each.event.what, [label for label, *_ in each.lines]) for each in formers] == [
        ("ended", ["No longer so from", "Why it ended"]), ("corrected", ["Hours", "First day"]),
    ]  # fmt: skip
    seen = page(response)
    assert "Hours: Full time became <strong>Zero hours</strong>" in seen
    assert "The payslip says so" in seen


def test_a_spell_that_was_never_changed_says_so(as_, hub, pathway):
    spell = record(pathway, hub.worker)
    assert "It has not been changed since it was recorded." in page(
        as_(hub.worker).get(url("spell_detail", spell))
    )


def test_homes_of_the_same_days_are_marked_for_whoever_puts_them_right(as_, hub, accommodation):
    other = SpellFactory(kind="accommodation", code="A17", started_on=day(20))
    record(accommodation, hub.worker, code="A01D", started_on=day(40))
    facts.correct([(other, {"person_id": accommodation.person_id})], by=None)
    seen = page(as_(hub.worker).get(url("pathway_detail", accommodation)))
    assert seen.count("Overlaps</strong>") == 2

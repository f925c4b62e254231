"""What cannot be recorded is refused to a partner service without telling what else is recorded of the person."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError

from foundation.design.dates import say_day
from pathways import actions as pathways
from pathways.actions import answering_handovers as service_does
from pathways.models import Handover, OutcomesProfile, Spell
from people.models import Person
from tests.factories.pathways import PathwayFactory, SpellFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.pathways.asking import page, url
from tests.pathways.days import TODAY, day
from tests.pathways.profiles.asking import sent

pytestmark = pytest.mark.django_db

BORN, DIED = datetime.date(1990, 5, 14), day(40)
TOMORROW = TODAY + datetime.timedelta(days=1)
ASK = "This cannot be recorded with these dates. Ask whoever sent you the handover."
TREATMENT = {"code": "community_structured", "need_group": "opiate"}
TOP = {"stage": "start", "setting": "community"}


@pytest.fixture
def handover(person, treatment):
    """Received, and sharing the name alone; an episode of treatment and a TOP form are of somebody else's making."""
    Person.versions.filter(pk=person.pk).update(date_of_birth=BORN)
    PathwayFactory(person=person, kind="substance_support")
    SpellFactory(person=person, kind="treatment", started_on=day(20), **TREATMENT)
    OutcomesProfileFactory(person=person, taken_on=day(9), **TOP)
    return HandoverFactory(person=person, service=treatment, state="received", shares=["name"])


CANARIES = ("born", "14 May 1990", "already", "recorded from", say_day(day(20)), say_day(day(9)))


def shown_of(client, name, handover, typed):
    """The page that comes back, and what it tells of the record beyond the days that were typed."""
    answer = client.post(url(name, handover), {key: str(value) for key, value in typed.items()})
    assert answer.status_code == 200
    known = [say_day(value) for value in typed.values() if isinstance(value, datetime.date)]
    shown = page(answer)
    return shown, [each for each in CANARIES if each in shown and each not in known]


@pytest.mark.parametrize(
    "started_on",
    [
        pytest.param(day(10), id="within an episode at another provider"),
        pytest.param(day(30), id="before an episode at another provider that has no end"),
        pytest.param(datetime.date(1985, 1, 2), id="before the person was born"),
    ],
)
def test_an_episode_is_refused_without_telling_of_others(handover, treatment, as_, started_on):
    Spell.objects.update(detail="Recovery Elsewhere")
    typed = {"started_on": started_on, **TREATMENT}
    shown, told = shown_of(as_(treatment.worker), "handed_over_treatment", handover, typed)
    assert (ASK in shown, told) == (True, [])
    with pytest.raises(ValidationError) as refusal:
        service_does.start_treatment(handover, by=treatment.worker, started_on=started_on, **TREATMENT)
    assert refusal.value.message_dict == {"started_on": [ASK]}
    assert Spell.objects.count() == 1


@pytest.mark.parametrize("started_on", [day(20), day(10), day(30)])
def test_an_episode_is_joined_without_telling_from_which_day_it_was_known(
    handover, treatment, as_, started_on
):
    typed = {"started_on": started_on, **TREATMENT}
    answer = as_(treatment.worker).post(url("handed_over_treatment", handover), typed, follow=True)
    assert Spell.objects.get() == Handover.objects.get().spell
    assert say_day(started_on) in page(answer)
    known = re.search(rf"\b{say_day(day(20))}", page(answer))
    assert bool(known) is (started_on == day(20))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        pytest.param({"taken_on": day(9)}, "taken_on", id="another form of the stage and day"),
        pytest.param({"taken_on": datetime.date(1985, 1, 2)}, "taken_on", id="before the person was born"),
        pytest.param(
            {"taken_on": day(3), "setting": "prison", "custody_on": datetime.date(1985, 1, 2)},
            "custody_on",
            id="custody before the person was born",
        ),
    ],
)
def test_a_form_is_refused_without_telling_of_others(handover, treatment, as_, given, field):
    shown, told = shown_of(as_(treatment.worker), "handed_over_form", handover, sent() | TOP | given)
    assert (ASK in shown, told) == (True, [])
    with pytest.raises(ValidationError) as refusal:
        service_does.record_form(handover, by=treatment.worker, answers={}, **TOP | given)
    assert refusal.value.message_dict == {field: [ASK]}
    assert OutcomesProfile.objects.count() == 1


def test_a_death_is_not_told_by_a_refusal(handover, treatment, person):
    """Where one is recorded while the service still has its page open, or has not been withdrawn from."""
    Person.versions.filter(pk=person.pk).update(died_on=DIED)
    handover.person.refresh_from_db()
    for act, said in (
        (service_does.start_treatment, {"started_on": day(2), **TREATMENT}),
        (service_does.record_form, {"taken_on": day(2), "answers": {}, **TOP}),
    ):
        with pytest.raises(ValidationError) as refusal:
            act(handover, by=treatment.worker, **said)
        assert [*refusal.value.message_dict.values()] == [[ASK]]


def test_what_the_service_got_wrong_itself_is_still_said(handover, treatment):
    with pytest.raises(ValidationError, match="today or earlier"):
        service_does.start_treatment(handover, by=treatment.worker, started_on=TOMORROW, **TREATMENT)
    with pytest.raises(ValidationError, match="today or earlier"):
        service_does.record_form(
            handover, by=treatment.worker, taken_on=TOMORROW, answers={"opiates": 40}, **TOP
        )
    with pytest.raises(ValidationError, match="Choose the stage"):
        service_does.record_form(
            handover, by=treatment.worker, taken_on=TODAY, setting="community", stage="", answers={}
        )


def test_staff_of_the_hub_are_still_told_what_is_in_the_way(handover, hub, person):
    pathway = person.pathways.get(kind="substance_support")
    with pytest.raises(ValidationError, match=f"Another .* is recorded from {say_day(day(20))}"):
        pathways.record_spell(pathway, by=hub.worker, started_on=day(10), **TREATMENT)
    with pytest.raises(ValidationError, match=f"{say_day(day(9))} .* is recorded already"):
        pathways.record_top(person, by=hub.worker, taken_on=day(9), answers={}, **TOP)

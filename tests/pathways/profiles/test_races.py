"""Two people with the same form, or with two corrections of one form, at once: one is kept, the other is told."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from foundation.lifecycle.transitions import Refused
from pathways import actions as pathways
from pathways.models import MilestoneClaim, OutcomesProfile
from tests.factories.pathways_top import answers_of
from tests.pathways.days import day
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
WRITERS = 6
FORM = {"stage": "start", "setting": "community", "taken_on": day(3)}


def test_of_six_recording_the_same_form_one_does_and_five_are_told(person, substance, hub):
    staff = (hub.worker, hub.colleague)
    found = at_once(
        *(
            partial(
                pathways.record_top, person, by=staff[number % 2], answers=answers_of(opiates=number), **FORM
            )
            for number in range(WRITERS)
        )
    )
    assert [type(each) for each in found].count(ValidationError) == WRITERS - 1, found
    assert OutcomesProfile.versions.count() == MilestoneClaim.objects.count() == 1


def test_of_six_correcting_what_they_all_read_one_does_and_five_are_told(person, substance, hub):
    form = pathways.record_top(person, by=hub.worker, answers=answers_of(opiates=28), **FORM)
    found = at_once(
        *(
            partial(
                pathways.correct_top, OutcomesProfile.objects.get(), by=hub.worker, reason="Misread",
                answers=answers_of(opiates=number), read_at=form.recorded_at, **FORM,
            )
            for number in range(WRITERS)
        )
    )  # fmt: skip
    assert [type(each) for each in found].count(Refused) == WRITERS - 1, found
    assert OutcomesProfile.versions.count() == 2

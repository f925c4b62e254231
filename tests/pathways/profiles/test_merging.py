"""TOP forms of a person who was recorded twice."""

import pytest

from foundation.accounts.roles import Role
from pathways.models import OutcomesProfile
from people import actions as people
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.people import CaseloadFactory, PersonFactory
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def merge():
    """Two records of one person, and what merges the second into the first."""
    office = TeamFactory()
    steward = UserFactory(role=Role.DATA_STEWARD, organisation=office.organisation, teams=[office])
    both = [PersonFactory(), PersonFactory()]
    for person in both:
        CaseloadFactory(person=person, team=office)

    def merged():
        people.merge(*both, by=steward, reason="The same prison number and the same address")

    merged.kept, merged.other = both
    return merged


def test_forms_of_different_days_all_stand_with_the_record_that_is_kept(merge):
    OutcomesProfileFactory(person=merge.kept, taken_on=day(90))
    OutcomesProfileFactory(person=merge.other, stage="review", taken_on=day(3))
    merge()
    assert [form.person_id for form in OutcomesProfile.objects.all()] == [merge.kept.pk] * 2


@pytest.mark.parametrize(("kept_says", "other_says", "stands"), [(4, None, 4), (None, 4, 4), (7, 4, 7)])
def test_of_two_forms_of_one_stage_and_day_the_one_with_more_answers_stands(
    merge, kept_says, other_says, stands
):
    OutcomesProfileFactory(person=merge.kept, taken_on=day(3), said={"opiates": kept_says})
    OutcomesProfileFactory(person=merge.other, taken_on=day(3), said={"opiates": other_says})
    merge()
    assert [(form.person_id, form.opiates) for form in OutcomesProfile.objects.all()] == [
        (merge.kept.pk, stands)
    ]

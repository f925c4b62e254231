"""A value in the address of a list that nobody offers: it is left out, plainly, and the list shows."""

import pytest
from django.urls import reverse

from tests.factories.people import CaseloadFactory

pytestmark = pytest.mark.django_db
LISTS = {
    "referral_list": ("clock=yesterday&source=999999&need=money", "Decision, Source, Need"),
    "person_list": ("release=never&cohort=pirates", "Release, Cohort"),
    "due_list": ("whose=theirs&clock=sundial", "Whose, What is to be done"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_leaves_out_what_nobody_offers_and_says_so(client, practitioner, name):
    query, labels = LISTS[name]
    client.force_login(practitioner)
    answer = client.get(f"{reverse(name)}?{query}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f"Left out, since there is no such choice: {labels}." in text
    assert "Select a valid choice" not in text
    assert "govuk-error-summary" not in text


def test_what_is_offered_beside_it_still_cuts_the_list(client, practitioner):
    shown = CaseloadFactory(team=practitioner.teams.get(), person__family_name="Quarrendon").person
    client.force_login(practitioner)
    address = reverse("person_list") + "?held=team&cohort=pirates"
    assert str(shown) in client.get(f"{address}&release=none").content.decode()
    assert str(shown) not in client.get(f"{address}&release=done").content.decode()


def test_the_timeline_leaves_it_out(client, practitioner, person):
    client.force_login(practitioner)
    answer = client.get(reverse("person_timeline", args=[person.uuid]) + "?kind=gossip&kind=release")
    assert answer.status_code == 200
    assert "Select a valid choice" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "open_"), [("", ""), ("page=1", ""), ("kind=referral", " open"), ("as_at=never", " open")]
)
def test_the_choices_of_the_timeline_are_folded_until_one_is_made_or_is_wrong(
    client, practitioner, person, query, open_
):
    client.force_login(practitioner)
    text = client.get(f"{reverse('person_timeline', args=[person.uuid])}?{query}").content.decode()
    assert f'<details class="govuk-details tg-noprint"{open_}>' in text

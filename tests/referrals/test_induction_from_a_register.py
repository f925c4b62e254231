"""From a register to the induction of somebody on it, and back."""

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.design.dates import say_day, today
from hubs.models import Induction
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory, SessionFactory
from tests.factories.people import ConsentFactory, InvolvementFactory, PersonFactory, SupervisionFactory
from tests.factories.referrals import ReferralFactory
from tests.hubs.sent import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub():
    return HubFactory(name="Chatham")


@pytest.fixture
def person(hub):
    made = PersonFactory(given_names="Sam", family_name="Fernhill")
    InvolvementFactory(person=made, team=hub.team)
    return made


@pytest.fixture
def as_worker(client, hub):
    client.force_login(UserFactory(role=Role.HUB_WORKER, teams=[hub.team]))
    return client


@pytest.fixture
def there(person, hub):
    return reverse("induction_at_hub", args=[person.uuid, hub.slug])


def test_without_a_referral_it_says_who_writes_one(as_worker, there, person):
    answer = as_worker.get(there)
    assert answer.status_code == 200
    assert "There is no referral of Sam Fernhill to Chatham. The practitioner" in text_of(answer)


@pytest.mark.parametrize(
    ("state", "words"),
    [("in_review", "Accept it first"), ("waiting", "Accept it first"), ("on_hold", "Resume it first")],
)
def test_a_referral_on_its_way_is_named_with_what_comes_first(as_worker, there, person, hub, state, words):
    ReferralFactory(person=person, hub=hub, state=state)
    assert words in text_of(as_worker.get(there))


@pytest.mark.parametrize("state", ["accepted", "started"])
def test_an_accepted_referral_leads_to_its_induction_and_back_to_the_register(
    as_worker, there, person, hub, state
):
    referral = ReferralFactory(person=person, hub=hub, state=state)
    ConsentFactory(person=person)
    SupervisionFactory(person=person)
    register = reverse("register_take", args=[SessionFactory(hub=hub).uuid])
    answer = as_worker.get(f"{there}?next={register}")
    assert answer.url.startswith(reverse("induction_record", args=[referral.uuid]) + "?next=")
    page = as_worker.get(answer.url)
    sent = {
        "inducted_on": say_day(today()),
        "covered": [value for value, _ in page.context["form"].fields["covered"].choices],
    }
    done = as_worker.post(answer.url, sent)
    assert done.status_code == 302, done.context["form"].errors
    assert (done.status_code, done.url) == (302, register)
    assert Induction.objects.filter(person=person, hub=hub).exists()


def test_the_way_back_never_leaves_the_product(as_worker, there, person, hub):
    ReferralFactory(person=person, hub=hub, state="accepted")
    assert "next" not in as_worker.get(f"{there}?next=https://example.invalid/").url


def test_somebody_out_of_scope_or_at_another_hub_is_not_there(as_worker, there, person):
    elsewhere = HubFactory()
    assert as_worker.get(reverse("induction_at_hub", args=[person.uuid, elsewhere.slug])).status_code == 404
    stranger = reverse("induction_at_hub", args=[PersonFactory().uuid, elsewhere.slug])
    assert as_worker.get(stranger).status_code == 404

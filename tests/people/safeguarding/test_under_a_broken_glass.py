"""Under a broken glass a safeguarding concern is raised and read, and nobody decides on one (decision 143)."""

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.audit.models import AuditEvent
from people import actions
from people.models import SafeguardingConcern
from tests.factories.people import BreakGlassFactory, LimitedAccessFactory

from .conftest import SEEN

pytestmark = pytest.mark.django_db
DECIDED = {"outcome": "adult_care", "decision": "Rang adult social care at 10.15; they visit today"}


@pytest.fixture
def restricted(person, practitioner):
    """Open to the practitioner who holds the person alone."""
    LimitedAccessFactory(person=person, kind="restriction", user=practitioner)
    return person


def at(concern):
    return reverse("safeguarding_detail", args=[concern.uuid])


def test_the_lead_does_not_decide(concern, restricted, lead):
    BreakGlassFactory(user=lead, person=restricted)
    with pytest.raises(NotYou, match="opened by break-glass"):
        actions.decide_safeguarding(concern, by=lead, **DECIDED)
    concern.refresh_from_db()
    assert not concern.is_decided


def test_the_lead_reads_it_and_is_told_what_to_do(client, concern, restricted, lead):
    BreakGlassFactory(user=lead, person=restricted)
    client.force_login(lead)
    page = client.get(at(concern)).content.decode()
    assert SEEN in page
    assert "Decide on this concern" not in page
    assert reverse("safeguarding_raise", args=[restricted.uuid]) in page
    assert client.post(at(concern), DECIDED).status_code == 403


def test_without_it_nothing_is_raised(restricted, worker, today):
    with pytest.raises(NotYou):
        actions.raise_safeguarding(restricted, by=worker, whom="person", seen_on=today, text=SEEN)


def test_whoever_opened_it_raises_one_and_the_holder_is_told(client, restricted, worker, practitioner, today):
    BreakGlassFactory(user=worker, person=restricted)
    client.force_login(worker)
    said = {"whom": "person", "seen_on": today.isoformat(), "text": SEEN, "done_at_once": "Rang 999"}
    answer = client.post(reverse("safeguarding_raise", args=[restricted.uuid]), said)
    concern = SafeguardingConcern.objects.get()
    assert (answer.status_code, concern.raised_by, concern.done_at_once) == (302, worker, "Rang 999")
    assert Notice.objects.filter(kind="safeguarding_raised", user=practitioner).exists()
    assert AuditEvent.objects.filter(user=worker).last().purpose.startswith("break-glass")


def test_the_lead_decides_once_a_steward_has_opened_the_record_to_them(concern, restricted, lead):
    BreakGlassFactory(user=lead, person=restricted)
    LimitedAccessFactory(person=restricted, kind="restriction", user=lead)
    actions.decide_safeguarding(concern, by=lead, **DECIDED)
    concern.refresh_from_db()
    assert concern.is_decided

"""What changed in the last 30 days, on the home pages of officers, partners and scrutiny members."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnership.changed.reading import FOR, changed_for
from partnership.plans import actions as plans
from tests.factories.outcomes import published_report
from tests.factories.partnership import (
    FollowUpFactory,
    MeasureFactory,
    PackFactory,
    PartnerFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    PublishedFigureFactory,
    QuestionFactory,
    RecommendationFactory,
    ReturnFactory,
    officer_of,
    scrutineer_of,
    writer_of,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2025, 5, 2, 12, tzinfo=datetime.UTC)
PLAN = "A version of the plan of Medway CSP was adopted"
RETURN = "Probation submitted its return, January to March 2025"
RESPONSE = "The response of Probation to question 7 was published"
FOLLOWED = "Probation said how far a recommendation is"
PACK = "The scrutiny pack of April 2024 to March 2025 was published"
REPORT = "The report of Medway, January to March 2025, was published: measures of the plan take their figures from it"
PUBLIC = {PLAN, RESPONSE, FOLLOWED, PACK, REPORT}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def medway():
    """One of everything happened today, here and elsewhere."""
    partnership = PartnershipFactory(name="Medway CSP", area__name="Medway")
    elsewhere = PartnershipFactory(name="Leeds CSP", area__name="Leeds")
    probation = PartnerFactory(partnership=partnership, name="Probation")
    _play(partnership, probation)
    _play(elsewhere, PartnerFactory(partnership=elsewhere))
    return {
        "officer": officer_of(partnership),
        "partner": writer_of(probation),
        "another partner": writer_of(PartnerFactory(partnership=partnership)),
        "member": scrutineer_of(partnership),
    }


def _play(partnership, partner):
    plan = PlanFactory(partnership=partnership)
    measure = MeasureFactory(priority=PriorityFactory(plan=plan), owner=partner)
    plans.adopt(plan, by=officer_of(partnership))
    report = published_report(partnership.area.name)
    type(report).objects.filter(pk=report.pk).update(published_at=NOW)
    PublishedFigureFactory(measure=measure, snapshot=report)
    ReturnFactory(partner=partner, plan=plan, state="submitted")
    now = {"published_at": NOW}
    QuestionFactory(partnership=partnership, partner=partner, number=7, state="published", **now)
    recommendation = RecommendationFactory(
        meeting__partnership=partnership, partner=partner, state="accepted"
    )
    FollowUpFactory(recommendation=recommendation)
    version = plan.versions.get()
    PackFactory(partnership=partnership, version_of_plan=version, state="published", **now)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("officer", PUBLIC | {RETURN}),
        ("partner", PUBLIC | {RETURN}),
        ("another partner", PUBLIC),
        ("member", PUBLIC),
    ],
)
def test_each_reads_what_they_may_see_and_nothing_of_elsewhere(client, medway, who, told):
    rows = changed_for(medway[who])
    assert {row.words for row in rows} == told
    client.force_login(medway[who])
    home = client.get("/").content.decode()
    for row in rows:
        assert f'href="{row.url}"' in home
        assert row.kind == "pack" or client.get(row.url).status_code == 200


def test_after_thirty_days_nothing_is_told(client, medway):
    with time_machine.travel(NOW + FOR + datetime.timedelta(days=1), tick=False):
        assert changed_for(medway["officer"]) == []
        client.force_login(medway["officer"])
        assert "What changed" not in client.get("/").content.decode()


def test_it_is_one_query_however_much_happened(medway):
    with CaptureQueriesContext(connection) as asked:
        medway["officer"].team_ids  # noqa: B018
        assert len(changed_for(medway["officer"])) <= 6
    assert len(asked) <= 2
    assert timezone.now() == NOW

"""The commands that keep the rollup up to date and audit it, and the report that does without it."""

import datetime
import json
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from outcomes import rollup
from outcomes.indicators import SPECIFICATION, SPECIFICATIONS, indicator
from outcomes.models import Bucket, KeptQuarter, Mark
from outcomes.moments import report_moment
from outcomes.places import AREAS
from outcomes.publishing.months import last_month_end
from outcomes.rollup import auditing
from tests.factories.outcomes import KeptQuarterFactory
from tests.outcomes.scenes import RELEASED, released

pytestmark = pytest.mark.django_db
HOUSED = "housed-on-release"


@pytest.fixture(autouse=True)
def _one_indicator(monkeypatch):
    """The audit of all of them is `refresh_rollup` and `check_rollup` themselves; here one stands for them."""
    monkeypatch.setattr(auditing, "everything_kept", lambda: [[indicator(HOUSED)]])


def said(command, *options):
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


def reported(*options):
    """What the command tells of housing in Medway."""
    told = said(
        "outcome_report",
        "--area",
        "Medway",
        "--period",
        "2023-Q1",
        "--internal",
        "--format",
        "json",
        *options,
    )
    (line,) = [line for line in json.loads(told)["indicators"] if line["slug"] == HOUSED]
    return line


@pytest.mark.parametrize("at_month_end", [False, True])
@time_machine.travel(datetime.datetime(2025, 7, 12, 12, tzinfo=datetime.UTC), tick=False)
def test_a_kept_count_that_is_wrong_is_named_and_fails_the_audit(person, at_month_end):
    released(person)
    said("refresh_rollup")
    Bucket.objects.filter(kept__family="area", kept__at_month_end=at_month_end).update(number=7)
    with pytest.raises(CommandError, match="1 cell of the rollup differ"):
        said("check_rollup")
    day = "2025-06-30" if at_month_end else "2025-07-12"
    assert list(auditing.differences()) == [
        f"{HOUSED}, area {person.areas.first().area_id}, 2023-Q1, unknown, as at {day}: kept 7, counted 1"
    ]


def test_an_audited_report_is_counted_from_the_facts_whatever_is_kept(person):
    released(person)
    right = reported()
    assert KeptQuarter.objects.exists(), "the report kept what it counted"
    Bucket.objects.update(number=7)
    assert reported() != right
    assert reported("--live") == right


def test_refreshed_counts_are_right_and_those_of_an_earlier_specification_are_gone(person):
    KeptQuarterFactory(specification="2020.1")
    released(person)
    assert "kept." in said("refresh_rollup")
    assert set(KeptQuarter.objects.values_list("specification", flat=True)) == {SPECIFICATION}
    assert not Mark.objects.exists()
    assert said("check_rollup") == "Every kept count is what counting again gives.\n"


def test_nothing_is_kept_while_there_is_nobody(db):
    assert said("refresh_rollup") == "0 quarters of an indicator kept.\n"


@pytest.mark.parametrize("asked", ["earlier as-at", "known-at", "live"])
def test_what_is_neither_as_at_today_nor_a_month_end_and_known_now_is_counted_live(person, asked):
    released(person)
    today = timezone.localdate()
    at = {
        "earlier as-at": report_moment(last_month_end(today) - datetime.timedelta(days=1)),
        "known-at": report_moment(today, timezone.now()),
        "live": report_moment(today, live=True),
    }[asked]
    assert sum(rollup.counts(indicator(HOUSED), AREAS, at, [2023 * 4]).values(), rollup.counting.Counter())
    assert not KeptQuarter.objects.exists()


def test_an_indicator_that_the_specification_in_force_has_not_is_counted_live(person):
    changed = [each for each in SPECIFICATIONS["2026.1"] if each is not indicator(each.slug)]
    at = report_moment(timezone.localdate())
    for each in changed:
        rollup.counts(each, AREAS, at, [2023 * 4])
    assert not KeptQuarter.objects.exists()


def test_another_version_of_the_code_counts_again(person, settings):
    released(person)
    at = report_moment(timezone.localdate())
    rollup.counts(indicator(HOUSED), AREAS, at, [2023 * 4])
    Bucket.objects.update(number=7)
    settings.CODE_VERSION = "another"
    (counted,) = rollup.counts(indicator(HOUSED), AREAS, at, [2023 * 4]).values()
    assert counted.total() == 1


def test_a_report_reaches_no_further_than_the_day_it_is_made_on(person):
    """A count kept for tomorrow, by a process whose clock is ahead, is none of today's."""
    released(person, on=RELEASED)
    now = timezone.now()
    with time_machine.travel(now + datetime.timedelta(days=1), tick=False):
        rollup.counts(indicator(HOUSED), AREAS, report_moment(timezone.localdate()), [2023 * 4])
    Bucket.objects.update(number=7)
    (counted,) = rollup.counts(
        indicator(HOUSED), AREAS, report_moment(timezone.localdate(now)), [2023 * 4]
    ).values()
    assert counted.total() == 1

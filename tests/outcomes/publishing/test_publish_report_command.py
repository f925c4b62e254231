"""`publish_report`: publishing from the command line, in the name of somebody who may."""

import io

import pytest
from django.core.management import CommandError, call_command

from outcomes.models import Snapshot
from tests.factories.accounts import UserFactory
from tests.outcomes.publishing.quarters import QUARTER
from tests.outcomes.scenes import AS_AT


@pytest.fixture
def publisher(db):
    return UserFactory(role="commissioner", email="claire@throughgate.invalid")


def command(**options):
    out = io.StringIO()
    asked = {
        "area": "Medway",
        "period": QUARTER.label,
        "as_at": str(AS_AT),
        "by": "claire@throughgate.invalid",
    }
    call_command("publish_report", stdout=out, **(asked | options))
    return out.getvalue()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"by": "nobody@throughgate.invalid"}, "Nobody signs in as nobody@throughgate.invalid"),
        ({"area": "Atlantis"}, "Atlantis"),
        ({"period": "2023-Q5"}, "is not a period"),
        ({"as_at": "2025-06-29"}, "last day of a month"),
    ],
)
def test_what_cannot_be_published_is_refused_in_words(publisher, medway, options, why):
    with pytest.raises(CommandError, match=why):
        command(**options)
    assert not Snapshot.objects.exists()


def test_it_publishes_for_nobody_who_may_not(medway):
    UserFactory(role="partnership_officer", email="claire@throughgate.invalid")
    with pytest.raises(CommandError):
        command()
    assert not Snapshot.objects.exists()


def test_it_publishes_with_every_file(publisher, medway):
    assert "Medway, 2023-Q1, version 1: published" in command()
    snapshot = Snapshot.objects.get()
    assert (snapshot.published_by, snapshot.files.count()) == (publisher, 4)


def test_a_dry_run_says_what_would_be_published_and_keeps_no_draft(publisher, medway):
    assert "would be published" in command(dry_run=True)
    assert not Snapshot.objects.in_the_making().exists()
    assert not Snapshot.objects.ever_published().exists()

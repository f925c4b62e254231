"""A commissioner, and a quarter large enough to be published."""

import pytest

from outcomes.places import place_named
from outcomes.publishing import actions
from tests.factories.accounts import UserFactory
from tests.factories.people import AreaFactory, OffenceCoverageFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.publishing.quarters import QUARTER
from tests.outcomes.scenes import AS_AT


@pytest.fixture
def commissioner(db):
    return UserFactory(role="commissioner")


@pytest.fixture
def medway(db):
    """120 people released to Medway: 40 housed, 60 not."""
    OffenceCoverageFactory(covers_to=AS_AT)
    area = AreaFactory(name="Medway")
    released_together(area, 120, offended=30, housed=40, homeless=60)
    return area


@pytest.fixture
def drafted(commissioner, django_capture_on_commit_callbacks):
    """Drafts, worked out at once: `drafted("Medway")`."""

    def draft(name="Medway", period=QUARTER, as_at=AS_AT, kind="area", by=commissioner):
        with django_capture_on_commit_callbacks(execute=True):
            snapshot = actions.begin(place_named(kind, name), period, as_at=as_at, by=by)
        snapshot.refresh_from_db()
        return snapshot

    return draft


@pytest.fixture
def published(drafted, commissioner):
    """Published reports: `published("Medway")`."""

    def publish(*asked, **more):
        return actions.publish(drafted(*asked, **more), by=commissioner)

    return publish


@pytest.fixture
def published_once(published, medway):
    return published()

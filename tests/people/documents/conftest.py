"""A hub that works with the person, and a folder for the files of one test."""

from types import SimpleNamespace

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import InvolvementFactory


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where the files of this test lie."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT / "documents"


@pytest.fixture
def hub(person):
    team = TeamFactory(name="Chatham")
    InvolvementFactory(person=person, team=team)
    return SimpleNamespace(
        team=team, worker=UserFactory(role=Role.HUB_WORKER, teams=[team], name="Rosa Delgado")
    )


@pytest.fixture
def lying(folder):
    """The names of the files that lie in the folder."""
    return lambda: sorted(file.name for file in folder.iterdir()) if folder.exists() else []

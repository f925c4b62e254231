"""A real cohort by the commands and by the pages, and files of any size."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.intake import actions, reference
from foundation.intake.models import ImportFile
from people.models import Offence, Person, PersonArea, Release
from tests.factories.accounts import UserFactory
from tests.factories.people import AreaFactory
from tests.factories.real_cohort import write_files

pytestmark = pytest.mark.django_db
COHORT = {"people": 432, "releases": 432, "offences": 114}


@pytest.fixture
def cohort(tmp_path):
    reference.load_all()
    return write_files(tmp_path)


def test_the_commands_load_the_cohort_once(cohort, capsys):
    for _ in range(2):
        for what in COHORT:
            call_command(f"import_{what}", str(cohort[what]))
    assert capsys.readouterr().out.splitlines() == [
        *(f"{count} new, 0 corrected, 0 unchanged" for count in COHORT.values()),
        *(f"0 new, 0 corrected, {count} unchanged" for count in COHORT.values()),
    ]


def test_the_pages_load_the_same_files(cohort, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    client.force_login(UserFactory(role=Role.DATA_STEWARD))
    for what, path in cohort.items():
        fields = {"file": SimpleUploadedFile(path.name, path.read_bytes()), "covers_to": "31 May 2025"}
        client.post(reverse("import_upload", args=[what]), fields)
        client.post(reverse("import_commit", args=[ImportFile.objects.first().uuid]))
    assert (Person.objects.count(), Release.objects.count(), Offence.objects.count()) == tuple(
        COHORT.values()
    )


def people(count: int) -> bytes:
    lines = ["crn,family_name,given_names,date_of_birth,sex,area"]
    lines += [f"B{n:06d},Larkfield{n},Kofi,19{50 + n % 50}-05-14,male,Medway" for n in range(count)]
    return "\n".join(lines).encode()


def test_queries_grow_by_batches_and_not_by_rows():
    AreaFactory(name="Medway")
    counted = []
    for count in (300, 3000):
        with CaptureQueriesContext(connection) as captured:
            actions.import_at_once("people", people(count), "people.csv")
        counted.append(len(captured))
    # bulk statements hold up to 1,000 rows, on SQLite fewer where rows have many columns
    assert counted[1] - counted[0] < 3000 / 10


@pytest.mark.whole
@pytest.mark.slow
def test_twenty_thousand_people_are_imported_in_seconds():
    AreaFactory(name="Medway")
    began = time.perf_counter()
    checked = actions.import_at_once("people", people(20_000), "people.csv")
    assert checked.counts["new"] == 20_000
    assert PersonArea.objects.count() == 20_000
    assert time.perf_counter() - began < 60

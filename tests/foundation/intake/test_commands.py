"""The import commands as an operator and other programs meet them."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from foundation.audit.models import AuditEvent
from foundation.intake import actions
from foundation.intake.models import ImportFile
from foundation.lifecycle import events, planner
from people.models import OffenceCoverage, Person
from tests.factories.intake import csv_of
from tests.factories.people import AreaFactory

pytestmark = pytest.mark.django_db
HEADER = "crn family_name given_names date_of_birth sex area"
KOFI = "X000001 Larkfield Kofi 1990-05-14 male Medway"


@pytest.fixture
def write(tmp_path):
    AreaFactory(name="Medway")

    def written(*rows: str, header: str = HEADER):
        path = tmp_path / "people.csv"
        path.write_bytes(csv_of(header, *rows))
        return str(path)

    return written


def refused(capsys, *arguments: str) -> list[str]:
    with pytest.raises(SystemExit) as stopped:
        call_command(*arguments)
    assert stopped.value.code == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.splitlines()


def test_every_bad_row_is_one_line_and_nothing_is_imported(write, capsys):
    path = write(KOFI, KOFI.replace("X000001", "1"), KOFI.replace("male", "m"))
    assert refused(capsys, "import_people", path) == [
        f"{path}:3 crn: is not a CRN: a letter and six figures, like X123456",
        f"{path}:4 sex: “m” is not one of female, male, other",
    ]
    assert not Person.objects.exists()


def test_a_file_that_is_not_there_is_refused(capsys, tmp_path):
    (line,) = refused(capsys, "import_people", str(tmp_path / "none.csv"))
    assert "cannot be read: No such file" in line


def test_offences_cannot_be_complete_to_a_day_in_the_future(write, capsys):
    (line,) = refused(capsys, "import_offences", write(), "--covers-to=2100-01-01")
    assert "in the future" in line


def test_counts_are_printed_and_the_second_time_nothing_changes(write, capsys):
    path = write(KOFI)
    call_command("import_people", path)
    call_command("import_people", path)
    assert capsys.readouterr().out.splitlines() == [
        "1 new, 0 corrected, 0 unchanged",
        "0 new, 0 corrected, 1 unchanged",
    ]
    assert ImportFile.objects.get().state == "committed"


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(write, capsys):
    call_command("import_people", write(KOFI), "--dry-run")
    assert capsys.readouterr().out == "Dry run, nothing imported: 1 new, 0 corrected, 0 unchanged\n"
    assert not Person.objects.exists()
    assert not ImportFile.objects.exists()


def test_importing_people_is_audited_as_collection(write):
    call_command("import_people", write(KOFI))
    event = AuditEvent.objects.get()
    assert (event.operation, event.role, event.what) == ("collection", "system", "import_people")
    assert event.subjects.get().person_id == Person.objects.get().pk


@pytest.fixture
def no_offences(tmp_path):
    path = tmp_path / "offences.csv"
    path.write_text("crn,offence_on\n")
    return str(path)


def test_a_day_to_cover_to_that_is_no_date_is_refused_in_one_line(no_offences, capsys):
    assert refused(capsys, "import_offences", no_offences, "--covers-to", "foo") == [
        f"{no_offences}:1 file: --covers-to “foo” is not a date like 2026-06-03"
    ]


def test_a_file_without_rows_still_says_how_far_the_offences_reach(no_offences):
    call_command("import_offences", no_offences, "--covers-to", "2026-01-31")
    coverage = OffenceCoverage.objects.get()
    assert coverage.covers_to.isoformat() == "2026-01-31"
    file = ImportFile.objects.get()
    assert (file.state, file.covers_to, file.sha256) == ("committed", coverage.covers_to, coverage.source)
    event = events.of(coverage).get()
    assert event.facts == {"file": coverage.source, "covers_to": "2026-01-31"}
    assert AuditEvent.objects.get().what == "import_offences"


def test_the_same_offences_without_a_day_do_not_move_the_reach(no_offences):
    call_command("import_offences", no_offences, "--covers-to", "2026-01-31")
    call_command("import_offences", no_offences)
    assert OffenceCoverage.objects.get().covers_to.isoformat() == "2026-01-31"
    assert ImportFile.objects.count() == 1


def test_offences_without_a_day_cover_to_today(no_offences):
    call_command("import_offences", no_offences)
    call_command("import_offences", no_offences)
    assert OffenceCoverage.objects.get().covers_to == timezone.localdate()


@pytest.mark.parametrize(("many", "times"), [(1, 1), (2, 0)], ids=["many rows", "fewer"])
def test_after_an_import_of_many_rows_the_database_counts_them(
    write, monkeypatch, django_capture_on_commit_callbacks, many, times
):
    counted = []
    monkeypatch.setattr(actions, "MANY", many)
    monkeypatch.setattr(planner, "count_rows", lambda: counted.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("import_people", write(KOFI))
    assert len(counted) == times

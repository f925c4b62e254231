"""The upload pages, as a data steward uses them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from foundation.intake import actions
from foundation.intake.models import ImportFile
from foundation.lifecycle import events
from people.models import OffenceCoverage, Person
from tests.factories.accounts import UserFactory
from tests.factories.intake import ImportFileFactory, csv_of
from tests.factories.people import AreaFactory, PersonFactory

pytestmark = pytest.mark.django_db
HEADER = "crn family_name given_names date_of_birth sex area"
KOFI = "X000001 Larkfield Kofi 1990-05-14 male Medway"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    AreaFactory(name="Medway")


@pytest.fixture
def steward(client):
    user = UserFactory(role=Role.DATA_STEWARD)
    client.force_login(user)
    return user


def upload(
    client, *rows: str, what: str = "people", header: str = HEADER, name: str = "people.csv", **fields
):
    file = SimpleUploadedFile(name, csv_of(header, *rows))
    return client.post(reverse("import_upload", args=[what]), {"file": file, **fields}, follow=True)


def commit(client, file: ImportFile):
    return client.post(reverse("import_commit", args=[file.uuid]))


def test_only_a_data_steward_may_import(client):
    client.force_login(UserFactory(role=Role.HUB_MANAGER))
    assert client.get(reverse("import_list")).status_code == 403
    assert upload(client, KOFI).status_code == 403


def test_a_file_of_another_organisation_is_not_found(client, steward):
    file = ImportFileFactory()
    assert client.get(reverse("import_preview", args=[file.uuid])).status_code == 404
    assert commit(client, file).status_code == 404


def test_an_unknown_kind_is_not_found(client, steward):
    assert client.get(reverse("import_upload", args=["clients"])).status_code == 404


def test_no_file_is_refused_beside_its_field(client, steward):
    response = client.post(reverse("import_upload", args=["people"]), {})
    assert "Choose a file." in response.content.decode()


def test_a_file_with_bad_rows_shows_them_all_and_cannot_be_committed(client, steward):
    response = upload(client, KOFI, KOFI.replace("X000001", "1").replace("male", "m"))
    page = response.content.decode()
    assert "is not a CRN" in page
    assert "is not one of female, male, other" in page
    assert "Import this file" not in page
    assert commit(client, ImportFile.objects.get()).status_code == 409
    assert not Person.objects.exists()


def test_bad_rows_are_paged_and_counted(client, steward):
    response = upload(client, *(KOFI.replace("X000001", f"{number}") for number in range(600)))
    file = ImportFile.objects.get()
    assert (file.problem_count, len(file.problems)) == (600, 500)
    assert "100 more rows to put right" in response.content.decode()
    second = client.get(reverse("import_preview", args=[file.uuid]), {"page": 2}).content.decode()
    assert ">52<" in second


def test_every_row_is_in_exactly_one_count(client, steward):
    other = KOFI.replace("X000001", "X000002")
    response = upload(client, KOFI, other, other.replace("Kofi", "Kwame"), KOFI.replace("X000001", "1"))
    assert response.context["counts"] == [
        ("New", "2"),
        ("Corrected", "0"),
        ("Unchanged", "0"),
        ("Bad rows", "2"),
    ]


def test_a_file_of_a_header_alone_has_no_rows_and_cannot_be_imported(client, steward):
    page = upload(client).content.decode()
    assert "The file has no rows" in page
    assert "Every row can be imported" not in page
    assert "Import this file" not in page
    assert commit(client, ImportFile.objects.get()).status_code == 409


def test_thousands_have_a_comma(client, steward):
    file = ImportFileFactory(uploaded_by=steward, what="people", new=12_345)
    assert "12,345" in client.get(reverse("import_preview", args=[file.uuid])).content.decode()
    assert "12,345" in client.get(reverse("import_list")).content.decode()


def test_a_sound_file_is_previewed_then_committed_once(client, steward, tmp_path):
    page = upload(client, KOFI).content.decode()
    assert "Every row can be imported." in page
    assert not Person.objects.exists()
    file = ImportFile.objects.get()
    assert file.content.name.startswith("imports/")
    assert "people" not in file.content.name
    assert commit(client, file).status_code == 302
    assert commit(client, file).status_code == 409
    assert Person.objects.count() == 1
    assert [event.what for event in events.of(file)] == ["staged", "commit"]
    assert events.of(Person.objects.get()).get().by == steward


def test_the_content_is_deleted_after_commit_and_discard(
    client, steward, tmp_path, django_capture_on_commit_callbacks
):
    for verb in ("import_commit", "import_discard"):
        upload(client, KOFI)
        file = ImportFile.objects.first()
        assert list(tmp_path.glob("imports/*"))
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse(verb, args=[file.uuid]))
        assert not list(tmp_path.glob("imports/*"))
        file.refresh_from_db()
        assert not file.content


def test_importing_people_on_the_page_is_audited_as_collection(client, steward):
    upload(client, KOFI)
    commit(client, ImportFile.objects.get())
    event = AuditEvent.objects.filter(what="POST import_commit").get()
    assert event.operation == "collection"
    assert event.subjects.get().person_id == Person.objects.get().pk


def test_the_same_file_again_says_so(client, steward):
    upload(client, KOFI)
    commit(client, ImportFile.objects.get())
    assert "Exactly this file was imported before" in upload(client, KOFI).content.decode()


def test_a_file_that_no_longer_fits_is_refused_whole_and_shows_why(client, steward):
    header = "crn kind started_on"
    person = PersonFactory(crn="X000002")
    upload(client, "X000002 licence 2026-01-05", what="supervisions", header=header)
    Person.objects.filter(pk=person.pk).update(crn="X000003")
    file = ImportFile.objects.get()
    assert commit(client, file).status_code == 409
    file.refresh_from_db()
    assert (file.state, file.problem_count) == ("staged", 1)


def test_offences_ask_up_to_when_they_are_complete(client, steward):
    PersonFactory(crn="X000001")
    upload(client, "X000001 2026-02-01", what="offences", header="crn offence_on", covers_to="31 March 2026")
    commit(client, ImportFile.objects.get())
    assert OffenceCoverage.objects.get().covers_to.isoformat() == "2026-03-31"


def test_the_template_can_be_uploaded_back_as_it_is(client, steward):
    template = client.get(reverse("import_template", args=["people"])).content
    file = SimpleUploadedFile("people.csv", template)
    page = client.post(
        reverse("import_upload", args=["people"]), {"file": file}, follow=True
    ).content.decode()
    assert "Every row can be imported." in page


def test_the_list_names_every_kind_in_order(client, steward):
    page = client.get(reverse("import_list")).content.decode()
    titles = [
        "People",
        "Supervisions",
        "Releases",
        "Referrals",
        "Attendance",
        "Jobs, homes",
        "Checks",
        "Proven",
    ]
    places = [page.index(f">{title}") for title in titles]
    assert places == sorted(places)


def test_a_file_name_is_shown_without_folders_and_unusual_signs():
    assert actions.clean_name("C:\\files\\people<b>.csv") == "people_b_.csv"
    assert actions.clean_name("../../") == "file"

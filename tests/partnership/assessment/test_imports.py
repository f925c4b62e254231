"""The assessment by file: from the command line and by an officer's upload."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from foundation.lifecycle.models import Event
from partnership.models import AssessmentFigure, SurveyAnswer
from tests.factories.accounts import UserFactory
from tests.factories.partnership import officer_of

pytestmark = pytest.mark.django_db

FIGURES = "area,theme,title,year,value,unit,good,source,quality,break_before\n"
ROW = "Medway,Violence,Offences,2024/25,5210,count,down,Police table 3,,no\n"
SURVEY = "area,survey,year,question,answer,position,share,respondents,source\n"
SAID = "Medway,Residents,2024,Safe?,Very,1,0.25,800,Council\n"


@pytest.fixture
def run(tmp_path, capsys):
    """(exit, words) of a command on a file of this text."""

    def imported(what, text, *more):
        file = tmp_path / f"{what}.csv"
        file.write_text(text)
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command(f"import_{what}", str(file), *more, stdout=out, stderr=err)
        except SystemExit as stop:
            return stop.code, err.getvalue()
        return 0, out.getvalue()

    return imported


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Medway,V,O,2024/25,1.1,share,down,P,,no", "value: a share cannot be more than 100 percent"),
        ("Medway,V,O,2024/26,5,count,down,P,,no", "year: “2024/26” is not a year like 2024 or 2024/25"),
        ("Medway,V,O,2024,-5,count,down,P,,no", "value: the figure cannot be below 0"),
        ("Medway,V,O,2024,five,count,down,P,,no", "value: “five” is not a number"),
        ("Medway,V,O,2024,5,count,down,P,,no", "counts: say whether this small number counts people"),
        ("Medway,V,O,2024,50,count,down,P,,yes", "quality: say why it cannot be compared with former years"),
        ("Medway,V,O,2024,5,boxes,down,P,,no", "unit: “boxes” is not one of"),
        ("Atlantis,V,O,2024,5,count,down,P,,no", "area: “Atlantis” is not in the list of areas"),
        ("Medway,V,O,2024,5,count,down,,,no", "source: is required"),
    ],
)
def test_a_figure_that_cannot_be_stops_the_file(run, partnership, row, said):
    code, words = run("assessment", FIGURES + ROW + row + "\n")
    assert (code, f"assessment.csv:3 {said}" in words) == (1, True)
    assert not AssessmentFigure.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Medway,R,2024,Safe?,Very,1,1.1,800,C", "share: a share lies from 0 to 100 percent"),
        ("Medway,R,2024,Safe?,Very,1,-0.1,800,C", "share: a share lies from 0 to 100 percent"),
        ("Medway,R,2024,Safe?,Very,1,0.1,0,C", "respondents: somebody has to have answered"),
        ("Medway,R,2024,Safe?,Very,1,0.1,-3,C", "respondents: “-3” is not a whole number"),
        ("Medway,R,2024/26,Safe?,Very,1,0.1,800,C", "year: “2024/26” is not a year"),
    ],
)
def test_an_answer_that_cannot_be_stops_the_file(run, partnership, row, said):
    code, words = run("survey", SURVEY + SAID + row + "\n")
    assert (code, f"survey.csv:3 {said}" in words) == (1, True)
    assert not SurveyAnswer.objects.exists()


def test_a_series_in_two_units_stops_the_file(run, partnership):
    assert run("assessment", FIGURES + ROW)[0] == 0
    code, words = run("assessment", FIGURES + ROW.replace("2024/25", "2023/24").replace("count", "pounds"))
    assert (code, "differs from the unit of this figure in other years" in words) == (1, True)


@pytest.mark.parametrize(("what", "text", "model"), [
    ("assessment", FIGURES + ROW, AssessmentFigure), ("survey", SURVEY + SAID, SurveyAnswer)])  # fmt: skip
def test_the_same_file_twice_changes_nothing_and_a_dry_run_nothing_at_all(
    run, partnership, what, text, model
):
    assert run(what, text, "--dry-run") == (0, "Dry run, nothing imported: 1 new, 0 corrected, 0 unchanged\n")
    assert not model.objects.exists()
    assert run(what, text) == (0, "1 new, 0 corrected, 0 unchanged\n")
    events = Event.objects.count()
    assert run(what, text) == (0, "0 new, 0 corrected, 1 unchanged\n")
    assert (model.versions.count(), Event.objects.count()) == (1, events)


def test_another_figure_of_the_year_is_a_correction_and_is_kept_as_such(run, partnership):
    run("assessment", FIGURES + ROW)
    assert run("assessment", FIGURES + ROW.replace("5210", "5300"))[1] == "0 new, 1 corrected, 0 unchanged\n"
    assert sorted(AssessmentFigure.versions.values_list("value", flat=True)) == [5210, 5300]


def test_what_a_file_does_not_say_stays_as_it_is_known(run, partnership):
    run("assessment", FIGURES + ROW.replace(",,no", ",Recounted,yes"))
    without = "area,theme,title,year,value,unit,good,source\nMedway,Violence,Offences,2024/25,5300,count,down,Police\n"
    assert run("assessment", without)[0] == 0
    figure = AssessmentFigure.objects.get()
    assert (figure.value, figure.break_before, figure.quality) == (5300, True, "Recounted")


# --- by upload


def upload(client, user, what, text):
    client.force_login(user)
    file = SimpleUploadedFile(f"{what}.csv", text.encode())
    return client.post(reverse("import_upload", args=[what]), {"file": file})


def test_others_do_not_import_it_and_officers_import_nothing_else(client, partnership, officer, writer):
    steward = UserFactory(role="data_steward")
    assert upload(client, steward, "assessment", FIGURES + ROW).status_code == 403
    assert upload(client, writer, "assessment", FIGURES + ROW).status_code == 403
    assert upload(client, officer, "people", "crn\n").status_code == 403
    assert client.get(reverse("import_template", args=["people"])).status_code == 403
    text = client.get(reverse("import_list")).content.decode()
    assert ("Strategic assessment" in text, "Supervisions" in text) == (True, False)


def test_an_officer_imports_for_the_own_partnership_alone(client, partnership, officer, elsewhere):
    other = officer_of(elsewhere)
    answer = upload(client, other, "assessment", FIGURES + ROW)
    page = client.get(answer.url).content.decode()
    assert "you are no officer of" in page
    assert client.post(answer.url + "commit/").status_code == 409
    answer = upload(client, officer, "assessment", FIGURES + ROW)
    assert client.post(answer.url + "commit/").status_code == 302
    assert AssessmentFigure.objects.get().partnership == partnership


def test_a_staged_file_is_seen_by_who_imports_such_files(client, partnership, officer):
    steward = UserFactory(role="data_steward", organisation=officer.organisation)
    staged = upload(client, officer, "survey", SURVEY + SAID).url
    client.force_login(steward)
    for answer in (client.get(staged), client.post(staged + "commit/"), client.post(staged + "discard/")):
        assert answer.status_code == 404


def test_the_template_names_the_columns(client, officer, partnership):
    client.force_login(officer)
    text = client.get(reverse("import_template", args=["survey"])).content.decode("utf-8-sig")
    assert text.splitlines()[0] == SURVEY.strip()
    assert upload(client, officer, "survey", text).status_code == 302

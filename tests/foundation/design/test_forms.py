"""Forms come out as GOV.UK draws them, and say what is wrong beside the field and at the head."""

import re
from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from foundation.design.forms import (
    AsksBeneath,
    Checkboxes,
    CleanCharField,
    CleanTextMixin,
    DateField,
    Radios,
    messages_of,
)


class ReleaseForm(forms.Form):
    name = CleanCharField(label="Name", max_length=60)
    release_on = DateField(label="Release date")
    met_on = DateField(label="Joint meeting", required=False)
    why = CleanCharField(label="Why it moved", widget=forms.Textarea, max_length=500, help_text="In a line")
    level = forms.ChoiceField(
        label="Level",
        choices=[("low", "Low"), ("high", "High")],
        widget=Radios(hints={"high": "See with a second member of staff"}),
    )
    needs = forms.MultipleChoiceField(
        label="Needs", choices=[("work", "Work"), ("home", "Home")], widget=Checkboxes, required=False
    )
    hub = forms.ChoiceField(label="Hub", choices=[("1", "Chatham")])
    agreed = forms.BooleanField(label="They agree", help_text="Asked in person")

    def clean(self):
        raise forms.ValidationError("The release is before the sentence began.")


GOOD = {"name": "Jo", "release_on": "3 June 2026", "why": "x", "level": "low", "hub": "1", "agreed": "on"}


def drawn(form, template="{{ form }}"):
    return Template(template).render(Context({"form": form}))


def control(html, ident):
    """The opening tag of the control with this id."""
    return re.search(rf'<(?:input|select|textarea)[^>]*\bid="{ident}"[^>]*>', html)[0]


def test_an_impossible_date_is_refused_and_shown_as_it_was_typed():
    form = ReleaseForm(GOOD | {"release_on": "31/4/26"})
    assert form.errors["release_on"] == ["April 2026 has no day 31: it has 30 days."]
    assert 'value="31/4/26"' in control(drawn(form), "id_release_on")


def test_a_missing_date_is_asked_for():
    assert "</span> Enter a date: Release date</p>" in drawn(ReleaseForm({}))


class NoteForm(forms.Form):
    note = CleanCharField(label="Note, if any", max_length=2000, required=False)
    places = forms.IntegerField(label="Places", min_value=1, max_value=1000)
    kept = CleanCharField(label="Kept", max_length=3, error_messages={"max_length": "Shorten what is kept."})


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("note", "x" * 2001, "Note must be 2,000 characters or fewer"),
        ("places", "0", "Places must be 1 or more"),
        ("places", "1001", "Places must be 1,000 or less"),
        ("kept", "long", "Shorten what is kept."),
    ],
)
def test_a_limit_is_said_in_words_that_name_the_field(name, typed, message):
    form = NoteForm({"places": "5", "kept": "x"} | {name: typed})
    assert messages_of(form[name]) == [message]
    assert f"</span> {message}</p>" in drawn(form)


def test_a_sign_that_cannot_be_shown_is_said_once_and_not_in_words_of_machines():
    (message,) = messages_of(NoteForm({"note": "a\x00b"})["note"])
    assert message.startswith("Check that this has only letters")


def test_two_fields_that_ask_for_the_same_say_which_is_which():
    class TimeField(forms.CharField):
        default_error_messages = {"required": "Enter a time."}

    class Session(forms.Form):
        starts = TimeField(label="Starts at")
        ends = TimeField(label="Ends at")

    form = Session({})
    said = [message for field in form for message in messages_of(field)]
    assert said == ["Enter a time: Starts at", "Enter a time: Ends at"]


def test_a_date_that_may_be_missing_is_none():
    assert DateField(required=False).clean("  ") is None


def test_a_known_date_is_shown_in_words():
    assert 'value="3 June 2026"' in drawn(ReleaseForm(initial={"release_on": date(2026, 6, 3)}))


def test_the_same_date_written_otherwise_is_no_change():
    class Only(forms.Form):
        on = DateField()

    form = Only({"on": "3/6/26"}, initial={"on": date(2026, 6, 3)})
    assert not form.has_changed()
    assert Only({"on": "4/6/26"}, initial={"on": date(2026, 6, 3)}).has_changed()


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "a\x1bb", "a\u202eb", "a\x85b"])
def test_signs_that_nobody_writes_are_refused(text):
    with pytest.raises(forms.ValidationError):
        CleanCharField().clean(text)


def test_line_ends_and_other_alphabets_are_kept():
    assert CleanCharField().clean("Zoë\nŁukasz\t李") == "Zoë\nŁukasz\t李"


def test_a_form_can_give_the_rule_to_all_its_text():
    class Plain(CleanTextMixin, forms.Form):
        note = forms.CharField()

    assert "note" in Plain({"note": "a\x1bb"}).errors


def test_every_control_has_a_label_of_its_own():
    html = drawn(ReleaseForm())
    ids = re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', html)
    assert len(ids) == 10
    assert all(f'for="{ident}"' in html for ident in ids)


def test_every_id_that_describes_a_control_is_on_the_page():
    html = drawn(ReleaseForm({}))
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    assert len(described) > 8
    assert [ident for ident in described if f'id="{ident}"' not in html] == []


def test_a_refused_field_is_marked_and_says_why():
    html = drawn(ReleaseForm({}))
    assert 'class="govuk-input govuk-input--error"' in control(html, "id_name")
    assert 'aria-invalid="true"' in control(html, "id_name")
    assert 'aria-describedby="id_release_on_helptext id_release_on_error"' in control(html, "id_release_on")
    assert '<p class="govuk-error-message" id="id_name_error">' in html


def test_a_field_that_is_right_is_not_marked():
    html = drawn(ReleaseForm(GOOD))
    assert "govuk-form-group--error" not in html


def test_what_may_be_left_out_says_so():
    html = drawn(ReleaseForm())
    assert "Joint meeting (optional)" in html
    assert "Name (optional)" not in html


def test_choices_stand_in_a_fieldset_with_their_hints():
    html = drawn(ReleaseForm(), "{{ form.level.as_field_group }}")
    assert "<legend" in html
    assert 'aria-describedby="id_level_1_hint"' in control(html, "id_level_1")
    assert "See with a second member of staff" in html


def test_the_longest_length_is_counted_and_never_cut_off():
    html = drawn(ReleaseForm(), "{{ form.why.as_field_group }}")
    assert 'data-maxlength="500"' in html
    assert " maxlength=" not in html
    assert 'aria-describedby="id_why_helptext id_why-info"' in control(html, "id_why")


def test_the_browser_never_stops_a_form_the_server_answers():
    assert " required" not in drawn(ReleaseForm())


def test_the_summary_names_every_mistake_and_leads_to_its_control():
    form = ReleaseForm({})
    html = drawn(form, "{% error_summary %}{{ form }}")
    assert '<div role="alert">' in html
    assert '<a href="#id_release_on">Enter a date: Release date</a>' in html
    links = re.findall(r'<a href="#([^"]+)"', html)
    assert len(links) == len(form.errors) - 1
    assert [ident for ident in links if f'id="{ident}"' not in html] == []
    assert "<li>The release is before the sentence began.</li>" in html


def test_the_summary_leads_to_the_first_of_grouped_choices():
    class Decline(forms.Form):
        reason = forms.ChoiceField(
            choices=[("Capacity", [("1", "Full")]), ("Other", [("2", "Other")])], widget=Radios
        )

    html = drawn(Decline({}), "{% error_summary %}{{ form }}")
    (ident,) = re.findall(r'<a href="#([^"]+)"', html)
    assert 'value="1"' in control(html, ident)


def test_each_missing_answer_is_asked_for_by_name():
    html = drawn(ReleaseForm({}), "{% error_summary %}")
    assert re.findall(r'<a href="#[^"]+">([^<]+)</a>', html) == [
        "Enter an answer: Name",
        "Enter a date: Release date",
        "Enter an answer: Why it moved",
        "Choose an answer: Level",
        "Choose an answer: Hub",
        "Tick the box: They agree",
    ]


def test_the_summary_is_shown_once_a_page():
    html = drawn(ReleaseForm({}), "{% error_summary %}{% error_summary form %}")
    assert html.count("There is a problem") == 1


def test_a_form_that_was_not_sent_has_no_summary():
    assert drawn(ReleaseForm(), "{% error_summary %}{% error_prefix %}").strip() == ""


def test_what_was_typed_is_escaped():
    html = drawn(ReleaseForm(GOOD | {"name": '"><script>x</script>', "release_on": "<b>"}))
    assert "<script>" not in html
    assert "<b>" not in html


class RepeatForm(AsksBeneath):
    """How often, and what belongs to each answer."""

    asked_by = "often"
    beneath = {"week": ("days",), "month": ("nth",)}
    often = forms.ChoiceField(
        choices=[("week", "Every week"), ("month", "Every month"), ("once", "Once")], widget=Radios
    )
    days = forms.CharField(label="Which days?", required=False)
    nth = forms.CharField(label="Which one?", required=False)
    last = forms.CharField(label="Last day", required=False)


@pytest.mark.parametrize("chosen", ["week", "once"])
def test_what_is_filled_in_beneath_another_answer_contradicts_the_one_chosen(chosen):
    form = RepeatForm({"often": chosen, "days": "Monday" if chosen == "week" else "", "nth": "first"})
    assert list(form.errors) == ["often"]
    assert "“Every month” is filled in too" in form.errors["often"][0]


def test_what_is_filled_in_beneath_the_answer_chosen_is_taken():
    assert RepeatForm({"often": "week", "days": "Monday", "last": "3 June"}).is_valid()


def test_without_an_answer_nothing_is_said_to_contradict_it():
    assert list(RepeatForm({"days": "Monday", "nth": "first"}).errors) == ["often"]
    assert "filled in" not in str(RepeatForm({"days": "Monday", "nth": "first"}).errors)


def test_fields_beneath_an_answer_are_drawn_there_once():
    html = drawn(RepeatForm({"often": "month", "nth": "first"}))
    assert html.count('name="days"') == html.count('name="nth"') == 1
    assert html.index('value="week"') < html.index('name="days"') < html.index('value="month"')
    assert html.index('value="month"') < html.index('name="nth"') < html.index('name="last"')
    assert html.count("tg-beneath") == 2
    assert "Which days? (optional)" not in html
    assert "Last day (optional)" in html

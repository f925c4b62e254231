"""What the docs draw is what the code is: the machines, the ladder."""

import pytest

from docs.pictures import ladder
from foundation.lifecycle import clocks, drawing, reactions
from pathways.kinds import KINDS

from .source import ROOT


@pytest.mark.parametrize("name", drawing.machines())
def test_the_drawing_in_the_docs_is_the_machine_in_the_code(name):
    page = ROOT / "docs" / "machines" / f"{name}.md"
    assert page.exists(), "run manage.py machines --write"
    assert page.read_text() == drawing.as_markdown(drawing.machines()[name])


def test_a_drawing_of_a_machine_that_is_gone_is_removed():
    drawn = {page.stem for page in (ROOT / "docs" / "machines").glob("*.md")}
    assert drawn == set(drawing.machines())


@pytest.mark.parametrize(("name", "text"), list(drawing.further_pages()))
def test_the_page_in_the_docs_is_what_is_declared_in_the_code(name, text):
    page = ROOT / "docs" / name
    assert page.exists(), "run manage.py machines --write"
    assert page.read_text() == text


def test_the_ladder_of_each_pathway_is_drawn_and_no_other():
    drawn = {f"pathways/{page.name}" for page in (ROOT / "docs" / "pathways").glob("*.md")}
    assert drawn == {name for name, _ in drawing.further_pages() if name.startswith("pathways/")}
    assert len(drawn) == len(KINDS)


@pytest.mark.parametrize(
    ("name", "listed"), [("clocks", clocks.as_markdown), ("reactions", reactions.as_markdown)]
)
def test_the_docs_list_every_clock_and_every_reaction_of_the_code(name, listed):
    assert (ROOT / "docs" / f"{name}.md").read_text() == listed(), "run manage.py machines --write"


def test_the_ladder_of_the_readme_is_the_ladder_of_the_import_test():
    assert (ROOT / "docs" / "pictures" / "ladder.svg").read_text() == ladder.draw(), "run `make pictures`"

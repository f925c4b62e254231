"""Everybody finds a page on their work, with pictures that are there and the words that stand on the pages."""

import re
from functools import cache

import pytest

from docs.pictures.shots import SHOTS
from foundation.accounts.roles import Role

from .source import LADDER, ROOT

DOCS = ROOT / "docs"
GUIDE = DOCS / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
OF_ROLES = [*(f"{role.replace('_', '-')}.md" for role in Role), "public.md"]


@cache
def what_pages_say():
    """The text of every template, its tags taken out, and of every module."""
    said = [re.sub(r"<[^>]+>", "", page.read_text()) for page in (ROOT / "templates").rglob("*.html")]
    for storey in LADDER:
        said += [module.read_text() for module in (ROOT / storey).rglob("*.py")]
    return "\n".join(said)


@pytest.mark.parametrize("name", OF_ROLES)
def test_every_role_has_a_page_and_so_has_the_public(name):
    text = (GUIDE / name).read_text()
    assert "## What you never see" in text or name == "public.md"
    assert "../pictures/" in text


def test_every_page_is_linked_from_the_index():
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", (GUIDE / "README.md").read_text()))
    assert linked == {page.name for page in PAGES} - {"README.md"}


@pytest.mark.parametrize("guide", [ROOT / "README.md", *PAGES], ids=lambda guide: guide.name)
def test_every_page_and_picture_that_is_named_is_there(guide):
    for address in re.findall(r"\]\(([^)#:]+)\)", guide.read_text()):
        assert (guide.parent / address).exists(), address


def test_a_picture_is_made_by_the_script_and_used():
    made = {f"{shot.name}.png" for shot in SHOTS}
    assert {picture.name for picture in (DOCS / "pictures").glob("*.png")} == made
    used = "".join(page.read_text() for page in [ROOT / "README.md", *PAGES])
    assert not {picture for picture in made if f"pictures/{picture}" not in used}


@pytest.mark.parametrize("name", OF_ROLES)
def test_what_is_bold_in_the_page_of_a_role_stands_on_a_page_of_the_product(name):
    text = " ".join((GUIDE / name).read_text().split())
    assert not [words for words in re.findall(r"\*\*(.+?)\*\*", text) if words not in what_pages_say()]

"""Templates: all used, nothing inline, no address or asset of another host."""

import re

from .source import ROOT, modules

FOLDER = ROOT / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
# Found by name by Django, allauth and the form renderer.
ASKED_FOR_BY_PACKAGES = re.compile(r"^(\d{3}(_csrf)?\.html|account/|allauth/|mfa/|django/forms/)")


def texts() -> str:
    """Everything that may name a template: the product's code and the templates themselves."""
    code = [module.path.read_text() for module in modules()]
    return "\n".join(code + [(FOLDER / name).read_text() for name in TEMPLATES])


def test_every_template_is_used():
    everything = texts()
    beginnings = tuple(
        re.findall(r'f"([a-z_]+/[a-z_/]*)\{', everything)
    )  # a view may put the last part in itself
    unused = [
        name
        for name in TEMPLATES
        if not ASKED_FOR_BY_PACKAGES.match(name)
        and f'"{name}"' not in everything
        and not name.startswith(beginnings)
    ]
    assert not unused


def _matching(pattern: str, *, without: str = "$^") -> list[str]:
    """The templates that hold what they must not."""
    texts = {name: re.sub(without, "", (FOLDER / name).read_text()) for name in TEMPLATES}
    return [name for name, text in texts.items() if re.search(pattern, text)]


def test_no_template_has_an_inline_script_or_style():
    assert not _matching(r"<style|\sstyle=|\son\w+=\"|javascript:")
    assert not _matching(r"<script(?![^>]*\bsrc=)")


def test_no_template_asks_another_host():
    assert not _matching(r"(src|href|action)=\"(https?:)?//", without=r'xmlns="[^"]+"')


def test_the_search_finds_what_a_template_holds():
    assert "layouts/base.html" in _matching(r"<html")

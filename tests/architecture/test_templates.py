"""Templates: all used, nothing inline, no address or asset of another host."""

import re

import pytest

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


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_inline_script_or_style(name):
    text = (FOLDER / name).read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_asks_no_other_host(name):
    text = re.sub(r'xmlns="[^"]+"', "", (FOLDER / name).read_text())
    assert not re.search(r"(src|href|action)=\"(https?:)?//", text)

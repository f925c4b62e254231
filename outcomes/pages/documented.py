"""The catalogue as pages of the documentation, written from the declarations like the method annex (outcomes: 1)."""

from collections.abc import Iterator

from outcomes.indicators import SPECIFICATION, SPECIFICATIONS, Indicator, catalogue, led_by

from .method import definition

_WRITTEN = "Written from the declarations by `manage.py machines --write`; a test fails when they differ."


def pages() -> Iterator[tuple[str, str]]:
    """(path under docs/, text): the contents, a page for each indicator in force, and the versions."""
    yield "outcomes/README.md", _contents()
    yield "outcomes/specifications.md", _versions()
    for each in _leaders():
        yield f"outcomes/{each.slug}.md", _page(each)


def _leaders() -> list[Indicator]:
    return [each for each in catalogue() if not each.led_by]


def _contents() -> str:
    rows = [
        f"| {each.id} | [{each.title}]({each.slug}.md) | {each.unit.replace('_', ' ')} | {each.window} |"
        for each in _leaders()
    ]
    return _page_of(
        "Indicators",
        f"{_WRITTEN} Specification {SPECIFICATION}; earlier ones: [specifications](specifications.md).",
        "| Id | Indicator | Unit | Followed for |",
        "|---|---|---|---|",
        *rows,
    )


def _page(indicator: Indicator) -> str:
    facts = [f"| {name} | {text} |" for name, text in definition(indicator).facts]
    others = [each for each in led_by(indicator) if each is not indicator]
    asked = ["", "Of the same form:", "", *(f"- {each.id} {each.title} (`{each.slug}`)" for each in others)]
    return _page_of(
        f"{indicator.title} ({indicator.id})",
        f"{indicator.why} In files: `{indicator.slug}`. [All indicators](README.md). {_WRITTEN}",
        "| | |",
        "|---|---|",
        *facts,
        *(asked if others else []),
    )


def _versions() -> str:
    lines: list[str] = []
    before: dict[str, Indicator] = {}
    for version, indicators in SPECIFICATIONS.items():
        declared = {each.slug: each for each in indicators}
        came = [slug for slug in declared if slug not in before]
        went = [slug for slug in before if slug not in declared]
        changed = [slug for slug in declared if slug in before and before[slug] is not declared[slug]]
        lines += [f"## {version}", "", f"{len(declared)} indicators.", ""]
        if before:
            told = (("New", came), ("Changed", changed), ("Gone", went))
            lines += [
                *(f"- {word}: {', '.join(f'`{slug}`' for slug in slugs) or 'none'}" for word, slugs in told),
                "",
            ]
        before = declared
    return _page_of(
        "Versions of the specification",
        f"{_WRITTEN} A report made by an earlier version goes on computing by its definitions: a released "
        "declaration is never changed, and a test holds what each one says.",
        *lines[:-1],
    )


def _page_of(title: str, lead: str, *lines: str) -> str:
    return "\n".join([f"# {title}", "", lead, "", *lines, ""])

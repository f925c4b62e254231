"""Each kind of pathway drawn from its declaration, for `docs/pathways/`: questions, ladder, spells, checks, rules."""

from collections.abc import Iterator
from itertools import pairwise

from .kinds import KINDS, Kind, Overlap, SpellRules, StartsFrom

_OVERLAPS = {
    Overlap.ANY: "A person may have several at once.",
    Overlap.ONE: "A person has one at a time: the database keeps that.",
    Overlap.ONE_OF_A_CODE: "A person has one at a time of each code: the database keeps that.",
}
_SINCE = {StartsFrom.RELEASE: "release", StartsFrom.SPELL: "the first day of the spell"}


def pages() -> Iterator[tuple[str, str]]:
    """(path under docs/, text) for every declared kind."""
    for kind in KINDS.values():
        yield f"pathways/{kind.slug.replace('_', '-')}.md", as_markdown(kind)


def as_markdown(kind: Kind) -> str:
    """The page of one kind."""
    parts = [_head(kind), _questions(kind), _ladder(kind), _milestones(kind)]
    if kind.spells:
        parts.append(_spells(kind.spells))
    if kind.checks:
        parts.append(_checks(kind))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(kind: Kind) -> list[str]:
    return [
        f"# {kind.title}",
        "",
        "Drawn from the declaration by `manage.py machines --write`; a test fails when they differ.",
        "",
        f"- Opened by an accepted referral that names the need *{kind.need}*, or by assessing it.",
        f"- Achieved by {_achieved(kind)}.",
        f"- Sustained by {_listed(kind.sustained_by, 'nothing: it stays achieved')}.",
        f"- Forms: {_listed([form.upper() for form in kind.forms], 'none')}.",
        "- As staff see it: [in pictures](../guide/pathways.md).",
    ]


def _achieved(kind: Kind) -> str:
    if kind.achieved_when_verified:
        titles = [kind.milestone(slug).in_sentence for slug in kind.achieved_when_verified]
        return f"all of these, verified: {', '.join(titles)}"
    rule = (getattr(kind.achieved_by, "__doc__", "") or "").strip()
    return f"a {kind.spell_noun}: {rule[:1].lower() + rule[1:].rstrip('.')}. Once it is over, the pathway is set back"


def _questions(kind: Kind) -> list[str]:
    asked = kind.question_set
    rows = [
        f"| {each.text} | {', '.join(f'**{a.label}**' if a.is_need else a.label for a in each.answers)} |"
        for each in asked.questions
    ]
    head = f"## Questions (version {asked.version})"
    return [
        head,
        "",
        "An answer in bold means that there is a need.",
        "",
        "| Question | Answers |",
        "|---|---|",
        *rows,
    ]


def _ladder(kind: Kind) -> list[str]:
    steps = [f"    {each.slug}[{_quoted(each.title)}]" for each in kind.milestones]
    slugs = [each.slug for each in kind.milestones]
    arrows = [f"    {first} --> {second}" for first, second in pairwise(slugs)]
    return ["## Ladder", "", "```mermaid", "flowchart TD", *steps, *arrows, "```"]


def _milestones(kind: Kind) -> list[str]:
    rows = []
    for each in kind.milestones:
        verified = "always" if each.always_verified else "by sample"
        needs = [f"a {kind.spell_noun} that shows it"] if each.rests_on else []
        needs += [f"one of {', '.join(each.values.values())}"] if each.values else []
        rows.append(
            f"| {each.title} | {verified} | {'once' if each.once else 'again'} | {'; '.join(needs) or '-'} |"
        )
    return ["| Milestone | Verified | Reached | Needs, beside its evidence |", "|---|---|---|---|", *rows]


def _spells(rules: SpellRules) -> list[str]:
    codes = [f"| {code} | {label} |" for code, label in rules.codes.items()]
    lines = [f"## {rules.heading}", "", _OVERLAPS[rules.overlap]]
    if rules.asks:
        lines += [f"Asked besides: {', '.join(name.replace('_', ' ') for name in rules.asks)}."]
    if not codes:
        return [
            *lines,
            "",
            "The codes and their classes are those of the accommodation table, as of the first day.",
        ]
    return [*lines, "", "| Code | Means |", "|---|---|", *codes]


def _checks(kind: Kind) -> list[str]:
    rows = [f"| {each.name} | {each.question} | {_SINCE[each.starts_from]} |" for each in kind.checks]
    return ["## Checks", "", "| Check | Question | Counted from |", "|---|---|---|", *rows]


def _listed(words, nothing: str) -> str:
    return ", ".join(f"*{word}*" for word in words) or nothing


def _quoted(title: str) -> str:
    return f'"{title}"'

"""Machines drawn from the code that runs them: as tables and as diagrams, for `docs/machines/` and for a page."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps

from .fields import Stateful
from .transitions import REMOVED, SAME, Rule, machine_of

Pages = Callable[
    [], Iterator[tuple[str, str]]
]  # (path under docs/, text) of pages that are drawn from declarations

_further: list[Pages] = []


def draw_too(pages: Pages) -> None:
    """What an upper storey has drawn beside the machines; called by its app's `ready`."""
    if pages not in _further:
        _further.append(pages)


def further_pages() -> Iterator[tuple[str, str]]:
    """The pages that upper storeys have drawn."""
    for pages in _further:
        yield from pages()


def machines() -> dict[str, type[Stateful]]:
    """Every model with a machine, by its name in addresses and file names."""
    models = (model for model in apps.get_models() if issubclass(model, Stateful) and machine_of(model))
    return {str(model._meta.verbose_name).replace(" ", "-"): model for model in models}


def title(model: type[Stateful]) -> str:
    """The machine's name as a heading."""
    return str(model._meta.verbose_name).capitalize()


def states(model: type[Stateful]) -> list[tuple[str, str]]:
    """Every state of the machine with its label."""
    field: Any = next(each for each in model._meta.concrete_fields if each.name == "state")
    return list(field.choices)


def rows(model: type[Stateful]) -> Iterator[dict[str, Any]]:
    """The machine's table: verb, from, to, who, roles, needs."""
    labels = dict(states(model))
    for rule in machine_of(model):
        yield {
            "verb": rule.verb.replace("_", " "),
            "sources": [labels[source] for source in rule.sources],
            "target": _target_in_words(rule, labels),
            "who": rule.who + (", or the system" if rule.by_system else ""),
            "roles": [role.label for role in rule.roles],
            "needs": rule.needs,
        }


def _target_in_words(rule: Rule, labels: dict[str, str]) -> str:
    if rule.target is REMOVED:
        return "removed, trail kept"
    if rule.target == SAME:
        return "the same state"
    targets = rule.target if isinstance(rule.target, tuple) else (rule.target,)
    return " or ".join(labels[target] for target in targets)


def edges(model: type[Stateful]) -> Iterator[tuple[str, str, str]]:
    """(from, verb, to) for every arrow; a removal leads to "removed"."""
    for rule in machine_of(model):
        for source in rule.sources:
            for target in rule.leads_to(source):
                yield source, rule.verb, target or "removed"


def as_markdown(model: type[Stateful]) -> str:
    """The page of `docs/machines/`: the table, then the diagram as text that code hosts draw."""
    lines = [
        f"# {title(model)}",
        "",
        "Drawn from the code by `manage.py machines --write`; a test fails when they differ.",
        "",
    ]
    lines += ["| Transition | From | To | Who | Needs |", "|---|---|---|---|---|"]
    for row in rows(model):
        lines.append(
            f"| {row['verb']} | {', '.join(row['sources'])} | {row['target']} | {row['who']} | {row['needs'] or '-'} |"
        )
    lines += ["", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {source} --> {target}: {verb.replace('_', ' ')}" for source, verb, target in edges(model)]
    return "\n".join([*lines, "```", ""])

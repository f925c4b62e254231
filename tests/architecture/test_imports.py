"""The ladder holds: imports, foreign keys by name and late look-ups run downward only; nothing is circular."""

import ast
import re

from django.apps import apps

from .source import LADDER, Module, imported, modules

RANK = {storey: len(LADDER) - position for position, storey in enumerate(LADDER)}


def test_a_storey_is_known_to_the_ladder():
    assert {module.storey for module in modules()} <= set(LADDER)


HOUSE = [module for module in modules() if module.storey != "config"]


def test_imports_run_downward():
    assert not [f"{module.name} imports {name}" for module in HOUSE for name in _upward(module)]


def _upward(module: Module) -> list[str]:
    return [
        name
        for name in imported(module)
        if name.split(".")[0] in RANK and RANK[name.split(".")[0]] > RANK[module.storey]
    ]


def test_models_named_in_strings_lie_below():
    labels = {config.label: config.name.split(".")[0] for config in apps.get_app_configs()}
    written = [module for module in HOUSE if ".migrations." not in module.name]
    assert not [
        f"{module.name} names {label}" for module in written for label in _named_above(module, labels)
    ]


def _named_above(module: Module, labels: dict[str, str]) -> list[str]:
    named = {
        match.group(1)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (match := re.fullmatch(r"([a-z_]+)\.[A-Z]\w+", node.value))
    }
    return [label for label in named if RANK.get(labels.get(label, ""), 0) > RANK[module.storey]]


def test_no_module_imports_itself_through_others():
    graph = {module.name: set() for module in modules()}
    for module in modules():
        for name in imported(module, at_run_time=True):
            target = name if name in graph else name.rpartition(".")[0]
            package = module.path.name == "__init__.py" and target.startswith(module.name + ".")
            if (
                target in graph
                and target != module.name
                and not package
                and not module.name.startswith(target + ".")
            ):
                graph[module.name].add(target)
    assert not _cycle(graph)


def _cycle(graph: dict[str, set[str]]) -> list[str]:
    """One cycle of the graph, or nothing."""
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for target in sorted(graph[name]):
            if found := visit(target, [*trail, name]):
                return found
        done.add(name)
        return []

    for name in sorted(graph):
        if found := visit(name, []):
            return found
    return []


def test_the_search_for_cycles_finds_one():
    assert _cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c", "a"]
    assert not _cycle({"a": {"b"}, "b": set()})

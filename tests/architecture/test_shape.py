"""The shape each file of an app must keep (architecture: Inside an app)."""

import ast
import re
from collections.abc import Callable, Iterable

from django.apps import apps
from django.db import models

from .source import ROOT, Module, modules

OURS = [model for model in apps.get_models() if not model.__module__.startswith(("django", "allauth"))]
VIEWS = [module for module in modules() if re.search(r"\.(views|api)(\.|$)", module.name)]
NOT_USED = {"manager", "helper", "helpers", "utils", "util", "service", "process", "handle", "data", "info", "obj",
            "client", "offender"}  # fmt: skip


WRITTEN = [module for module in modules() if ".migrations." not in module.name]


def wrong(what: Iterable[Module], finds: Callable[[Module], Iterable[str]]) -> list[str]:
    """What each module does against a rule, named: one test a rule, since a test for each module takes minutes."""
    return [f"{module.name}: {each}" for module in what for each in finds(module)]


def test_a_view_asks_no_query_of_its_own():
    def asks(module: Module) -> list[str]:
        return [
            f"line {node.lineno}: .{node.attr}"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute)
            and node.attr in {"objects", "versions", "filter", "exclude", "annotate"}
        ]

    assert VIEWS
    assert not wrong(VIEWS, asks)


def test_no_model_overrides_save():
    assert not [model.__name__ for model in OURS if "save" in vars(model)]


def test_nothing_hangs_on_a_signal():
    def listens(module: Module) -> list[str]:
        if (
            module.name == "foundation.lifecycle.apps"
        ):  # Django's own migration hooks put the triggers on and off
            return []
        names = {node.module for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom)}
        return [name for name in names if name and "signals" in name]

    assert not wrong(modules(), listens)


def test_a_module_is_named_in_words_of_the_field():
    assert not wrong(modules(), lambda module: NOT_USED & set(module.name.split(".")))


def test_a_file_is_short_or_says_why():
    def is_long(module: Module) -> list[str]:
        text = module.path.read_text()
        lines = len(text.splitlines())
        return [] if lines <= 300 or "Why one file" in text[:1500] else [f"{lines} lines"]

    assert not wrong(WRITTEN, is_long)


def test_a_function_is_short():
    def long_ones(module: Module) -> list[str]:
        return [
            f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.end_lineno - node.lineno >= 40
        ]

    assert not wrong(WRITTEN, long_ones)


def test_a_public_function_says_what_it_means():
    def silent_ones(module: Module) -> list[str]:
        if module.name.split(".")[-1] in {"views", "apps", "urls", "admin"}:
            return []
        return [
            node.name
            for node in module.tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
            and len(node.body) > 3
        ]

    assert not wrong(WRITTEN, silent_ones)


def test_the_rules_of_shape_find_what_breaks_them():
    bad = Module("hubs.utils", ROOT / "conftest.py")
    assert wrong([bad], lambda module: NOT_USED & set(module.name.split("."))) == ["hubs.utils: utils"]


def test_who_and_when_come_in_pairs():
    allowed = {
        "allowed_by": "beside a reason, in the row's own event",
        "recorded_by": "every fact",
        "taken_by": "Consent and Referral: its event has the time",
    }

    def lonely(model: type[models.Model]) -> set[str]:
        names = {field.name for field in model._meta.get_fields() if isinstance(field, models.Field)}
        by = {name for name in names if name.endswith("_by")}
        return {name for name in by if not {name[:-3] + "_at", name[:-3] + "_on"} & names} - set(allowed)

    assert not [f"{model.__name__}: {name}" for model in OURS for name in lonely(model)]


def test_no_path_of_one_machine_stands_in_the_source():
    found = [
        module.name
        for module in modules()
        if re.search(r"(?<![\w.])/(work|root|home|tmp)/", module.path.read_text())
    ]
    assert not found


def test_the_root_holds_only_the_rooms_of_the_house():
    rooms = {"config", "partnership", "outcomes", "journeys", "referrals", "pathways", "hubs", "people", "foundation",
             "templates", "frontend", "tests", "benchmarks", "docs", "var", "node_modules"}  # fmt: skip
    found = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    assert found <= rooms

"""The shape each file of an app must keep (architecture: Inside an app)."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from .source import ROOT, Module, modules

OURS = [model for model in apps.get_models() if not model.__module__.startswith(("django", "allauth"))]
VIEWS = [module for module in modules() if re.search(r"\.(views|api)(\.|$)", module.name)]
NOT_USED = {"manager", "helper", "helpers", "utils", "util", "service", "process", "handle", "data", "info", "obj",
            "client", "offender"}  # fmt: skip


@pytest.mark.parametrize("module", VIEWS, ids=lambda module: module.name)
def test_a_view_asks_no_query_of_its_own(module: Module):
    calls = [
        f"line {node.lineno}: .{node.attr}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "versions", "filter", "exclude", "annotate"}
    ]
    assert not calls


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_model_overrides_save(model):
    assert "save" not in vars(model)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_nothing_hangs_on_a_signal(module: Module):
    if module.name == "foundation.lifecycle.apps":  # Django's own migration hooks put the triggers on and off
        return
    names = {node.module for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in names if name and "signals" in name}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_is_named_in_words_of_the_field(module: Module):
    assert not NOT_USED & set(module.name.split("."))


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_file_is_short_or_says_why(module: Module):
    text = module.path.read_text()
    if ".migrations." in module.name:
        return
    assert len(text.splitlines()) <= 300 or "Why one file" in text[:1500]


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_function_is_short(module: Module):
    if ".migrations." in module.name:
        return
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 40
    ]
    assert not long


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_public_function_says_what_it_means(module: Module):
    if ".migrations." in module.name or module.name.split(".")[-1] in {"views", "apps", "urls", "admin"}:
        return
    silent = [
        node.name
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and len(node.body) > 3
    ]
    assert not silent


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_who_and_when_come_in_pairs(model):
    names = {field.name for field in model._meta.get_fields() if isinstance(field, models.Field)}
    lonely = [name for name in names if name.endswith("_by") and name not in {"allowed_by", "recorded_by"}
              and not {name[:-3] + "_at", name[:-3] + "_on"} & names]  # fmt: skip
    allowed = {"taken_by": "Consent and Referral: its event has the time"}
    assert not set(lonely) - set(allowed)


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

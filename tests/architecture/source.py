"""Reading the product's own source as text: nothing of it is run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# The ladder: imports run downward only (architecture). Upper storeys first.
LADDER = (
    "config",
    "partnership",
    "outcomes",
    "journeys",
    "referrals",
    "pathways",
    "hubs",
    "people",
    "foundation",
)


@dataclass(frozen=True)
class Module:
    """One file of the product: its dotted name and its tree, read when it is asked for."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text())

    @property
    def storey(self) -> str:
        return self.name.split(".")[0]


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for storey in LADDER:
        for path in sorted((ROOT / storey).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Module(name, path))
    return tuple(found)


def imported(module: Module, *, at_run_time: bool = False) -> Iterator[str]:
    """Dotted names a module imports, function-local ones too; `at_run_time` leaves out those for type checking only."""
    package = module.name if module.path.name == "__init__.py" else module.name.rpartition(".")[0]
    skipped = set()
    if at_run_time:
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.If)
                and isinstance(node.test, ast.Name)
                and node.test.id == "TYPE_CHECKING"
            ):
                skipped |= {id(child) for child in ast.walk(node)}
    for node in ast.walk(module.tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            start = (
                f"{base}.{node.module}" if node.level and node.module else base if node.level else node.module
            )
            yield from (f"{start}.{alias.name}" for alias in node.names)

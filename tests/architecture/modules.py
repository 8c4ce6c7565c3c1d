"""The package's modules and what each imports, read from their source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import espd_kg

PACKAGE = Path(espd_kg.__file__).parent
NAME = "espd_kg"


@dataclass(frozen=True)
class Module:
    """One module: its dotted name and its file."""

    name: str
    path: Path

    @property
    def room(self) -> str:
        """The first part of the name below the package: what the floors are made of."""
        return self.name.split(".")[1] if "." in self.name else ""

    @cached_property
    def tree(self) -> ast.Module:
        """The module's syntax tree."""
        return ast.parse(self.path.read_text())

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return len(self.path.read_text().splitlines())


def modules() -> list[Module]:
    """Return every module of the package, sorted by name."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = [NAME, *path.relative_to(PACKAGE).with_suffix("").parts]
        if parts[-1] == "__init__":
            parts.pop()
        found.append(Module(".".join(parts), path))
    return found


def imports(module: Module, known: frozenset[str]) -> set[str]:
    """Return the modules of the package that a module imports, wherever in it the import stands."""
    found = {target for name in _imported(module.tree) for target in _resolve(name, known)}
    return found - {module.name}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _resolve(name: str, known: frozenset[str]) -> Iterator[str]:
    while name.startswith(NAME):
        if name in known:
            yield name
            return
        name = name.rpartition(".")[0]

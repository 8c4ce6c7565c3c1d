"""The parts of a SPARQL query that decide which facts it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


class Variable(str):
    """A variable as it is written, with its question mark; every other term is plain text."""

    __slots__ = ()


class Unread(Exception):
    """The query holds something that is not followed here: it can only be asked as a whole."""


Term: TypeAlias = str
"""A variable, or the N-Triples form of an IRI or literal."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """`^path`."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """`path/path`."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """`path|path`."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path with `?`, `*` or `+` behind it."""

    path: Path
    times: str


@dataclass(frozen=True, slots=True)
class Negated:
    """`!(a|^b)`: the predicates that are shut out, as they are walked and against it."""

    forward: tuple[str, ...]
    backward: tuple[str, ...]


Path: TypeAlias = str | Inverse | Sequence | Alternative | Repeated | Negated


def path_text(path: Path) -> str:
    """Return a path as SPARQL writes it."""
    if isinstance(path, str):
        return path
    if isinstance(path, Inverse):
        return f"^({path_text(path.path)})"
    if isinstance(path, Repeated):
        return f"({path_text(path.path)}){path.times}"
    if isinstance(path, Negated):
        return f"!({'|'.join([*path.forward, *(f'^{each}' for each in path.backward)])})"
    between = "/" if isinstance(path, Sequence) else "|"
    return f"({between.join(path_text(each) for each in path.paths)})"


"""A property path; text is a predicate: its IRI or a variable."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as its pieces of text; `opaque` if its value hangs on more than a row."""

    pieces: tuple[str, ...]
    exists: tuple[Group, ...] = ()
    opaque: bool = False
    aggregates: bool = False

    @property
    def variables(self) -> frozenset[Variable]:
        """The variables in it, those inside EXISTS left out."""
        return frozenset(piece for piece in self.pieces if isinstance(piece, Variable))


@dataclass(frozen=True, slots=True)
class Triples:
    """One triple pattern."""

    subject: Term
    path: Path
    object: Term


@dataclass(frozen=True, slots=True)
class Optional:
    """`OPTIONAL { }`."""

    group: Group


@dataclass(frozen=True, slots=True)
class Minus:
    """`MINUS { }`."""

    group: Group


@dataclass(frozen=True, slots=True)
class Lateral:
    """`LATERAL { }`: asked once for each row of what stands before it."""

    group: Group


@dataclass(frozen=True, slots=True)
class Union:
    """One or more groups between which UNION stands."""

    branches: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """`GRAPH term { }`."""

    term: Term
    group: Group


@dataclass(frozen=True, slots=True)
class Bind:
    """`BIND(expression AS ?variable)`."""

    expression: Expression
    variable: Variable


@dataclass(frozen=True, slots=True)
class Table:
    """`VALUES`; a cell without a value is `UNDEF`."""

    variables: tuple[Variable, ...]
    rows: tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group in braces: its parts in order, and the filters that hold for all of it."""

    parts: tuple[Part, ...]
    filters: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT query, or the same part of a CONSTRUCT."""

    names: tuple[Variable, ...] | None
    computed: tuple[Bind, ...]
    where: Group
    grouping: tuple[Bind | Variable | Expression, ...] = ()
    having: tuple[Expression, ...] = ()
    sliced: bool = False
    narrowed: bool = False
    """Whether VALUES stand behind it, which are not kept."""

    @property
    def aggregates(self) -> bool:
        """Whether the rows are put into groups, with GROUP BY or without."""
        expressions = (*(bind.expression for bind in self.computed), *self.having)
        return bool(self.grouping) or any(each.aggregates for each in expressions)


Part: TypeAlias = Triples | Optional | Minus | Lateral | Union | Graph | Bind | Table | Select

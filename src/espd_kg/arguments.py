"""From what a person types for a parameter to the term that it means in this graph."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from espd_kg.errors import InputError
from espd_kg.iris import expand, kind_and_slug, one_of, shorten, slug_of
from espd_kg.namespaces import BASE, CODE, ESPD, ID, KINDS, OWL, RDFS, SKOS, THEME, XSD
from espd_kg.queries.model import Parameter
from espd_kg.queries.types import THING_TYPES
from espd_kg.records import record
from espd_kg.results import Term, text_value
from espd_kg.stores.base import Store
from espd_kg.stores.writing import values_block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Final

_SHOWN: Final = 8


def resolve(store: Store, parameter: Parameter, text: str) -> Term:
    """Return the term for a parameter's text.

    A thing may be named by its IRI, by `kind/slug`, by `prefix:slug`, by its slug or by a label
    in any language. Raises InputError, with the nearest right value, for anything else.
    """
    try:
        if not text.strip():
            raise InputError("the value is empty", fix=_listing(choices(store, parameter)))
        if parameter.type in THING_TYPES or parameter.type == "class":
            return _thing(store, parameter, text)
        return _literal(store, parameter, text.strip())
    except InputError as error:
        raise InputError(
            error.message, subject=f"parameter {parameter.name}", fix=error.fix
        ) from None


def check_period(given: Mapping[str, str]) -> None:
    """Raise InputError where `since` is later than `until`; a year stands for all its days."""
    since, until = given.get("since", "").strip(), given.get("until", "").strip()
    both = min(len(since), len(until))
    readable = both and _fits(_DAY_OR_YEAR, since) and _fits(_DAY_OR_YEAR, until)
    if readable and since[:both] > until[:both]:
        raise InputError("since is later than until", fix="Exchange them.")


def choices(store: Store, parameter: Parameter) -> tuple[str, ...]:
    """Return what may be given for a parameter, sorted; nothing where any text may be."""
    if parameter.allowed:
        return parameter.allowed
    if parameter.values_query:
        return tuple(_listed(store, parameter.values_query))
    if parameter.type in THING_TYPES or parameter.type == "class":
        return tuple(sorted({found.slug for found in _candidates(store, parameter)}))
    return ("false", "true") if parameter.type == "boolean" else ()


@record(frozen=True)
class _Candidate:
    """A thing that a parameter admits, with one of its names."""

    iri: str
    name: str

    @property
    def slug(self) -> str:
        return slug_of(self.iri)


def _thing(store: Store, parameter: Parameter, text: str) -> NamedNode:
    named = text.strip()
    found = _by_slug(store, parameter, named)
    candidates: list[_Candidate] = []
    if not found:
        candidates = sorted(_candidates(store, parameter), key=lambda one: (one.iri, one.name))
        found = _matching(candidates, _folded(named))
    if len(found) == 1:
        return NamedNode(found[0])
    if found:
        raise InputError(
            f"{text!r} may be {_some(map(shorten, found))}", fix="Say which, by one of these names."
        )
    kind = (parameter.scheme or parameter.type).replace("-", " ")
    advice = _advice(candidates, named) if candidates else "The graph that was asked holds none."
    fix = _other_kind(store, parameter, named) or advice
    raise InputError(f"there is no {kind} {text!r}", fix=fix)


def _other_kind(store: Store, parameter: Parameter, text: str) -> str:
    """Say what the text names, where it names one thing, of another kind."""
    found = _by_slug(store, Parameter("", "thing", ""), text)
    kinds = [kind_and_slug(iri) for iri in found]
    if len(kinds) != 1 or kinds[0] is None or kinds[0][0] == parameter.type:
        return ""
    own, wanted = kinds[0][0], parameter.scheme or parameter.type
    return f"That is {_with_article(own)}, not {_with_article(wanted)}."


def _with_article(kind: str) -> str:
    article = "an" if kind[0] in "aeiou" else "a"
    return f"{article} {kind.replace('-', ' ')}"


def _by_slug(store: Store, parameter: Parameter, text: str) -> list[str]:
    """Return the things that the text names by IRI, short name or slug, without reading labels."""
    written = expand(text)
    possible = [iri for iri in ([written] if written else _iris(text)) if _is_iri(iri)]
    if not possible:
        return []
    block = values_block("thing", possible)
    table = store.rows(f"SELECT DISTINCT ?thing WHERE {{ {block} {_admitted(parameter)} }}")
    found = (text_value(row[0]) for row in table)
    return sorted(iri for iri in found if _is_allowed(parameter, iri))


def _iris(slug: str) -> Iterator[str]:
    bases = (*(f"{ID}{kind}/" for kind in KINDS), THEME, CODE, ESPD)
    return (f"{base}{slug}" for base in bases if "/" not in slug)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _matching(candidates: Iterable[_Candidate], name: str) -> list[str]:
    """Return the things with this slug, else those with this label, capitals aside."""
    found = list(candidates)
    slugs = sorted({one.iri for one in found if _folded(one.slug) == name})
    return slugs or sorted({one.iri for one in found if _folded(one.name) == name})


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _advice(candidates: Iterable[_Candidate], text: str) -> str:
    """Suggest the slugs of things whose names hold the text, else of the one that comes nearest."""
    names = {_folded(found.name): found.slug for found in candidates if found.name}
    names |= {found.slug: found.slug for found in candidates}
    wanted = _folded(text)
    holding = sorted({slug for name, slug in names.items() if wanted and wanted in name})
    if holding:
        return f"Did you mean {_some(holding)}?"
    return _nearest(wanted, names)


def _nearest(word: str, names: Mapping[str, str]) -> str:
    """Return advice: the value of the nearest of the names, else some of the values."""
    # Only a mistake pays for loading this.
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(names), 1)
    return f"Did you mean {names[near[0]]}?" if near else _listing(names.values())


def _listing(names: Iterable[str]) -> str:
    listed = sorted(set(names))
    return f"Use {_some(listed)}" if listed else ""


def _some(names: Iterable[str]) -> str:
    """Return the names sorted, for a sentence; of many, the first and an ellipsis."""
    listed = sorted(names)
    return f"{', '.join(listed[:_SHOWN])}, ..." if len(listed) > _SHOWN else one_of(listed)


def _candidates(store: Store, parameter: Parameter) -> Iterator[_Candidate]:
    for thing, name in store.rows(_candidate_query(parameter)):
        if _is_allowed(parameter, text_value(thing)):
            yield _Candidate(text_value(thing), text_value(name))


def _is_allowed(parameter: Parameter, iri: str) -> bool:
    allowed = {name.casefold() for name in parameter.allowed}
    return not allowed or slug_of(iri).casefold() in allowed


def _candidate_query(parameter: Parameter) -> str:
    return f"""
        SELECT DISTINCT ?thing ?name WHERE {{
          {{ SELECT DISTINCT ?thing WHERE {{ {_admitted(parameter)} }} }}
          OPTIONAL {{
            ?thing <{RDFS}label>|<{SKOS}prefLabel>|<{SKOS}altLabel>|<{SKOS}notation>|(
              <{ESPD}hasName>/<{RDFS}label>) ?name
          }}
        }}"""


def _admitted(parameter: Parameter) -> str:
    if parameter.type == "class":
        return f'?thing a <{OWL}Class> . FILTER(STRSTARTS(STR(?thing), "{ESPD}"))'
    wanted = THING_TYPES[parameter.type]
    if parameter.scheme is not None:
        return f"?thing <{SKOS}inScheme> <{CODE}{parameter.scheme}>"
    if wanted is None:
        return f'?thing a ?any . FILTER(STRSTARTS(STR(?thing), "{BASE}"))'
    return f"?class <{RDFS}subClassOf>* <{wanted}> . ?thing a ?class"


def _literal(store: Store, parameter: Parameter, text: str) -> Literal:
    if parameter.allowed or parameter.values_query:
        known = choices(store, parameter)
        fitting = [name for name in known if name.casefold() == text.casefold()]
        if not fitting:
            raise InputError(
                f"{text!r} is none of the values",
                fix=_nearest(text.casefold(), {name.casefold(): name for name in known}),
            )
        text = text if text in fitting else fitting[0]
    return _READERS[parameter.type](text)


def _listed(store: Store, query: str) -> list[str]:
    return sorted({text_value(row[0]) for row in store.select(query).rows if row[0] is not None})


def _fits(pattern: str, text: str) -> bool:
    import re  # a query without years, dates and numbers loads none of it

    return re.fullmatch(pattern, text) is not None


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


def _year(text: str) -> Literal:
    if not _fits(_YEAR, text):
        raise InputError(f"{text!r} is no year", fix="Write four digits, as in 2024.")
    return _typed(text, "gYear")


def _date(text: str) -> Literal:
    if not _fits(_DATE, text):
        raise InputError(f"{text!r} is no date", fix="Write it as in 2024-05-31.")
    from datetime import date  # a query without dates loads none of it

    try:
        date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{text} is not in the calendar", fix="Check the month and the day."
        ) from None
    return _typed(text, "date")


def _year_or_date(text: str) -> Literal:
    if _fits(_YEAR, text):
        return _year(text)
    if _fits(_DATE, text):
        return _date(text)
    raise InputError(
        f"{text!r} is neither a year nor a date", fix="Write it as in 2024 or 2024-05-31."
    )


def _integer(text: str) -> Literal:
    if not _fits(r"[+-]?[0-9]+", text):
        raise InputError(f"{text!r} is no whole number", fix="Write digits only, as in 12.")
    return _typed(str(int(text)), "integer")


def _boolean(text: str) -> Literal:
    value = _TRUTHS.get(text.casefold())
    if value is None:
        raise InputError(f"{text!r} is neither true nor false", fix="Write true or false.")
    return _typed(value, "boolean")


_YEAR: Final = r"[0-9]{4}"
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAY_OR_YEAR: Final = r"[0-9]{4}(?:-[0-9]{2}-[0-9]{2})?"
_TRUTHS: Final = {"true": "true", "yes": "true", "1": "true"} | {
    "false": "false",
    "no": "false",
    "0": "false",
}
_READERS: Final[Mapping[str, Callable[[str], Literal]]] = {
    "year": _year,
    "date": _date,
    "year-or-date": _year_or_date,
    "integer": _integer,
    "boolean": _boolean,
    "string": Literal,
}

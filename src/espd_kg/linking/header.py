"""The comment block at the head of an SSSOM table: YAML that describes the mapping set."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

import yaml

from espd_kg.errors import InputError
from espd_kg.iris import is_absolute
from espd_kg.linking.slots import BUILT_IN_PREFIXES, REQUIRED_IN_HEADER


@dataclass(frozen=True)
class Header:
    """What the block says, how many lines it takes, and the table that follows it."""

    fields: Mapping[str, object]
    prefixes: Mapping[str, str]
    lines: int
    table: str


def read_header(text: str, name: str) -> Header:
    """Return the table's header.

    Raises InputError, with the line, where the block is no YAML, lacks what the standard
    requires, or declares a prefix without an IRI.
    """
    lines = text.splitlines(keepends=True)
    block = list(takewhile(lambda line: line.startswith("#"), lines))
    content = textwrap.dedent("".join(line[1:] for line in block))
    fields = _fields(content, name)
    for field in REQUIRED_IN_HEADER:
        if not fields.get(field):
            raise InputError(
                f"the header says no {field}",
                file=name,
                line=1,
                fix=f"Add a line `#{field}: ...` at the top.",
            )
    prefixes = {**BUILT_IN_PREFIXES, **_prefixes(fields.get("curie_map"), name)}
    return Header(fields, prefixes, len(block), "".join(lines[len(block) :]))


def _fields(content: str, name: str) -> dict[str, object]:
    try:
        fields = yaml.safe_load(content) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(
            f"the header is not YAML: {error.problem}",
            file=name,
            line=min(line, content.count("\n")),
        ) from None
    except yaml.YAMLError as error:
        raise InputError(f"the header is not YAML: {error}", file=name) from None
    if not isinstance(fields, dict):
        raise InputError("the header holds no `name: value` lines", file=name, line=1)
    return {str(key): value for key, value in fields.items()}


def _prefixes(declared: object, name: str) -> dict[str, str]:
    if declared is None:
        return {}
    if not isinstance(declared, dict):
        raise InputError("curie_map holds no `prefix: IRI` lines", file=name)
    for prefix, iri in declared.items():
        if not isinstance(iri, str) or not is_absolute(iri):
            raise InputError(f"curie_map gives {prefix} no IRI: {iri!r}", file=name)
    return {str(prefix): iri for prefix, iri in declared.items()}

"""The comment block at the head of an SSSOM table: YAML that describes the mapping set."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

import yaml

from espd_kg.errors import InputError
from espd_kg.iris import is_absolute
from espd_kg.linking.table.slots import (
    BUILT_IN_PREFIXES,
    OWN_SLOTS,
    PROPAGATED,
    REQUIRED_IN_HEADER,
    SLOTS,
    UNNAMED,
    Slot,
    extension,
)

_SLOT_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class Header:
    """What the block says, how many lines it takes, and the table that follows it.

    `slots` are those of the standard and the extensions that the block declares; `propagated` are
    the cells that it fills in for every row.
    """

    fields: Mapping[str, object]
    prefixes: Mapping[str, str]
    slots: Mapping[str, Slot]
    propagated: Mapping[str, str]
    lines: int
    table: str

    def expanded(self, value: str) -> str:
        """Return the IRI that a CURIE or IRI stands for; raises ValueError where it is none."""
        prefix, colon, local = value.partition(":")
        iri = value
        if colon and prefix in self.prefixes and not local.startswith("//"):
            iri = self.prefixes[prefix] + local
        elif not is_absolute(value) or not ("//" in value or prefix == "urn"):
            known = ", ".join(sorted(self.prefixes))
            raise ValueError(
                f"{value!r} has no declared prefix. Use one of {known}, or declare it under "
                "curie_map in the header"
            )
        if not is_absolute(iri):
            raise ValueError(f"{value!r} is no IRI. Take out spaces and other signs")
        return iri


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
    table = "".join(lines[len(block) :])
    header = Header(fields, prefixes, SLOTS, dict(_propagated(fields)), len(block), table)
    extensions = dict(_extensions(header, name))
    return replace(header, slots={**SLOTS, **extensions})


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
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"the header is not YAML: {error}", file=name, line=1) from None
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


def _propagated(fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield what the block says of every row, as the cell would hold it."""
    for slot in PROPAGATED:
        value = fields.get(slot)
        if isinstance(value, list):
            yield slot, "|".join(str(one).replace("|", r"\|") for one in value)
        elif value is not None:
            yield slot, str(value)


def _extensions(header: Header, name: str) -> Iterator[tuple[str, Slot]]:
    """Yield the slots beyond the standard that the block declares."""
    declared = header.fields.get("extension_definitions") or []
    if not isinstance(declared, list):
        raise InputError("extension_definitions is no list", file=name, fix=_DECLARE)
    for one in declared:
        slot = str(one.get("slot_name") or "") if isinstance(one, dict) else ""
        if not _SLOT_NAME.fullmatch(slot) or slot in SLOTS:
            message = f"extension_definitions declares no slot of its own: {one!r}"
            raise InputError(message, file=name, fix=_DECLARE)
        try:
            stated, hint = (
                header.expanded(str(one[key])) if one.get(key) else None
                for key in ("property", "type_hint")
            )
        except ValueError as error:
            message = f"extension_definitions, {slot}: {error}"
            raise InputError(message, file=name) from None
        if stated is None and slot in OWN_SLOTS:
            message = f"extension_definitions, {slot}: no property says what it means"
            fix = f"Write `property: {OWN_SLOTS[slot]}` below it, or give it another name."
            raise InputError(message, file=name, fix=fix)
        yield slot, extension(stated or UNNAMED + slot, hint)


_DECLARE: Final = "Give each extension a slot_name that the standard has not, and a property."

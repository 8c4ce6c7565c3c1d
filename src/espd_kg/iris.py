"""Reading, writing and shortening the names of things."""

from __future__ import annotations

from espd_kg.errors import InputError
from espd_kg.namespaces import CODE, ESPD, ID, KINDS, PREFIXES, THEME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Final

_SLUG: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ABSOLUTE: Final = r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*"""
_LOCAL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"


def thing(kind: str, slug: str) -> str:
    """Return the IRI of a thing of ours; raises InputError on an unknown kind or a bad slug."""
    if kind not in KINDS:
        raise InputError(f"there is no kind of thing named {kind!r}", fix=f"Use {one_of(KINDS)}.")
    if not is_slug(slug):
        raise InputError(
            f"{slug!r} is no slug", fix="Use lower-case letters, digits and single hyphens."
        )
    return f"{ID}{kind}/{slug}"


def kind_and_slug(iri: str) -> tuple[str, str] | None:
    """Return the kind and slug of a thing of ours, or None for any other IRI."""
    if not iri.startswith(ID):
        return None
    kind, _, slug = iri.removeprefix(ID).partition("/")
    return (kind, slug) if kind in KINDS and is_slug(slug) else None


def slug_of(iri: str) -> str:
    """Return what stands after the last slash or hash."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def is_slug(text: str) -> bool:
    """Return whether the text may stand as the last part of an IRI of ours."""
    return _fits(_SLUG, text)


def is_absolute(text: str) -> bool:
    """Return whether the text is an IRI with a scheme, free of characters that no IRI holds."""
    return ":" in text and _fits(_ABSOLUTE, text)


def shorten(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return `prefix:name` where a prefix fits and the name is plain, else the IRI itself."""
    fitting = [(len(base), name) for name, base in prefixes.items() if iri.startswith(base)]
    for length, name in sorted(fitting, reverse=True):
        if _fits(_LOCAL, iri[length:]):
            return f"{name}:{iri[length:]}"
    return iri


def expand(text: str, prefixes: Mapping[str, str] = PREFIXES) -> str | None:
    """Return the IRI that `prefix:name` or `kind/slug` stands for, or None where neither fits.

    An IRI that is written out comes back as it is; angle brackets around it are allowed.
    """
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, colon, name = bare.partition(":")
    if colon and prefix in prefixes and not name.startswith("//"):
        return prefixes[prefix] + name
    if is_absolute(bare):
        return bare
    kind, _, slug = bare.partition("/")
    return _BY_KIND[kind] + slug if kind in _BY_KIND and _fits(_LOCAL, slug) else None


def one_of(names: Iterable[str]) -> str:
    """Return a list for a sentence: `a, b or c`."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def nearest(word: str, names: Iterable[str], shown: Callable[[str], str | None] = str) -> str:
    """Return advice on a word that is none of the names: the nearest, else all, else nothing.

    `shown` says how a name is put to the reader.
    """
    # Only a mistake pays for loading this.
    from difflib import get_close_matches

    known = {name.lower(): shown(name) or name for name in reversed(list(names))}
    found = get_close_matches(word.lower(), known, 1)
    if found:
        return f"Did you mean {known[found[0]]}?"
    every = list(dict.fromkeys(reversed(known.values())))
    return f"Use {one_of(every)}." if every and len(every) <= _FEW else ""


_FEW: Final = 30
_BY_KIND: Final = {kind: f"{ID}{kind}/" for kind in KINDS} | {"theme": THEME, "code": CODE}
_OWN: Final = (ID, THEME, CODE, ESPD)


def is_ours(iri: str) -> bool:
    """Return whether the IRI names a thing, theme, code or term of this graph."""
    return iri.startswith(_OWN)


def _fits(pattern: str, text: str) -> bool:
    import re  # most answers are found without it, in less time than it takes to load

    return re.fullmatch(pattern, text) is not None

"""Which of the linked things a command is about."""

from __future__ import annotations

from collections.abc import Iterable

from espd_kg.errors import InputError
from espd_kg.iris import expand, nearest, shorten, slug_of
from espd_kg.linking.subject.subjects import THEME_KIND
from espd_kg.linking.subject.things import kind_of
from espd_kg.namespaces import KINDS


def chosen(subjects: Iterable[str], word: str | None) -> list[str]:
    """Return the things that a word stands for: a kind, a name or a slug; all without a word.

    Raises InputError where it stands for none of them.
    """
    every = sorted(set(subjects))
    if word is None:
        return every
    if word in (*KINDS, THEME_KIND):
        found = [one for one in every if kind_of(one) == word]
    else:
        iri = expand(word)
        found = [one for one in every if iri == one or slug_of(one) == word]
    if not found:
        kinds = sorted({kind for one in every if (kind := kind_of(one))})
        fix = nearest(word, [*kinds, *map(slug_of, every)], shown=shorten)
        raise InputError(f"nothing that is linked goes by {word!r}", fix=fix or None)
    return found

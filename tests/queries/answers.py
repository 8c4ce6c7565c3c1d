"""Expected answers: one TSV file a case, named `<query>[--<parameter>=<value>...].tsv`.

Things are written as `prefix:name`, values as they are; a plural cell keeps its separators. Of a
quote of more than twelve words stand its first and last words and its length in code points: the
sentences of others are kept in `data/sources` alone.
An answer is written by `python -m queries.answers FILE...` (from the folder `tests`) and is to be
checked against the sources, word by word, before it is kept.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from espd_kg.iris import is_absolute, shorten
from espd_kg.questions import ask
from espd_kg.results import PLURAL_SEPARATOR, Table, Term, text_value
from queries.corpora import HERE, catalogue, store

EXPECTED: Final = HERE / "expected"
_LONGEST: Final = 12
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t"})


@dataclass(frozen=True)
class Case:
    """A question put to a corpus, and the file with the answer that it must get."""

    path: Path

    @property
    def corpus(self) -> str:
        return self.path.parent.name

    @property
    def query(self) -> str:
        return self.path.stem.split("--")[0]

    @property
    def arguments(self) -> dict[str, str]:
        _, *parts = self.path.stem.split("--")
        return dict(part.split("=", 1) for part in parts)

    def answer(self, engine: str) -> str:
        """Return what the corpus answers in this engine, as the file should read."""
        asked = catalogue().find(self.query)
        return written(ask(store(self.corpus, engine), asked, self.arguments))

    def __str__(self) -> str:
        return f"{self.corpus}/{self.path.stem}"


def cases() -> list[Case]:
    """Return all cases, in the order of their names."""
    return [Case(path) for path in sorted(EXPECTED.glob("*/*.tsv"))]


def written(table: Table) -> str:
    """Return a table as an expected answer is written."""
    quotes = [name.lower().endswith("quote") for name in table.columns]
    rows = [
        table.columns,
        *(
            [
                _excerpt(_cell(term)) if quote else _cell(term)
                for quote, term in zip(quotes, row, strict=True)
            ]
            for row in table.rows
        ),
    ]
    return "".join("\t".join(row) + "\n" for row in rows)


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    text = text_value(term)
    if isinstance(term, NamedNode):
        return shorten(text)
    parts = text.split(PLURAL_SEPARATOR)
    if all(map(is_absolute, parts)):
        return PLURAL_SEPARATOR.join(map(shorten, parts))
    return text.translate(_ESCAPES)


def _excerpt(quote: str) -> str:
    words = quote.split(" ")
    if len(words) <= _LONGEST:
        return quote
    return f"{' '.join(words[:5])} ... {' '.join(words[-3:])} ({len(quote)})"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        case = Case(Path(name))
        case.path.write_text(case.answer("embedded"), encoding="utf-8")

"""`espd link decide`: one decision on a thing and an outside item, from a script or by hand."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from espd_kg.cli.link.tables import (
    add_dataset,
    add_signature,
    past_day,
    signature,
    table_to_add_to,
)
from espd_kg.cli.link.tables import values as values
from espd_kg.cli.options import TextOrJson
from espd_kg.cli.parser import Parser
from espd_kg.describe import find, short_name
from espd_kg.errors import InputError
from espd_kg.iris import shorten
from espd_kg.linking.review.deciding import Relation, Signed, Verdict, decided, item_named
from espd_kg.linking.subject.subjects import LINKED_KINDS, Subject, subjects
from espd_kg.linking.table.journal import append_made
from espd_kg.linking.table.slots import RELATIONS
from espd_kg.results_people import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from espd_kg.cli.context import Context
    from espd_kg.linking.table.decisions import Decision, DecisionTable
    from espd_kg.stores.base import Store

_EXAMPLES: Final = (
    'espd link decide state/kazakhstan Q232 --same --because "ISO code KZ on both sides"',
    'espd link decide theme/clean-energy Q12705 --same --relation close --because "narrower word"',
    'espd link decide donald-lu Q1 --not --because "the universe"',
    'espd link decide framework/espd --no-item --because "searched in en, ru and kk"',
)


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd link decide`."""
    parser = Parser(
        "link decide",
        "Record one decision, signed and dated. Rows are added to the table, never changed;\n"
        "the latest on a pair stands, and links are derived from it at the next build.",
        _EXAMPLES,
    )
    parser.add_argument(
        "subject", metavar="SUBJECT", help="our thing: an IRI, kind/slug, or a slug or label"
    )
    parser.add_argument(
        "object", metavar="OBJECT", nargs="?", help="the item: its own name (Q232), a CURIE or IRI"
    )
    verdict = parser.add_mutually_exclusive_group(required=True)
    for name, said in _VERDICTS.items():
        verdict.add_argument(
            f"--{name}", dest="verdict", action="store_const", const=name, help=said
        )
    parser.add_argument("--because", metavar="TEXT", required=True, help="what it rests on")
    usual = "how close they are (default: as proposed, else exact)"
    parser.choose("--relation", Relation, None, usual)
    parser.add_argument(
        "--object-label", metavar="TEXT", default="", help="what the item is called"
    )
    parser.add_argument(
        "--checked-online", metavar="DAY", default="", help="when you read the item itself online"
    )
    add_dataset(parser)
    add_signature(parser)
    parser.choose("--format", TextOrJson, TextOrJson.TEXT, "how the decision is told back")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Add the decision and tell what was added where."""
    arguments = build_parser(argv, context).parse(argv, intermixed=True)
    author, date = signature(arguments, context.settings)
    checked = arguments.checked_online
    if checked:
        past_day(checked, "--checked-online", context.settings)
    table = table_to_add_to(context, arguments.dataset)
    item = None if arguments.object is None else item_named(arguments.object, table)
    with context.store() as store:
        subject = subject_named(store, arguments.subject)
    signed = Signed(author, date, arguments.because, checked)

    def made(fresh: DecisionTable) -> Decision:
        verdict, relation, label = arguments.verdict, arguments.relation, arguments.object_label
        return decided(verdict, subject, item, signed, fresh, relation, label)

    added = append_made(table, made).decisions[-1]
    _tell(context, added, table.name, arguments.format)
    return 0


def words(argv: Sequence[str], context: Context) -> list[str]:
    """Return the things that a decision may be about, as the last graph that was built has them."""
    if any(not word.startswith("-") for word in argv):
        return []
    store = context.standing_store()
    if store is None:
        return []
    with store:
        return [short_name(one.iri) for one in subjects(store).values() if one.kind in LINKED_KINDS]


def subject_named(store: Store, text: str) -> Subject:
    """Return the thing that a person means; raises InputError where it is none that is linked."""
    iri = find(store, text)
    known = subjects(store)
    if iri not in known:
        raise InputError(
            f"{short_name(iri)} is no thing of this graph",
            fix="Name a person, a theme or another thing, as in person/donald-lu.",
        )
    return known[iri]


def sentence(decision: Decision) -> str:
    """Return a decision in words: both sides, and what was said of them."""
    ours = f"{decision.subject_label or '?'} ({short_name(decision.subject)})"
    if decision.object_label:
        item = f"{shorten(decision.object)} ({decision.object_label})"
    else:
        item = shorten(decision.object)
    return f"{ours}: {decision.outcome}, {RELATIONS[decision.predicate]}, {item}"


def _tell(context: Context, decision: Decision, file: str, form: TextOrJson) -> None:
    """Tell what was added; where nobody can be told, the failure says that it was added."""
    try:
        context.console.out(_told(decision, file, form))
        context.console.finish()
    except OSError as error:
        reason = f"{error.strerror}; but the decision is recorded, in {file}:{decision.line}"
        raise OSError(error.errno, reason) from None


def _told(decision: Decision, file: str, form: TextOrJson) -> str:
    if form is TextOrJson.JSON:
        content = {**asdict(decision), "outcome": str(decision.outcome), "file": file}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return visible(f"{file}:{decision.line}: {sentence(decision)}") + "\n"


_VERDICTS: Final = {
    Verdict.SAME: "they are the same, or as close as --relation says",
    Verdict.NOT: "they are not",
    Verdict.UNSURE: "nobody can tell yet; without OBJECT: no item was seen",
    Verdict.NO_ITEM: "the data set has no item for it",
}

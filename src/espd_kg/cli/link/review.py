"""`espd link review`: one candidate at a time, both sides next to each other."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from espd_kg.cli.link.review_view import HELP, page
from espd_kg.cli.link.tables import (
    USUAL,
    add_dataset,
    add_signature,
    datasets,
    read_table,
    signature,
    table_to_add_to,
)
from espd_kg.cli.link.tables import values as known_values
from espd_kg.cli.parser import Parser
from espd_kg.cli.settings import PLAIN_WIDTH
from espd_kg.describe import short_name
from espd_kg.errors import InputError
from espd_kg.labels import labels
from espd_kg.linking.review.deciding import Relation, Signed, Verdict, decided
from espd_kg.linking.review.reviewing import Review, candidates
from espd_kg.linking.review.sides import fetched, ours, theirs
from espd_kg.linking.subject.choosing import chosen
from espd_kg.linking.subject.subjects import THEME_KIND, Subject, kinds_in_order
from espd_kg.linking.subject.things import described, kind_of
from espd_kg.linking.table.slots import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from espd_kg.cli.context import Context
    from espd_kg.linking.table.decisions import Decision
    from espd_kg.stores.base import Store

_EXAMPLES: Final = (
    "espd link review",
    "espd link review --for theme",
    'espd link review --for person/donald-lu --author "A. Reader"',
)
_VERDICTS: Final = {"s": Verdict.SAME, "n": Verdict.NOT, "u": Verdict.UNSURE}


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd link review`."""
    parser = Parser(
        "link review",
        "Decide on the candidates that wait, one at a time. Each decision is written when the\n"
        "next one is taken, or at the end, so that the last can be taken back.\n"
        f"Answers: {HELP}.",
        _EXAMPLES,
    )
    add_dataset(parser)
    parser.add_argument(
        "--for", dest="about", metavar="KIND|THING", help="only a kind, or one thing by its name"
    )
    add_signature(parser)
    return parser


def values(argv: Sequence[str], option: str, context: Context) -> list[str]:
    """Return the values that are known for an option: for `--for`, what waits, by kind and name."""
    if option != "--for":
        return known_values(argv, option, context)
    named = dict(pairwise(argv)).get("--dataset", USUAL)
    if named not in datasets(context):
        return []
    table = read_table(context, named)
    waiting = {one.subject for one in candidates(table, list(table.by_subject()))}
    return [*kinds_in_order(map(kind_of, waiting)), *sorted(map(short_name, waiting))]


def run(argv: Sequence[str], context: Context) -> int:
    """Ask until nothing waits, or the person has had enough."""
    arguments = build_parser(argv, context).parse(argv)
    author, date = signature(arguments, context.settings)
    table = table_to_add_to(context, arguments.dataset)
    waiting = candidates(table, list(table.by_subject()))
    if arguments.about is not None:
        wanted = set(chosen(table.by_subject(), arguments.about))
        waiting = [one for one in waiting if one.subject in wanted]
    review = Review(table, waiting)
    with context.store() as store:
        desk = _Desk(context, store, review, Signed(author, date, ""))
        with _stopping_at_signals():
            try:
                desk.work()
            finally:
                # Also where somebody leaves with Ctrl-C: what was answered is not lost.
                review.close()
                with suppress(OSError):
                    context.console.note(_summary(review))
    return 0


@contextmanager
def _stopping_at_signals() -> Iterator[None]:
    """Leave in order where the process is told to end, or its terminal goes away."""

    def stop(number: int, _: object) -> None:
        # The exit code by which shells know that a signal ended a command.
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(frozen=True)
class _Desk:
    """Where the person sits: what is shown, and what is typed."""

    context: Context
    store: Store
    review: Review
    signed: Signed

    def work(self) -> None:
        """Show one candidate after the other and take the answers, until the end or `q`."""
        shown: Decision | None = None
        while True:
            candidate = self.review.current
            if candidate is None:
                if not self._thought_again():
                    return
                continue
            if candidate is not shown:
                self._show(candidate)
                shown = candidate
            answer = self._asked("same, not, unsure, skip, undo, quit [s/n/u/k/z/q]: ")
            if answer is None or answer == "q":
                return
            if answer == "k":
                self.review.skip()
            elif answer == "z":
                if not self.review.undo():
                    self._say("Nothing can be taken back: what came before is written.")
                shown = None
            elif answer in _VERDICTS:
                if not self._decided(candidate, _VERDICTS[answer]):
                    return
            else:
                self._say(f"{HELP}.")

    def _thought_again(self) -> bool:
        """Ask at the end of the queue whether the last decision is taken back after all."""
        if not self.review.holds_back:
            return False
        return self._asked("That was the last one. z takes it back, nothing ends: ") == "z" and (
            self.review.undo()
        )

    def _decided(self, candidate: Decision, verdict: Verdict) -> bool:
        """Take the decision, with its relation and reason; false at the end of what is typed."""
        relation = Relation.of(candidate.predicate)
        if verdict is Verdict.SAME and kind_of(candidate.subject) == THEME_KIND:
            answered = self._relation(relation)
            if answered is None:
                return False
            relation = answered
        usual = f"Judged by {self.signed.author} in a review, from the facts on both sides."
        because = self._asked(f"because (nothing: {usual}): ")
        if because is None:
            return False
        signed = Signed(self.signed.author, self.signed.date, because or usual)
        subject = Subject(candidate.subject, kind_of(candidate.subject), candidate.subject_label)
        label, item = candidate.object_label, candidate.object
        try:
            table = self.review.table
            decision = decided(verdict, subject, item, signed, table, relation, label)
            self.review.decide(decision)
        except InputError as error:
            self._say(str(error))
        return True

    def _relation(self, usual: Relation) -> Relation | None:
        while True:
            words = ", ".join(Relation)
            answer = self._asked(f"how close: {words} (nothing: {usual}): ")
            if answer is None or not answer:
                return None if answer is None else usual
            if answer in set(Relation):
                return Relation(answer)

    def _show(self, candidate: Decision) -> None:
        (thing,) = described(self.store, [candidate.subject])
        states = labels(self.store, thing.states)
        known = fetched(self.store, self.review.table.dataset, candidate.object)
        left = ours(thing, [states.get(iri, iri) for iri in thing.states])
        at, of = self.review.place
        head = f"{at} of {of}: {thing.label}: {RELATIONS[candidate.predicate]}?"
        width = self.context.settings.width or PLAIN_WIDTH
        self.context.console.out(page(head, left, theirs(candidate, known), width))

    def _asked(self, prompt: str) -> str | None:
        """Return what was typed, or None at the end of it; what is no text is asked for again."""
        while True:
            try:
                self.context.console.out(prompt)
                self.context.console.finish()
                line = self._typed()
            except UnicodeDecodeError:
                self._say("Those were not characters in UTF-8. Type it again.")
                continue
            except (KeyboardInterrupt, SystemExit):
                self._end_line()
                raise
            if not line:
                self._end_line()
                return None
            return line.strip()

    def _typed(self) -> str:
        # What the locale makes of the bytes may hold halves of characters, or end the reading.
        return "" if sys.stdin is None else sys.stdin.buffer.readline().decode()

    def _end_line(self) -> None:
        """Let what is said next begin a line of its own, where the terminal is still there."""
        with suppress(OSError):
            self.context.console.out("\n")
            self.context.console.finish()

    def _say(self, text: str) -> None:
        self.context.console.out(f"{text}\n")


def _summary(review: Review) -> str:
    left = review.place[1] - review.place[0] + 1
    decisions = "1 decision" if review.written == 1 else f"{review.written} decisions"
    return f"{decisions} written to {review.table.name}, {review.skipped} skipped, {left} left"

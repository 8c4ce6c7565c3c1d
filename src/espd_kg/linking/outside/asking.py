"""Asking a data set outside, with the manners that its query service expects.

One request at a time, under a name with a contact; what was answered is kept and not asked again;
Retry-After is obeyed; a ban is never answered with another try. The rules are those of the
Wikidata Query Service: https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual#Query_limits
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from espd_kg.errors import InputError
from espd_kg.linking.outside.cache import Cache, Kept
from espd_kg.linking.outside.datasets import agent, endpoint_of, find_dataset
from espd_kg.results import Result, Table, Truth
from espd_kg.stores.base import Store
from espd_kg.stores.limits import Limits
from espd_kg.stores.remote import RemoteStore
from espd_kg.stores.remote.retrying import Patience

if TYPE_CHECKING:
    from espd_kg.stores.lexer import Query

ASKING: Final = Limits(seconds=300.0, rows=200_000, bytes=64_000_000)
"""Limits on one question, waits included: the service itself stops a query after 60 seconds."""

_REST: Final = (
    "the service bans who asks too much or does not say who asks; nothing was asked again, and "
    "nothing should be before the ban ends"
)


class CachedAnswers(Store):
    """A query service behind the answers that it gave before; SELECT and ASK alone.

    A question is sent where no answer to the same text from the same address is kept, or where
    the one that is kept was given before the day `since`.
    """

    def __init__(self, remote: RemoteStore, cache: Cache, today: str, since: str = "") -> None:
        """Stand before a service; answers are kept under the day `today`."""
        super().__init__(remote.limits)
        self.asked = 0
        """How many questions were sent."""
        self.days: set[str] = set()
        """The days on which the answers that were returned had been given."""
        self._remote = remote
        self._cache = cache
        self._today = today
        self._since = since
        self._sent: set[str] = set()

    @property
    def endpoint(self) -> str:
        """The address that is asked."""
        return self._remote.endpoint

    def close(self) -> None:
        """Close the service; the answers stay."""
        self._remote.close()

    def _answer(self, query: Query) -> Result:
        kept = self._kept(query.text)
        if kept is not None:
            self.days.add(kept.day)
            return kept.answer
        with self._cache.turn():
            answer = self._ask(query.text)
            self._cache.write(self.endpoint, query.text, self._today, answer)
        self._sent.add(query.text)
        self.days.add(self._today)
        return answer

    def _kept(self, text: str) -> Kept | None:
        kept = self._cache.read(self.endpoint, text)
        if kept is not None and (kept.day >= self._since or text in self._sent):
            return kept
        return None

    def _ask(self, text: str) -> Table | Truth:
        self.asked += 1
        answer = self._remote.query(text)
        if not isinstance(answer, (Table, Truth)):
            raise InputError("a data set is asked for rows alone", fix="Use SELECT or ASK.")
        return answer


def open_dataset(
    dataset: str,
    *,
    endpoint: str | None,
    cache: Path,
    today: str,
    contact: str,
    refresh: bool,
    allowed: Sequence[str],
    limits: Limits = ASKING,
    since: str = "",
    patience: Patience | None = None,
) -> CachedAnswers:
    """Open a data set for questions; nothing is sent before one is asked.

    `endpoint` stands for the data set's own service, and must be `allowed`. Answers are kept in
    the folder `cache`, under the data set's name; with `refresh`, and where they are older than
    the day `since`, they are asked for again.

    Raises InputError where the endpoint is on no list, or no contact is known.
    """
    known = find_dataset(dataset)
    address = endpoint_of(known, endpoint, allowed)
    remote = RemoteStore(
        address,
        agent=agent(address, contact),
        limits=limits,
        patience=patience,
        locked=_REST,
    )
    return CachedAnswers(remote, Cache(cache / known.name), today, _NEVER if refresh else since)


_NEVER: Final = "9999-12-31"

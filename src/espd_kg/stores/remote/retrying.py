"""Trying again what may do better the next time, and saying in the end what was tried."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar

from espd_kg.errors import ServiceError

T = TypeVar("T")

ONCE: Final = 1
TWICE: Final = 2
AS_LONG_AS_PATIENCE_LASTS: Final = 1_000


class Failure(Exception):
    """An attempt that failed.

    `words` continue a sentence about the server. `tries` says how many attempts in all such a
    failure is worth; `wait` how many seconds the server asks for before the next.
    """

    def __init__(
        self,
        words: str,
        *,
        tries: int = ONCE,
        wait: float | None = None,
        status: int | None = None,
    ) -> None:
        """Keep what happened."""
        super().__init__(words)
        self.words = words
        self.tries = tries
        self.wait = wait
        self.status = status


class Refusal(ServiceError):
    """A failure that stays: what the server answered, with its status where it gave one."""

    def __init__(self, message: str, status: int | None) -> None:
        """Keep the status beside the message."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Patience:
    """How often to try, and how long to wait: half a second, one, two, four ... or what is asked.

    A server that asks for more than `longest_wait` seconds is not waited for.
    """

    tries: int = 4
    first_wait: float = 0.5
    longest_wait: float = 60.0
    sleep: Callable[[float], object] = time.sleep

    def before(self, attempt: int, asked: float | None) -> float:
        """Return the seconds to wait before this attempt (the second is 2)."""
        own = min(self.first_wait * 2.0 ** (attempt - 2), self.longest_wait)
        return own if asked is None else asked


def attempt(
    work: Callable[[], T],
    place: str,
    patience: Patience,
    seconds_left: Callable[[], float] = lambda: float("inf"),
) -> T:
    """Do the work, again and again where it raises a Failure that is worth it.

    `place` is what messages call the server. Raises Refusal, which tells what was tried, when no
    try is left, or no time to wait for the next.
    """
    failures: list[Failure] = []
    while True:
        try:
            return work()
        except Failure as failure:
            # Its frames hold the engine's answer, which must die in the thread that made it.
            failure.__context__ = failure.__traceback__ = None
            failures.append(failure)
        last = failures[-1]
        if len(failures) >= min(last.tries, patience.tries):
            raise Refusal(_told(place, failures), last.status) from None
        wait = patience.before(len(failures) + 1, last.wait)
        if wait > min(patience.longest_wait, seconds_left()):
            asked = f"; it asks for {wait:,.0f} seconds of rest" if last.wait is not None else ""
            raise Refusal(f"{_told(place, failures)}{asked}", last.status) from None
        patience.sleep(wait)


def seconds_asked(header: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or as a date."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:_LONGEST_NUMBER])
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0.0, (then - (now or datetime.now(UTC))).total_seconds())


def _told(place: str, failures: list[Failure]) -> str:
    message = f"{place} {failures[-1].words}"
    if len(failures) == 1:
        return message
    earlier = [one.words for one in failures[:-1] if one.words != failures[-1].words]
    before = f"; before that it {'; '.join(dict.fromkeys(earlier))}" if earlier else ""
    return f"{message} (tried {len(failures)} times{before})"


_LONGEST_NUMBER: Final = 9

"""How long to wait, and when to stop."""

from datetime import UTC, datetime

import pytest

from espd_kg.stores.remote.retrying import Failure, Patience, Refusal, attempt, seconds_asked

NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("99999999999999999999", 999_999_999.0),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
        ("Sat, 21 Nov 2026 12:00:30 -0000", 30.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_what_retry_after_asks_for(header: str | None, seconds: float | None) -> None:
    assert seconds_asked(header, NOW) == seconds


def test_waits_double_up_to_the_longest() -> None:
    patience = Patience(first_wait=1.0, longest_wait=6.0)
    assert [patience.before(number, None) for number in range(2, 7)] == [1.0, 2.0, 4.0, 6.0, 6.0]
    assert patience.before(2, 3.0) == 3.0


def test_no_try_begins_that_there_is_no_time_for() -> None:
    waits: list[float] = []

    def fail() -> None:
        raise Failure("failed", tries=9)

    with pytest.raises(Refusal, match=r"it failed \(tried 2 times\)"):
        attempt(fail, "it", Patience(sleep=waits.append), lambda: 0.7)
    assert waits == [0.5]


def test_the_message_tells_each_kind_of_failure_once() -> None:
    failures = iter(["was slow", "was slow", "was rude", "went home"])

    def fail() -> None:
        raise Failure(next(failures), tries=9, status=500)

    with pytest.raises(Refusal) as caught:
        attempt(fail, "it", Patience(sleep=lambda seconds: None))
    assert str(caught.value) == "it went home (tried 4 times; before that it was slow; was rude)"
    assert caught.value.status == 500

"""Pools: the results of every item in order, whoever does the work and whoever dies at it."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

import espd_kg
from espd_kg.errors import ConformanceError, InputError, LimitError, ServiceError, WorkspaceError
from espd_kg.findings import Report
from espd_kg.progress import silent
from espd_kg.workers import each, executor
from unit.workers import deeds


@pytest.fixture(params=["serial", "processes", "threads"])
def pool(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """Every kind of pool that needs no cluster, and one that is not ours."""
    if request.param == "threads":
        with ThreadPoolExecutor(2) as threads:
            yield threads
        return
    with executor(0 if request.param == "serial" else 2) as made:
        yield made


def test_results_come_in_the_order_of_the_items(pool: Executor) -> None:
    numbers = list(range(40))
    assert list(each(pool, deeds.double, numbers, silent, "x")) == [2 * n for n in numbers]
    assert list(each(pool, deeds.double, [], silent, "x")) == []


def test_progress_is_told_step_done_and_total(pool: Executor) -> None:
    told: list[tuple[str, int, int]] = []

    def progress(step: str, done: int = 0, total: int = 0) -> None:
        told.append((step, done, total))

    list(each(pool, deeds.double, [5, 6], progress, "reading"))
    assert told == [("reading", 0, 2), ("reading", 1, 2), ("reading", 2, 2)]


def test_what_a_task_raises_is_raised_here_unchanged(pool: Executor) -> None:
    found = each(pool, deeds.refuse, range(30), silent, "x")
    assert [next(found) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(InputError) as caught:
        next(found)
    assert str(caught.value) == "numbers.txt:3: 3 is odd. Leave it out."


def test_a_pool_serves_any_number_of_rounds(pool: Executor) -> None:
    for _ in range(3):
        assert list(each(pool, deeds.double, [1, 2, 3], silent, "x")) == [2, 4, 6]


def test_no_more_is_under_way_than_keeps_the_pool_busy() -> None:
    begun: list[int] = []
    with executor(1) as pool:
        found = each(pool, begun.append, range(100), silent, "x")
        next(found)
        assert begun == [0]
        next(found)
        assert begun == [0, 1]


def test_one_worker_is_this_process_and_two_are_others() -> None:
    with executor(1) as pool:
        assert set(each(pool, deeds.name_of_process, range(9), silent, "x")) == {os.getpid()}
    with executor(2) as pool:
        assert os.getpid() not in set(each(pool, deeds.name_of_process, range(9), silent, "x"))


def test_large_results_pass() -> None:
    with executor(2) as pool:
        found = each(pool, deeds.large, range(10), silent, "x")
        assert [result[:1] for result in found] == [bytes([n]) for n in range(10)]


def test_what_a_killed_worker_was_at_is_done_again(tmp_path: Path) -> None:
    items = [tmp_path / f"{n}.{'die' if n in (4, 5, 11) else 'go'}" for n in range(20)]
    with executor(2) as pool:
        done = list(each(pool, deeds.die_once, items, silent, "x"))
    assert done == [item.name for item in items]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["11.die", "4.die", "5.die"]


def test_what_kills_every_worker_is_named() -> None:
    with (
        executor(2) as pool,
        pytest.raises(LimitError, match=r"reading: a worker died 3 times at item 3 of 9, 2 \("),
    ):
        list(each(pool, deeds.die, range(9), silent, "reading"))


def test_a_task_that_cannot_travel_is_told() -> None:
    with executor(2) as pool:
        with pytest.raises((AttributeError, pickle.PicklingError, TypeError)):
            list(each(pool, lambda n: n, [1, 2], silent, "x"))
        assert list(each(pool, deeds.double, [4], silent, "x")) == [8]


def test_who_leaves_by_an_exception_does_not_wait_for_the_workers() -> None:
    futures: list[Future[None]] = []

    def leave_early() -> None:
        with executor(2) as pool:
            futures.extend(pool.submit(deeds.sleep_for, 600.0) for _ in range(3))
            raise InputError("enough")

    with pytest.raises(InputError, match="enough"):
        leave_early()
    assert all(future.done() for future in futures)


def test_a_closed_pool_takes_no_more() -> None:
    with executor(2) as pool:
        future = pool.submit(deeds.double, 4)
    assert future.result() == 8
    with pytest.raises(RuntimeError, match="closed"):
        pool.submit(deeds.double, 5)


def test_fewer_workers_than_none_are_refused() -> None:
    with pytest.raises(InputError, match="-1 workers"), executor(-1):
        pass


@pytest.mark.parametrize(
    "error",
    [
        InputError("bad", file="a.ttl", line=3, subject="x", fix="Mend it."),
        WorkspaceError("none", fix="Make one."),
        LimitError("too long"),
        ServiceError("gone"),
        ConformanceError("2 errors", Report(())),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_travel_whole(error: Exception) -> None:
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is type(error)
    assert (str(arrived), vars(arrived)) == (str(error), vars(error))


INTERRUPTED = """
import sys
from espd_kg.workers import each, executor
from unit.workers import deeds
try:
    with executor(2) as pool:
        print(*each(pool, deeds.name_of_process, [1, 2], lambda *_: None, "x"), flush=True)
        list(each(pool, deeds.sleep_for, [300.0] * 9, lambda *_: None, "x"))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_workers_end_with_who_waits_for_them(how: signal.Signals) -> None:
    tests = Path(__file__).parents[2]
    path = os.pathsep.join([str(Path(espd_kg.__file__).parents[1]), str(tests)])
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": path},
    ) as process:
        assert process.stdout is not None
        workers = [int(word) for word in process.stdout.readline().split()]
        process.send_signal(how)
        # The workers hold the pipe of their errors open: it ends when they do.
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130 if how is signal.SIGINT else -9, "")
    # Its pipes close a moment before a process is gone: a test that never ends has failed.
    while any(_lives(worker) for worker in workers):
        time.sleep(0.01)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and ") Z " in status.read_text())

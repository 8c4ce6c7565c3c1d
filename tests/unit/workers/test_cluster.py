"""Work on a Dask cluster: a real scheduler and two real worker processes on this machine."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import LocalCluster

from espd_kg.errors import InputError, ServiceError
from espd_kg.progress import silent
from espd_kg.workers import each, executor
from espd_kg.workers.cluster import Cluster
from unit.workers import deeds


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    start: Any = LocalCluster
    # What a killed worker held is asked of it for so long before it is done again.
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "5s"}),
        start(
            n_workers=2,
            processes=True,
            threads_per_worker=1,
            dashboard_address=None,
            host="127.0.0.1",
        ) as cluster,
    ):
        yield cluster.scheduler_address


def test_results_come_in_the_order_of_the_items(address: str) -> None:
    with executor(cluster=address) as pool:
        found = each(pool, deeds.double, range(30), silent, "x")
        assert list(found) == [2 * n for n in range(30)]


def test_what_a_task_raises_is_raised_here_unchanged(address: str) -> None:
    with (
        pytest.raises(InputError, match="3 is odd") as caught,
        executor(cluster=address) as pool,
    ):
        list(each(pool, deeds.refuse, range(30), silent, "x"))
    assert (caught.value.file, caught.value.line) == ("numbers.txt", 3)


def test_what_a_killed_worker_was_at_is_done_again(address: str, tmp_path: Path) -> None:
    items = [tmp_path / f"{n}.{'die' if n == 3 else 'go'}" for n in range(12)]
    with executor(cluster=address) as pool:
        done = list(each(pool, deeds.die_once, items, silent, "x"))
    assert done == [item.name for item in items]
    assert (tmp_path / "3.die").exists()


def test_where_nobody_answers_it_is_told() -> None:
    with pytest.raises(ServiceError, match=r"tcp://127\.0\.0\.1:9 could not be reached"):
        Cluster("tcp://127.0.0.1:9", patience=0.5)


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(InputError, match="not the address of a cluster"):
        Cluster("nonsense://x y", patience=0.5)


def test_without_the_package_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(InputError, match=r"pip install 'espd-kg\[cluster\]'"),
        executor(cluster="tcp://127.0.0.1:9"),
    ):
        pass

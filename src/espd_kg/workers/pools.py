"""Which pool does the work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from espd_kg.errors import InputError
from espd_kg.workers.pool import Pool, Serial

# More cannot be waited for on some systems.
_MOST: Final = 61


@contextmanager
def executor(workers: int | None = None, cluster: str | None = None) -> Iterator[Pool]:
    """Yield an Executor: `workers` processes (by default one a processor), or a Dask cluster.

    With 0 or 1 workers the tasks are done in this process. Tasks and what they take and return
    must be picklable. When the block ends the pool is closed; where it ends by an exception,
    Ctrl-C among them, the workers are killed at once.

    Raises InputError for a number below 0, or where `distributed` is missing; ServiceError where
    the cluster cannot be reached.
    """
    pool = _pool(workers, cluster)
    try:
        yield pool
    except BaseException:
        pool.abandon()
        raise
    pool.shutdown()


def _pool(workers: int | None, cluster: str | None) -> Pool:
    if cluster is not None:
        from espd_kg.workers.cluster import Cluster

        return Cluster(cluster)
    number = _processors() if workers is None else workers
    if number < 0:
        raise InputError(f"{number} workers cannot be had", fix="Give 0, 1 or more.")
    if number <= 1:
        return Serial()
    from espd_kg.workers.processes import Processes

    return Processes(min(number, _MOST))


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

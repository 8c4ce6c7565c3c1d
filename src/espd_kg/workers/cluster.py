"""A pool of Dask workers on other machines; `distributed` comes with the extra [cluster]."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from typing import Any, Final, ParamSpec, TypeVar

from espd_kg.errors import InputError, ServiceError
from espd_kg.workers.pool import Pool, WorkerLost

P = ParamSpec("P")
T = TypeVar("T")

_ANSWERS_WITHIN: Final = 10.0
_LOOKS_ONCE_IN: Final = 150  # times, which is half a minute


class Cluster(Pool):
    """The workers of one Dask scheduler; this package must be installed where they run."""

    def __init__(self, address: str, *, patience: float = _ANSWERS_WITHIN) -> None:
        """Connect to a scheduler, as in tcp://host:8786.

        Raises InputError where `distributed` is not installed or the address is none,
        ServiceError where nobody answers within `patience` seconds, or no worker is there.
        """
        try:
            from distributed import Client, KilledWorker
        except ImportError:
            raise InputError(
                "work on a cluster needs the package distributed",
                fix="Install it: pip install 'espd-kg[cluster]'.",
            ) from None
        # What it would print, tracebacks among it, is raised here as one sentence.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        self.address = address
        self._looks = 0
        self._killed: type[Exception] = KilledWorker
        self._client: Any = _connected(Client, address, patience)
        self._executor: Executor = self._client.get_executor(pure=False)
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except (TimeoutError, OSError):
            self.abandon()
            raise ServiceError(f"the cluster at {address} has no workers") from None

    @property
    def window(self) -> int:
        """Enough for the threads of the workers that are there now."""
        threads: int = sum(self._client.ncores().values())
        return max(4, 4 * threads)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Send a task to the scheduler."""
        return self._executor.submit(fn, *args, **kwargs)

    def outcome(self, future: Future[T]) -> T:
        """Wait for a task; raises ServiceError where the cluster goes away meanwhile."""
        try:
            return super().outcome(future)
        except self._killed as error:
            raise WorkerLost(str(error)) from None
        except CancelledError:
            raise ServiceError(f"the cluster at {self.address} was lost") from None

    def look(self) -> None:
        """Raise ServiceError where the scheduler or all its workers have gone."""
        self._looks += 1
        if self._looks % _LOOKS_ONCE_IN:
            return
        try:
            workers = self._client.ncores()
        except (OSError, TimeoutError, RuntimeError):
            raise ServiceError(f"the cluster at {self.address} was lost") from None
        if not workers:
            raise ServiceError(f"the cluster at {self.address} has lost all its workers")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which goes on; tasks that are not done are dropped."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()

    def abandon(self) -> None:
        """Take back what is under way, and leave."""
        self.shutdown(wait=False)


def _connected(client: Callable[..., Any], address: str, patience: float) -> Any:
    try:
        return client(address, timeout=patience, set_as_default=False)
    except ValueError as error:
        raise InputError(
            f"{address!r} is not the address of a cluster ({error})",
            fix="Write it as in tcp://host:8786.",
        ) from None
    except (OSError, TimeoutError) as error:
        raise ServiceError(
            f"the cluster at {address} could not be reached within {patience:g} seconds "
            f"({str(error) or type(error).__name__})"
        ) from None

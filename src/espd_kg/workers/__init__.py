"""Work that is spread over processes of this machine, or over a cluster."""

from espd_kg.workers.each import each
from espd_kg.workers.pools import executor

__all__ = ["each", "executor"]

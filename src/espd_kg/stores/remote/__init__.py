"""A store behind a SPARQL 1.1 endpoint, and the ways to fill one: standard HTTP and no more."""

from espd_kg.stores.remote.client import AGENT
from espd_kg.stores.remote.sending import Credentials
from espd_kg.stores.remote.store import RemoteStore

__all__ = ["AGENT", "Credentials", "RemoteStore"]

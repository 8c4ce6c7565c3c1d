"""Real SPARQL servers on loopback for the time of a test."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from espd_kg.stores.remote import Credentials

STARTS_WITHIN = 60.0


def server_program() -> str:
    """Return the path of the `oxigraph` program that the package of that name installs."""
    beside = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("oxigraph")
    if found is None:
        raise RuntimeError("the package oxigraph is not installed: pip install -e '.[dev]'")
    return found


@contextmanager
def endpoint(nquads: bytes, folder: Path) -> Iterator[str]:
    """Load the quads, serve them read-only, and yield the address of the query service."""
    source = folder / "data.nq"
    source.write_bytes(nquads)
    location = folder / "served"
    program = server_program()
    subprocess.run(
        [program, "load", "--location", str(location), "--file", str(source)],
        check=True,
        capture_output=True,
    )
    port = _free_port()
    server = subprocess.Popen(
        [program, "serve-read-only", "--location", str(location), "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with _running(server, f"http://127.0.0.1:{port}/"):
        yield f"http://127.0.0.1:{port}/query?union-default-graph"


@dataclass(frozen=True)
class Server:
    """A server that takes graphs, and the addresses of its services."""

    query: str
    update: str
    graph_store: str
    credentials: Credentials | None = None


@contextmanager
def oxigraph() -> Iterator[Server]:
    """Serve an empty store in memory that can be written."""
    port = _free_port()
    server = subprocess.Popen(
        [server_program(), "serve", "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    root = f"http://127.0.0.1:{port}"
    with _running(server, f"{root}/"):
        yield Server(f"{root}/query?union-default-graph", f"{root}/update", f"{root}/store")


def has_virtuoso() -> bool:
    """Whether Virtuoso is installed: Debian's virtuoso-opensource-7-bin."""
    return all(shutil.which(program) for program in ("virtuoso-t", "isql-vt"))


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Serve an empty Virtuoso that takes updates from everybody on loopback."""
    sql, http = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http))
    server = subprocess.Popen(
        ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    root = f"http://127.0.0.1:{http}"
    with _running(server, f"{root}/sparql"):
        command = f"exec={_GRANT}"
        subprocess.run(
            ["isql-vt", str(sql), "dba", "dba", command], check=True, capture_output=True
        )
        owner = Credentials("dba", "dba")
        store = f"{root}/sparql-graph-crud-auth"
        yield Server(f"{root}/sparql", f"{root}/sparql", store, owner)


_GRANT = 'GRANT SPARQL_UPDATE TO "SPARQL";'
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 10000
"""


@contextmanager
def _running(server: "subprocess.Popen[bytes]", address: str) -> Iterator[None]:
    try:
        _wait(server, address)
        yield
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: "subprocess.Popen[bytes]", address: str) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError("the server did not answer in time")

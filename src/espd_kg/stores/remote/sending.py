"""HTTP requests to one address and to no other, with what fails put into words."""

from __future__ import annotations

import base64
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from espd_kg.errors import InputError, LimitError
from espd_kg.stores.remote.retrying import (
    AS_LONG_AS_PATIENCE_LASTS,
    ONCE,
    TWICE,
    Failure,
    seconds_asked,
)

_BUSY: Final = frozenset({408, 425, 429, 502, 503, 504})
_LOCKED: Final = frozenset({401, 403, 407})
_LONGEST_COMPLAINT: Final = 300
_READ_OF_COMPLAINT: Final = 2_000

LOCKED: Final = "set ESPD_USER and ESPD_PASSWORD"
"""What to do where a server lets in only those whom it knows."""


@dataclass(frozen=True)
class Credentials:
    """A user and a password; the password is shown nowhere."""

    user: str
    password: str = field(repr=False)

    @property
    def basic(self) -> str:
        """The value of the Authorization header."""
        both = f"{self.user}:{self.password}".encode()
        return f"Basic {base64.b64encode(both).decode()}"


def http_address(text: str) -> SplitResult:
    """Return the parts of an HTTP address; raises InputError for anything else."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InputError(
            f"{text!r} is not the address of an endpoint",
            fix="Give an address that begins with http:// or https://.",
        )
    if parts.username is not None or parts.password is not None:
        raise InputError(
            "an address with a password in it would be shown in messages",
            fix="Leave it out, and set ESPD_USER and ESPD_PASSWORD.",
        )
    return parts


def refuse_open_password(address: str) -> None:
    """Raise InputError where a password would travel in the clear to another machine."""
    parts = http_address(address)
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        raise InputError(
            f"a password would travel to {parts.hostname} in the clear",
            fix="Use an https address, or take ESPD_USER and ESPD_PASSWORD out of the environment.",
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Sender:
    """Sends requests to the address that they name; what leads elsewhere is refused.

    A user and a password go along by Basic authentication, or by Digest to a server that wants it.
    """

    def __init__(self, credentials: Credentials | None = None, *, locked: str = LOCKED) -> None:
        """Prepare to send; the credentials go with every request.

        `locked` is what to do where a server does not let us in.
        """
        self._credentials = credentials
        self._locked = locked
        self._wants_digest = False

    def open(self, request: Request, seconds: float | None) -> HTTPResponse:
        """Send one request and return its answer; raises Failure for what is none."""
        with failures_in_words(seconds, self._locked):
            if self._credentials is None:
                return _open(build_opener(_NoRedirect), request, seconds)
            if not self._wants_digest:
                request.add_unredirected_header("Authorization", self._credentials.basic)
                try:
                    return _open(build_opener(_NoRedirect), request, seconds)
                except HTTPError as error:
                    if error.code != 401:
                        raise
                    error.close()
            opener = self._digest_opener(request, self._credentials)
            response = _open(opener, request, seconds)
            self._wants_digest = True
            return response

    def _digest_opener(self, request: Request, credentials: Credentials) -> OpenerDirector:
        # With another scheme in the request, some servers do not even name theirs.
        request.remove_header("Authorization")
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, request.full_url, credentials.user, credentials.password)
        return build_opener(_NoRedirect, HTTPDigestAuthHandler(passwords))


def _open(opener: OpenerDirector, request: Request, seconds: float | None) -> HTTPResponse:
    response: HTTPResponse = opener.open(request, timeout=seconds)
    return response


def read_body(response: HTTPResponse, seconds: float | None, most: int | None) -> bytes:
    """Return the body; raises Failure where it breaks off, LimitError where it is too long."""
    with failures_in_words(seconds):
        if most is None:
            return response.read()
        # What is announced as too long is not read at all.
        announced: int | None = response.length
        body = b"" if announced is not None and announced > most else response.read(most + 1)
    if len(body) > most or (announced is not None and announced > most):
        raise LimitError(f"the answer is larger than {most:,} bytes; narrow the query")
    return body


@contextmanager
def failures_in_words(seconds: float | None, locked: str = LOCKED) -> Iterator[None]:
    """Turn what goes wrong on the way into a Failure."""
    try:
        yield
    except HTTPError as error:
        with closing(error):
            raise _refused(error, locked) from None
    except URLError as error:
        raise _unreachable(error.reason, seconds) from None
    except HTTPException as error:
        words = " ".join(f"{type(error).__name__} {error}".split())
        raise Failure(f"broke its answer off ({words})", tries=TWICE) from None
    except OSError as error:
        raise _unreachable(error, seconds) from None


def _refused(error: HTTPError, locked: str) -> Failure:
    words = f"failed: it answered {error.code} {plain(error.reason)}".rstrip()
    complaint = ""
    with suppress(OSError, HTTPException):
        complaint = plain(error.read(_READ_OF_COMPLAINT).decode("utf-8", "replace"))
    if error.code in _LOCKED:
        complaint = f"{complaint} ({locked})".strip()
    if 300 <= error.code < 400:
        target = plain(error.headers.get("Location") or "nowhere")
        complaint = f"it leads to {target}; nothing was sent there. Give the right address itself"
    tries = AS_LONG_AS_PATIENCE_LASTS if error.code in _BUSY else ONCE
    return Failure(
        f"{words}: {complaint}" if complaint else words,
        tries=TWICE if error.code == 500 else tries,
        wait=seconds_asked(error.headers.get("Retry-After")),
        status=error.code,
    )


def _unreachable(reason: BaseException | str, seconds: float | None) -> Failure:
    if isinstance(reason, TimeoutError):
        return Failure(f"failed: it stayed silent for {seconds:g} seconds")
    words = plain(str(getattr(reason, "strerror", None) or reason))
    lasting = isinstance(reason, (ssl.SSLError, socket.gaierror, str))
    tries = ONCE if lasting else AS_LONG_AS_PATIENCE_LASTS
    return Failure(f"could not be reached: {words}", tries=tries)


def plain(text: str) -> str:
    """Return a server's words on one line, of a bearable length, without control characters."""
    words = " ".join(text.split())
    return "".join(one for one in words if one.isprintable())[:_LONGEST_COMPLAINT]


class _NoRedirect(HTTPRedirectHandler):
    """Takes a redirect for the error that it is here: a query or a graph would go elsewhere."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow nothing."""

"""What can go wrong, in words for people; every error knows the exit code of its command."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar, Protocol, Self

    class ConformanceReport(Protocol):
        """What a failed validation hands on: enough to print it."""

        @property
        def conforms(self) -> bool:
            """Whether nothing was found that refuses the data."""

        def to_text(self) -> str:
            """Return the findings as text for an editor."""

        def to_json(self) -> str:
            """Return the findings as JSON."""


class EspdError(Exception):
    """Any failure that this package foresees."""

    exit_code: ClassVar[int] = 2


class InputError(EspdError):
    """Something that was given is wrong: a file, a query, an argument."""

    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        subject: str | None = None,
        fix: str | None = None,
    ) -> None:
        """Say what is wrong, where it stands, and what to do about it."""
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.subject = subject
        self.fix = fix

    def __str__(self) -> str:
        """Return `file:line: subject: message. fix`, leaving out what is not known."""
        where = [str(part) for part in (self.file, self.line) if part is not None]
        if self.file is None and self.line is not None:
            where = [f"line {self.line}"]
        heads = [":".join(where)] if where else []
        if self.subject is not None and not _mentions(self.message, self.subject):
            heads.append(self.subject)
        sentences = [_sentence(": ".join([*heads, self.message]))]
        if self.fix:
            sentences.append(_sentence(self.fix))
        return " ".join(sentences)

    def within(self, file: str) -> InputError:
        """Return the same error, told of the file in which it stands."""
        return type(self)(
            self.message, file=file, line=self.line, subject=self.subject, fix=self.fix
        )


class WorkspaceError(InputError):
    """The folder is not a workspace, or a part of it is missing."""


class ConformanceError(EspdError):
    """The data does not conform to the shapes, or a check failed."""

    exit_code = 1

    def __init__(self, message: str, report: ConformanceReport) -> None:
        """Keep the report beside the sentence that sums it up."""
        super().__init__(message)
        self.report = report

    def __reduce__(self) -> tuple[type[Self], tuple[str, ConformanceReport]]:
        """Return what it takes to raise the same error in another process."""
        return type(self), (str(self), self.report)


class LimitError(EspdError):
    """A limit on time, memory, rows or bytes was hit."""

    exit_code = 3


class ServiceError(EspdError):
    """A service could not be reached, or did not answer as it must."""

    exit_code = 3


def _mentions(message: str, subject: str) -> bool:
    import re  # only a mistake pays for loading this

    return re.search(rf"(?<!\w){re.escape(subject)}(?!\w)", message) is not None


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":", "\n")) else text + "."

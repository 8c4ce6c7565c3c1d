import pytest

from espd_kg.errors import (
    ConformanceError,
    EspdError,
    InputError,
    LimitError,
    ServiceError,
    WorkspaceError,
)
from espd_kg.findings import Report


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("bad"), 2),
        (WorkspaceError("bad"), 2),
        (ConformanceError("bad", Report()), 1),
        (LimitError("long"), 3),
        (ServiceError("gone"), 3),
    ],
)
def test_each_error_knows_its_exit_code(error: EspdError, code: int) -> None:
    assert error.exit_code == code


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (InputError("the quote does not occur"), "the quote does not occur."),
        (
            InputError("the quote does not occur", file="a.ttl", line=3, fix="Copy it again"),
            "a.ttl:3: the quote does not occur. Copy it again.",
        ),
        (InputError("is empty", file="a.ttl"), "a.ttl: is empty."),
        (InputError("unexpected word", line=2), "line 2: unexpected word."),
        (InputError("is unknown", subject="theme x"), "theme x: is unknown."),
        (InputError("no theme x here", subject="theme x"), "no theme x here."),
        (InputError("which one?", fix=""), "which one?"),
    ],
)
def test_an_input_error_reads_as_where_what_and_what_to_do(error: InputError, text: str) -> None:
    assert str(error) == text


def test_an_error_can_be_told_its_file_later() -> None:
    error = WorkspaceError("is broken", line=4, subject="s", fix="Mend it.")
    moved = error.within("b.rq")
    assert isinstance(moved, WorkspaceError)
    assert str(moved) == "b.rq:4: s: is broken. Mend it."


def test_a_conformance_error_carries_its_report() -> None:
    report = Report()
    assert ConformanceError("no", report).report is report

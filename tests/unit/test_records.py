"""A record is what a frozen dataclass is; only cheaper to load."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from functools import cached_property

import pytest

from espd_kg.records import record


def alone(code: str) -> str:
    """What a fresh interpreter prints; it must not fail."""
    command, surroundings = [sys.executable, "-c", code], {"PYTHONPATH": ":".join(sys.path)}
    return subprocess.run(
        command, env=surroundings, capture_output=True, text=True, check=True
    ).stdout


@record(frozen=True)
class Point:
    """A place with a name."""

    x: int
    y: int = 0
    name: str = ""

    @cached_property
    def total(self) -> int:
        return self.x + self.y


@dataclasses.dataclass(frozen=True)
class Model:
    """The same, made by the standard library."""

    x: int
    y: int = 0
    name: str = ""


def test_fields_are_given_by_place_by_name_or_by_default() -> None:
    assert (Point(1).x, Point(1).y) == (1, 0)
    assert Point(1, 2, name="n") == Point(name="n", y=2, x=1)


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, 2, "n", 4), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((), {"y": 1})],
)
def test_wrong_arguments_are_refused_as_a_dataclass_refuses_them(
    values: tuple[object, ...], named: dict[str, object]
) -> None:
    for kind in (Model, Point):
        with pytest.raises(TypeError):
            kind(*values, **named)  # type: ignore[arg-type]


def test_equal_fields_make_equal_records_of_one_kind() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    assert Point(1, 2) != Point(1, 3)
    other: object = Model(1, 2)
    assert Point(1, 2) != other
    assert len({Point(1), Point(1), Point(2)}) == 2


def test_a_record_does_not_change() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="x"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="x"):
        del point.x
    assert point == Point(1)


def test_a_record_shows_its_fields() -> None:
    assert repr(Point(1, name="n")) == repr(Model(1, name="n")).replace("Model", "Point")


def test_what_is_derived_is_kept_and_no_field() -> None:
    point = Point(1, 2)
    assert point.total is point.total
    assert point == Point(1, 2)
    assert repr(point) == repr(Point(1, 2))


def test_a_record_matches_by_place() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_records_travel_and_are_copied() -> None:
    for same in (pickle.loads(pickle.dumps(Point(1, 2))), copy.deepcopy(Point(1, 2))):
        assert same == Point(1, 2)


def test_the_standard_library_takes_a_record_for_a_dataclass() -> None:
    assert dataclasses.replace(Point(1, 2), y=3) == Point(1, 3)
    assert dataclasses.asdict(Point(1, name="n")) == {"x": 1, "y": 0, "name": "n"}
    assert [field.name for field in dataclasses.fields(Point)] == ["x", "y", "name"]


def test_a_record_loads_nothing_heavy() -> None:
    code = (
        "import sys; from espd_kg.records import record\n"
        "@record(frozen=True)\nclass A:\n    x: 'int'\n"
        "A(1); print(sorted({'dataclasses', 'inspect'} & set(sys.modules)))"
    )
    assert alone(code) == "[]\n"


def test_half_a_json_text_is_refused_before_the_library_for_it_is_loaded() -> None:
    code = (
        "import sys; from espd_kg.records import read_json\n"
        'text = \'{"a": [1, "b\\\\u00e9", {"c": null}]} \'\n'
        "assert read_json(text)['a'][0] == 1 and 'json.decoder' not in sys.modules\n"
        "refused = []\n"
        "for end in range(len(text) - 1):\n"
        "    try: read_json(text[:end])\n"
        "    except ValueError: refused.append(end)\n"
        "print(len(text) - 1 - len(refused))"
    )
    assert alone(code) == "0\n"

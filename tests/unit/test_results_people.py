import re
from unicodedata import category

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from espd_kg.formats import RdfFormat, TableFormat
from espd_kg.results import Table, Triples, Truth
from espd_kg.results_formats import write_result, write_triples
from espd_kg.results_people import iris_in, markdown_text, to_markdown, visible
from espd_kg.results_table import to_table

ID = "https://w3id.org/espd/id/"
ASTANA, LU = ID + "place/astana", ID + "person/donald-lu"
TABLE = Table(
    ("place", "people", "count", "quote"),
    (
        (
            ox.NamedNode(ASTANA),
            ox.Literal(f"{LU} | {ID}person/unknown"),
            ox.Literal(12),
            ox.Literal("agreed to\n  continue | always"),
        ),
        (ox.NamedNode("http://example.org/x"), None, ox.Literal(3), None),
    ),
)
LABELS = {ASTANA: "Astana", LU: "Donald Lu"}


def test_labels_are_wanted_for_all_iris_shown() -> None:
    wanted = sorted([ASTANA, LU, ID + "person/unknown", "http://example.org/x"])
    assert iris_in(TABLE, {"people"}) == wanted
    assert LU not in iris_in(TABLE)


def test_markdown_shows_labels_and_escapes() -> None:
    assert to_markdown(TABLE, LABELS, {"people"}) == (
        "| place | people | count | quote |\n"
        "| --- | --- | ---: | --- |\n"
        "| Astana | Donald Lu \\| person:unknown | 12 | agreed to<br>continue \\| always |\n"
        "| http://example.org/x |  | 3 |  |\n"
    )


def test_markdown_with_footnotes() -> None:
    rows = to_markdown(TABLE, LABELS, (), ("[^1] [^2]", "")).splitlines()
    assert rows[0].endswith("| cited |")
    assert rows[2].endswith("| [^1] [^2] |")
    assert rows[3].endswith("|  |")


@given(st.text())
def test_a_markdown_cell_is_one_line_and_one_cell(text: str) -> None:
    cell = markdown_text(text)
    assert len(cell.splitlines()) <= 1 or set(cell) & set("\u2028\u2029\x85")
    assert not re.search(r"(?<!\\)(?:\\\\)*\|", cell)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a *b* `c` [d](e)", r"a \*b\* \`c\` \[d\](e)"),
        ("snake_case", "snake_case"),
        ("_stress_", r"\_stress\_"),
        ("<b>", r"\<b>"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_what_markdown_would_read_as_markup(text: str, written: str) -> None:
    assert markdown_text(text) == written


def test_control_characters_become_visible() -> None:
    assert visible("a\x1b[31m\x07\x7f\n") == "a␛[31m␇␡␊"


def test_what_turns_a_line_or_is_not_seen_becomes_visible() -> None:
    unseen = [chr(code) for code in range(0x110000) if category(chr(code)) in ("Cf", "Zl", "Zp")]
    assert {"\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\u00ad"} <= set(unseen)
    assert visible("".join(unseen)) == "\ufffd" * len(unseen)


def test_letters_marks_and_spaces_of_all_kinds_stay() -> None:
    text = "Қазақстан\u00a0и\u0306 \u2009\U0001f1f0"
    assert visible(text) == text


def test_data_formats_keep_what_people_see_a_sign_for() -> None:
    table = Table(("name",), ((ox.Literal("a\u202eb"),),))
    assert "\u202e" in write_result(table, TableFormat.CSV)
    assert "\u202e" not in write_result(table, TableFormat.TABLE)
    assert "\u202e" not in write_result(table, TableFormat.MARKDOWN)


def test_a_table_shows_labels_and_aligns_numbers() -> None:
    lines = to_table(TABLE, LABELS, {"people"}, width=100).splitlines()
    assert lines[0].split() == ["place", "people", "count", "quote"]
    assert re.match(r"Astana +Donald Lu \| person:unknown +12  agreed to", lines[2])
    assert not any(line != line.rstrip() for line in lines)


@given(st.integers(min_value=30, max_value=200))
def test_a_table_never_is_wider_than_it_may(width: int) -> None:
    text = to_table(TABLE, LABELS, {"people"}, width=width)
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [30, 60, 120])
def test_nothing_is_cut_off(width: int) -> None:
    long = "word " * 60 + "unbreakable" * 9
    table = Table(("a", "b"), ((ox.Literal("short"), ox.Literal(long)),))
    text = to_table(table, {}, width=width)
    assert text.count("word") == 60
    squeezed = re.sub(r"\s|^b", "", text)
    assert "unbreakable" * 9 in squeezed


def test_a_table_too_narrow_to_read_lists_the_cells_of_each_row() -> None:
    text = to_table(TABLE, LABELS, {"people"}, width=40)
    assert re.search(r"^place +Astana$", text, re.MULTILINE)
    assert re.search(r"^1 ─+$", text, re.MULTILINE)


@pytest.mark.parametrize("width", [20, 60, 90])
def test_an_address_is_never_broken(width: int) -> None:
    address = "https://example.org/" + "a-long/path-" * 5
    row = (ox.Literal("word " * 15), ox.Literal(address))
    assert address in to_table(Table(("a", "url"), (row,)), {}, width=width)


def test_long_text_gets_a_readable_column_or_a_list() -> None:
    row = (ox.Literal("word " * 30), *(ox.Literal("fifteen letters") for _ in range(6)))
    table = Table(("quote", *"abcdef"), (row,))
    assert "1 ──" in to_table(table, {}, width=60)
    assert f"\n{'word ' * 5}word  " in to_table(table, {}, width=90)


def test_a_column_that_repeats_the_name_before_it_is_left_out() -> None:
    row = (ox.NamedNode(ASTANA), ox.Literal("Astana"), ox.Literal("Astana"), ox.Literal(1))
    table = Table(("place", "label", "other", "count"), (row,))
    assert to_table(table, LABELS).split("\n")[0].split() == ["place", "other", "count"]
    assert "label" in to_table(table, {})
    assert "label" in to_markdown(table, LABELS)


def test_a_quote_is_no_markup_of_the_terminal() -> None:
    table = Table(("q",), ((ox.Literal("[red]x[/red] :smile: \x1b[1m"),),))
    assert "[red]x[/red] :smile: ␛[1m" in to_table(table, {}, color=True)


def test_marks_stand_in_a_last_column() -> None:
    lines = to_table(TABLE, LABELS, (), ("[1]", "[2]"), width=200).splitlines()
    assert lines[0].endswith("cited")
    assert lines[2].endswith("[1]")


def test_an_empty_table_says_so() -> None:
    assert to_table(Table(("a",), ()), {}) == "no rows\n"


def test_one_door_for_all_forms() -> None:
    assert write_result(Truth(True), TableFormat.TABLE) == "yes\n"
    assert write_result(Truth(False), TableFormat.MARKDOWN) == "no\n"
    assert write_result(TABLE, TableFormat.CSV).startswith("place,people,count,quote\r\n")
    triple = ox.Triple(ox.NamedNode(LU), ox.NamedNode("http://p/"), ox.Literal("x"))
    assert write_result(Triples((triple, triple)), TableFormat.TSV).splitlines() == [
        "?subject\t?predicate\t?object",
        f'<{LU}>\t<http://p/>\t"x"',
    ]


@pytest.mark.parametrize("form", RdfFormat)
def test_triples_in_each_rdf_format(form: RdfFormat) -> None:
    triples = [
        ox.Triple(
            ox.NamedNode(LU), ox.NamedNode("https://schema.org/name"), ox.Literal(f"Lu {number}")
        )
        for number in (2, 1, 2)
    ]
    text = write_triples(triples, form)
    assert text == write_triples(reversed(triples), form)
    read = {quad.triple for quad in ox.parse(text, ox.RdfFormat.from_media_type(form.media_type))}
    assert read == set(triples)
    assert form is not RdfFormat.TURTLE or "person:donald-lu" in text

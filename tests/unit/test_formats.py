import pytest

from espd_kg.formats import RdfFormat, TableFormat


def test_values_are_the_names_on_the_command_line() -> None:
    assert [str(form) for form in RdfFormat] == [
        "turtle",
        "trig",
        "nquads",
        "ntriples",
        "rdfxml",
        "jsonld",
    ]
    assert [str(form) for form in TableFormat] == [
        "table",
        "json",
        "csv",
        "tsv",
        "xml",
        "markdown",
    ]


@pytest.mark.parametrize("form", RdfFormat)
def test_every_rdf_format_has_a_media_type_and_a_suffix(form: RdfFormat) -> None:
    assert "/" in form.media_type
    assert form.suffix.startswith(".")


def test_only_two_formats_keep_graphs() -> None:
    assert [form for form in RdfFormat if form.keeps_graphs] == [RdfFormat.TRIG, RdfFormat.NQUADS]


def test_only_two_formats_are_for_people() -> None:
    kept = [form for form in TableFormat if form.for_people]
    assert kept == [TableFormat.TABLE, TableFormat.MARKDOWN]

"""What a stored query may say of a data set outside, and each refusal with what to do."""

import pytest

from espd_kg.errors import InputError
from espd_kg.queries.binding import about
from espd_kg.queries.model import Join, Place
from espd_kg.queries.reading import parse_query

ASKED = "SELECT ?item ?born { VALUES ?item { UNDEF } ?item <http://x/born> ?born }"
JOIN = f"""\
#+ joins:
#+   - dataset: wikidata
#+     column: item
#+     query: "{ASKED}"
"""
HEAD = """\
#+ summary: People with their items.
#+ question: {en: "When born?", ru: "Когда?", kk: "Қашан?"}
#+ columns:
#+   - {name: who, type: official, description: "The person."}
#+   - {name: item, type: iri, description: "The item."}
#+   - {name: names, type: iri, plural: true, description: "Other items."}
#+   - {name: label, description: "A text."}
#+   - {name: born, type: date, description: "The day of birth."}
"""
TAIL = """\
#+ cites: [who]
#+ tags: [officials]
#+ audience: [historian]
SELECT ?who ?item ?names ?label { ?who <http://x/item> ?item ; <http://x/names> ?names, ?label }
ORDER BY ?who
"""
QUERY = HEAD + JOIN + TAIL


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_query("q", text, "queries/q.rq")
    return str(caught.value)


def test_a_join_is_read_with_the_places_of_its_items() -> None:
    query = parse_query("q", QUERY, "queries/q.rq")
    at = ASKED.index("UNDEF")
    place = Place("item", at, at + len("UNDEF"))
    assert query.joins == (Join("wikidata", "item", ASKED, ("born",), (place,)),)


def test_a_query_without_joins_has_none() -> None:
    text = HEAD.replace('#+   - {name: born, type: date, description: "The day of birth."}\n', "")
    assert parse_query("q", text + TAIL, "q.rq").joins == ()


def test_the_items_are_put_in_as_terms() -> None:
    from pyoxigraph import NamedNode

    [join] = parse_query("q", QUERY, "q.rq").joins
    items = [NamedNode("http://x/1"), NamedNode("http://x/2")]
    assert about(join, items) == ASKED.replace("UNDEF", "<http://x/1> <http://x/2>")


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("column: item", "column: itme", "names the column 'itme', which the query does not give"),
        ("column: item", "column: itme", "Did you mean item?"),
        ("column: item", "column: names", "'names' does not hold one IRI"),
        ("column: item", "column: label", "'label' does not hold one IRI"),
        ("column: item", "on: item", "unknown field"),
        ("column: item", "elsewhere: item", "unknown field 'elsewhere'"),
        ("dataset: wikidata", "dataset: http://x/", "no slug"),
        ("VALUES ?item { UNDEF }", "", "Add VALUES ?item { UNDEF } to it"),
        ("SELECT ?item ?born", "SELECT ?born", "must list its columns: SELECT ?item"),
        ("SELECT ?item ?born", "SELECT ?item", "must list its columns"),
        ("SELECT ?item ?born", "SELECT *", "must list its columns"),
        ("SELECT ?item ?born {", "ASK {", "must list its columns"),
        ("SELECT ?item ?born {", "SELECT ?item ?who {", "'who', which is there already"),
        ("?item <http://x/born> ?born }", "?item 'born ?born }", "malformed SPARQL"),
        ("?item <http://x/born> ?born }", "SERVICE <http://a/> { ?item ?b ?born } }", "SERVICE"),
        ("SELECT ?item ?born {", "DELETE {", "would change the data"),
    ],
)
def test_what_does_not_fit_is_refused(before: str, after: str, complaint: str) -> None:
    assert QUERY.count(before) == 1
    message = refusal(QUERY.replace(before, after))
    assert message.startswith("queries/q.rq")
    assert complaint in message


def test_joined_columns_are_described_and_come_last() -> None:
    born = '#+   - {name: born, type: date, description: "The day of birth."}\n'
    assert "those of the joins come last" in refusal(QUERY.replace(born, ""))
    first = QUERY.replace(born, "").replace("#+ columns:\n", f"#+ columns:\n{born}")
    assert "those of the joins come last" in refusal(first)


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ("SELECT ?v { SERVICE <http://a/> { ?v ?p ?o } }", "values: line 1: SERVICE would send"),
        ("SELECT ?v { ?v ?p }", "values: line 1: malformed SPARQL"),
        ("ASK { ?v ?p ?o }", "values lists what may be given"),
    ],
)
def test_a_query_for_the_values_of_a_parameter_is_read_as_well(values: str, complaint: str) -> None:
    parameter = f'#+ params: [{{name: who, type: string, description: "x", values: "{values}"}}]\n'
    text = parameter + QUERY.replace("{ ?who <", "{ VALUES ?_who { UNDEF } ?who <")
    assert complaint in refusal(text)


def test_a_word_that_yaml_reads_otherwise_is_told_as_unknown() -> None:
    assert "unknown field True" in refusal("#+ yes: 1\n" + QUERY)

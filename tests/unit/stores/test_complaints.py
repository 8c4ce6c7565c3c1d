"""What the engine says of malformed SPARQL, for people."""

import pyoxigraph as ox
import pytest

from espd_kg.stores.embedded import malformed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ASK {\n?s ?p }", "line 2: malformed SPARQL at column 8: unexpected end of the query."),
        ("ASK { ?s ?p ?o } LIMIT x", "unexpected x; expected HAVING, OFFSET, OPTIONAL or VALUES."),
        ("SELECT ?s WHERE ?s ?p ?o", "column 17: unexpected ?s; expected {."),
        ("ASK {", "unexpected end of the query; expected ., {, }, false, true, $, ..."),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "the SELECT contains a variable that is unbound."),
    ],
)
def test_one_line_says_what_stands_there_and_what_may(text: str, told: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(text)
    message = str(malformed(caught.value, text))
    assert message.endswith(told)
    assert len(message.splitlines()) == 1
    assert "SERVICE" not in message

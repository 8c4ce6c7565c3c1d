"""Small random datasets with the literals that writers and readers stumble over."""

from hypothesis import strategies as st
from rdflib import XSD, Literal, URIRef

from espd_kg.namespaces import ESPD, ID, RDFS, SKOS, THEME
from espd_kg.quads import Quad

GRAPHS = ("https://w3id.org/espd/graph/a", "https://w3id.org/espd/graph/data/b")
NASTY = (
    *('"', '""', '"""', '""""', "\\", '\\"', "'", "a\nb", '"\n"', 'a\n"""', "\n", "\r", "\r\n"),
    *(
        "\t",
        " ",
        "  leading",
        "trailing  ",
        "",
        "<&>",
        "]]>",
        "\u2028",
        "\x85",
        "\ufeff",
        "a\ufeff",
    ),
    *("Рахметуллин", "Қазақстан", "🕊", "\u0301", "%41", "{{}}", "@en", "^^x", "# no comment"),
    *("\ufeff", "a\ufeff"),
)
CONTROL = ("\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", "\ufffe", "\uffff")
TYPED = (
    *((text, XSD.integer) for text in ("5", "05", "+5", "-0", "-7", "1e3", "many")),
    *((text, XSD.boolean) for text in ("true", "false", "1", "0", "TRUE")),
    *((text, XSD.decimal) for text in ("1", "1.0", "-78.300", ".5", "5.")),
    *((text, XSD.double) for text in ("1e3", "1.0E3", "INF", "NaN", "1")),
    *((text, XSD.nonNegativeInteger) for text in ("5", "05")),
    *((text, XSD.date) for text in ("2024-05-31", "2024-05-31Z", "2023-02-30")),
    *((text, XSD.gYearMonth) for text in ("2020-12", "2020-13")),
    *((text, XSD.gYear) for text in ("2018", "02018")),
    *((text, XSD.dateTime) for text in ("2024-05-31T10:00:00+00:00", "2024-05-31T10:00:00Z")),
    ("x", URIRef("https://example.org/type#own")),
    ('{"b": 1, "a": 05}', URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON")),
    ("<b>x</b>", URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral")),
)
LANGUAGES = ("en", "en-GB", "ru", "kk-Cyrl", "zh-Hant-TW")

_names = st.sampled_from(
    ("a", "espd-2024", "x.y", "x.", "-x", "0", "é", "a/b", "a#b", "a%20b", "a:b")
)
_bases = st.sampled_from(
    (f"{ID}dialogue/", f"{ID}place-name/", THEME, "https://example.org/", "urn:x:")
)
iris = st.builds(lambda base, name: URIRef(base + name), _bases, _names)
predicates = st.sampled_from(
    [URIRef(iri) for iri in (
        f"{ESPD}startDate", f"{ESPD}place", f"{ESPD}theme", f"{RDFS}label", f"{SKOS}prefLabel",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "https://example.org/p",
        "https://example.org/other/p", "https://example.org/ns#p.q", "urn:x:p",
    )]
)  # fmt: skip


def _text(*, control: bool) -> st.SearchStrategy[str]:
    anything = st.text(st.characters(codec="utf-8"), max_size=8)
    plain = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=8)
    nasty = st.sampled_from(NASTY + CONTROL if control else NASTY)
    return st.one_of(nasty, anything if control else plain)


def _literals(*, control: bool) -> st.SearchStrategy[Literal]:
    text = _text(control=control)
    return st.one_of(
        text.map(Literal),
        st.builds(lambda t, lang: Literal(t, lang=lang), text, st.sampled_from(LANGUAGES)),
        st.sampled_from(TYPED).map(
            lambda pair: Literal(pair[0], datatype=pair[1], normalize=False)
        ),
    )


def datasets(*, control: bool = True) -> st.SearchStrategy[list[Quad]]:
    """Return lists of quads; without `control`, only characters that XML can carry."""
    graphs = st.sampled_from([URIRef(graph) for graph in GRAPHS])
    objects = st.one_of(iris, _literals(control=control))
    return st.lists(st.tuples(iris, predicates, objects, graphs), max_size=12)

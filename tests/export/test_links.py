"""Links leave the graph: the decisions with their grounds, the links that stand, their counts."""

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import OWL, SKOS, VOID

from espd_kg.export.sssom import UNSPECIFIED_LICENCE, Columns, write_sssom
from espd_kg.exporting import document, jsonld_context, tree
from espd_kg.formats import RdfFormat
from espd_kg.linking.table.decisions import DecisionTable, Outcome, read_decisions
from espd_kg.linking.table.slots import COMPOSITE
from espd_kg.namespaces import ESPD, ID, SCHEMA, SSSOM, WD
from espd_kg.reconciling import leaving
from reconciling.linked import CC0, TALKS, linked, row, table
from support import BuiltWorld, Espd
from support import Outcome as Left

UNSURE = {"judgement": "unsure", "mapping_justification": COMPOSITE, "confidence": "0.7"}
LINKS = [
    row("state/ruritania", "Q1", subject_label="Ruritania", object_label="Ruritania"),
    row("state/graustark", "Q2"),
    row("state/graustark", "Q2", predicate_modifier="Not", comment="A namesake."),
    row("place/strelsau", "Q3", "closeMatch"),
    row("person/bo-stern", "Q5", **UNSURE),
    row("person/ana-vale", "Q4", **UNSURE),
    row("person/ana-vale", "Q4", checked_online="2026-01-03", confidence="0.95"),
    row(TALKS, "", judgement="unsure"),
    row("post/envoy-of-ruritania", "", subject_label="Envoy", object_source=WD),
]
OTHER = table(
    row("state/ruritania", "http://example.org/thesaurus/ruritania"),
    row("place/strelsau", "http://example.org/thesaurus/12", "broadMatch"),
    name="other",
)


@pytest.fixture(scope="module")
def world_with_links(world: BuiltWorld, tmp_path_factory: pytest.TempPathFactory) -> BuiltWorld:
    folder = tmp_path_factory.mktemp("linked") / "world"
    return linked(world, folder, LINKS, {"data/links/other.sssom.tsv": OTHER})


def exported(built: BuiltWorld, form: RdfFormat = RdfFormat.TURTLE) -> Graph:
    content = document(built.generation, form, inferred=False)
    return Graph().parse(data=content, format="turtle" if form is RdfFormat.TURTLE else "json-ld")


def ours(slug: str) -> URIRef:
    return URIRef(ID + slug)


def tables(built: BuiltWorld) -> list[DecisionTable]:
    return [read_decisions(path, path.name) for path in built.workspace.link_files()]


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.JSONLD])
def test_only_links_that_stand_are_triples(world_with_links: BuiltWorld, form: RdfFormat) -> None:
    graph = exported(world_with_links, form)
    matches = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)
    found = {(s, p, o) for p in matches for s, _, o in graph.triples((None, p, None))}
    assert {triple for triple in found if str(triple[0]).startswith(ID)} == {
        (ours("state/ruritania"), SKOS.exactMatch, URIRef(WD + "Q1")),
        (ours("place/strelsau"), SKOS.closeMatch, URIRef(WD + "Q3")),
        (ours("person/ana-vale"), SKOS.exactMatch, URIRef(WD + "Q4")),
        (
            ours("state/ruritania"),
            SKOS.exactMatch,
            URIRef("http://example.org/thesaurus/ruritania"),
        ),
        (ours("place/strelsau"), SKOS.broadMatch, URIRef("http://example.org/thesaurus/12")),
    }


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.JSONLD])
def test_every_row_leaves_with_its_grounds(world_with_links: BuiltWorld, form: RdfFormat) -> None:
    graph = exported(world_with_links, form)
    mappings = set(graph.subjects(RDF.type, URIRef(SSSOM + "Mapping")))
    assert len(mappings) == len(LINKS) + 2
    assert len(set(graph.subjects(URIRef(SSSOM + "mapping_justification")))) == len(mappings)
    unsure = set(graph.subjects(URIRef(ESPD + "judgement"), Literal("unsure")))
    assert {graph.value(one, OWL.annotatedSource) for one in unsure} == {
        ours("person/bo-stern"),
        ours("person/ana-vale"),
        ours(TALKS),
    }
    [refused] = graph.subjects(
        URIRef(SSSOM + "predicate_modifier"), URIRef(SSSOM + "NegatedPredicate")
    )
    assert graph.value(refused, OWL.annotatedSource) == ours("state/graustark")


def test_a_tree_says_same_as_for_exact_matches_alone(world_with_links: BuiltWorld) -> None:
    talks = json.loads(tree(world_with_links.generation, "dialogue"))["@graph"][0]
    officials = {p["official"]["@id"]: p["official"] for p in talks["hasParticipation"]}
    assert officials["id:person/ana-vale"]["sameAs"] == "wd:Q4"
    assert "sameAs" not in officials["id:person/bo-stern"]
    assert "sameAs" not in talks["place"]
    assert talks["host"]["sameAs"] == ["http://example.org/thesaurus/ruritania", "wd:Q1"]
    read = Graph().parse(data=tree(world_with_links.generation, "dialogue"), format="json-ld")
    assert (ours("person/ana-vale"), URIRef(SCHEMA + "sameAs"), URIRef(WD + "Q4")) in read


def test_only_trees_say_so_and_nothing_says_it_as_owl_does(world_with_links: BuiltWorld) -> None:
    generation = world_with_links.generation
    assert "sameAs" not in jsonld_context(generation)
    framed = Graph().parse(data=tree(generation, "dialogue"), format="json-ld")
    assert OWL.sameAs not in set(framed.predicates())
    for inferred in (False, True):
        content = document(generation, RdfFormat.NTRIPLES, inferred=inferred).decode()
        assert f"<{OWL.sameAs}>" not in content
        assert f"<{SCHEMA}sameAs>" not in content


def test_the_table_reads_back_as_what_was_decided(
    world_with_links: BuiltWorld, tmp_path: Path
) -> None:
    path = tmp_path / "all.sssom.tsv"
    path.write_bytes(leaving.sssom(tables(world_with_links)))
    read = read_decisions(path, "all")
    kept = ["subject", "predicate", "object", "justification", "negated", "comment", "author"]
    kept += ("confidence", "date", "checked_online", "subject_label", "object_source")
    expected = leaving.decided(tables(world_with_links))
    assert sorted([str([getattr(one, name) for name in kept]) for one in read.decisions]) == sorted(
        [str([getattr(one, name) for name in kept]) for one in expected]
    )
    outcomes = [(one.subject.removeprefix(ID), one.outcome) for one in read.decisions]
    assert outcomes == [
        ("person/ana-vale", Outcome.LINKED),
        ("place/strelsau", Outcome.LINKED),
        ("place/strelsau", Outcome.LINKED),
        ("post/envoy-of-ruritania", Outcome.NO_ITEM),
        ("state/graustark", Outcome.REFUSED),
        ("state/ruritania", Outcome.LINKED),
        ("state/ruritania", Outcome.LINKED),
    ]


def head_of(text: str) -> dict[str, object]:
    block = [line[1:] for line in text.splitlines() if line.startswith("#")]
    head: dict[str, object] = yaml.safe_load("\n".join(block))
    return head


def test_the_header_declares_what_the_table_uses(world_with_links: BuiltWorld) -> None:
    text = leaving.sssom(tables(world_with_links)).decode()
    head = head_of(text)
    assert head["mapping_set_id"] == leaving.SET
    assert head["mapping_set_source"] == [
        "https://example.org/mappings/other",
        "https://example.org/mappings/wikidata",
    ]
    assert head["license"] == CC0
    assert head["extension_definitions"] == [
        {
            "slot_name": "checked_online",
            "property": "espd:checkedOnline",
            "type_hint": "xsd:date",
        }
    ]
    assert head["curie_map"] == {
        "espd": ESPD,
        "person": ID + "person/",
        "place": ID + "place/",
        "post": ID + "post/",
        "state": ID + "state/",
        "thes": "http://example.org/thesaurus/",
        "wd": WD,
    }
    body = [line for line in text.splitlines() if not line.startswith("#")]
    assert body[1].split("\t")[:5] == ["person:ana-vale", "", "skos:exactMatch", "", "wd:Q4"]


def test_rows_under_several_licences_name_their_own(tmp_path: Path) -> None:
    by = "https://creativecommons.org/licenses/by/4.0/"
    (tmp_path / "a.sssom.tsv").write_text(table(row("state/ruritania", "Q1")))
    (tmp_path / "b.sssom.tsv").write_text(table(row("state/graustark", "Q2"), licence=by))
    read = [read_decisions(path, path.name) for path in sorted(tmp_path.glob("*.tsv"))]
    text = leaving.sssom(read).decode()
    assert head_of(text)["license"] == UNSPECIFIED_LICENCE
    content = "".join(line for line in text.splitlines(True) if not line.startswith("#"))
    rows = list(csv.DictReader(io.StringIO(content, newline=""), dialect="excel-tab"))
    assert [one["license"] for one in rows] == [by, CC0]


def test_an_iri_that_no_prefix_fits_gets_one() -> None:
    rows = [{"subject_id": "urn:iso:std:iso:3166:KZ", "label": "a\tb\nc"}]
    text = write_sssom(rows, Columns(("subject_id", "label"), frozenset({"subject_id"})), {})
    assert text == (
        "#curie_map:\n#  ns: 'urn:iso:std:iso:3166:'\nsubject_id\tlabel\nns:KZ\ta b c\n"
    )


def test_without_decisions_the_table_has_columns_and_no_rows() -> None:
    text = leaving.sssom([]).decode()
    assert text.splitlines()[-1].startswith("subject_id\t")
    assert "license: " in text


def test_the_description_counts_the_links_that_stand(world_with_links: BuiltWorld) -> None:
    graph = Graph().parse(data=leaving.void(world_with_links.generation), format="turtle")
    dataset = URIRef("https://w3id.org/espd/dataset")
    found = {
        str(one).partition("#")[2]: (
            graph.value(one, VOID.linkPredicate),
            int(str(graph.value(one, VOID.triples))),
        )
        for one in graph.objects(dataset, VOID.subset)
    }
    assert found == {
        "links-other-broad": (SKOS.broadMatch, 1),
        "links-other-exact": (SKOS.exactMatch, 1),
        "links-wikidata-close": (SKOS.closeMatch, 1),
        "links-wikidata-exact": (SKOS.exactMatch, 2),
    }
    for one in graph.subjects(RDF.type, VOID.Linkset):
        assert graph.value(one, VOID.subjectsTarget) == dataset
    wikidata = graph.value(URIRef(f"{dataset}#links-wikidata-exact"), VOID.objectsTarget)
    assert graph.value(wikidata, VOID.uriSpace) == Literal(WD)
    assert graph.value(wikidata, VOID.sparqlEndpoint) == URIRef("https://query.wikidata.org/sparql")
    whole = exported(world_with_links)
    assert graph.value(dataset, VOID.triples) == Literal(len(whole))


@pytest.mark.parametrize("form", ["sssom", "void"])
def test_the_same_links_give_the_same_bytes(
    world_with_links: BuiltWorld, espd: Espd, tmp_path: Path, form: str
) -> None:
    def export(*words: str) -> Left:
        return espd("--workspace", str(world_with_links.root), "export", "--format", form, *words)

    first = export()
    assert (first.code, first.out) == (0, export().out)
    file = tmp_path / "links"
    assert export("--output", str(file)).code == 0
    assert file.read_text() == first.out

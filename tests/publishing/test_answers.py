"""The real graph behind real servers: every answer is the one that the build on disk gives."""

import os
from collections.abc import Callable, Iterator

import pytest

from contract.endpoint import Server, has_virtuoso, oxigraph, virtuoso
from espd_kg.cli import main
from support import ROOT, BuiltWorld, Outcome

Ask = Callable[..., Outcome]

# Nothing here installs Virtuoso, and on a busy machine it now and then leaves rows out.
needs_virtuoso = pytest.mark.skipif(
    not (has_virtuoso() and os.environ.get("ESPD_TEST_VIRTUOSO")),
    reason="asked with ESPD_TEST_VIRTUOSO=1, where virtuoso-opensource-7-bin is installed",
)
NAMES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
ARGUMENTS = {
    "provisions": ("--theme", "critical minerals", "--dialogue", "espd-2024"),
    "brief": ("--theme", "Trade", "--since", "2020"),
    "tenures": ("--official", "Donald Lu"),
    "silences": ("--since", "2023", "--until", "2024"),
}
MISTAKES = (
    ("query", "provisions", "--theme", "critical mineral"),
    ("query", "commitments", "--dialogue", "espd-2042"),
    ("show", "donald-luu"),
)
THINGS = ("dialogue/espd-2024", "donald-lu", "theme/critical-minerals", "espd:Dialogue", "Astana")
# Virtuoso 7.2.5 keeps booleans as numbers, drops columns or rows of two, and gives two no answer.
NOT_WITH_VIRTUOSO = frozenset({"changes", "documents", "coverage", "obligations", "silences"})


@pytest.fixture
def espd(
    checkout: BuiltWorld, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ask:
    """Run a command in this process, over the real graph."""
    monkeypatch.setenv("ESPD_WORKSPACE", str(checkout.root))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str, user: str | None = None) -> Outcome:
        if user is not None:
            monkeypatch.setenv("ESPD_USER", user)
            monkeypatch.setenv("ESPD_PASSWORD", user)
        capsys.readouterr()
        code = main(words)
        monkeypatch.delenv("ESPD_USER", raising=False)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture(scope="module", params=["graph store", "update"])
def loaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of an Oxigraph server; the first test loads it."""
    with oxigraph() as server:
        yield from filled(server, request.param)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield from filled(server, "update")


def filled(server: Server, way: str) -> Iterator[str]:
    """Load the real graph, with the command that people use."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ESPD_WORKSPACE", str(ROOT))
        places = {
            "graph store": ("--to", server.graph_store),
            "update": ("--update", server.update, "--query", server.query),
        }
        assert main(["publish", *places[way]]) == 0
    yield server.query


one_way = pytest.mark.parametrize("loaded", ["graph store"], indirect=True)


def same_answer(espd: Ask, address: str, *words: str) -> None:
    here = espd(*words)
    there = espd(*words, "--store", address)
    assert (there.code, there.out, there.err) == (here.code, here.out, here.err)


@pytest.mark.parametrize("name", NAMES)
def test_every_stored_query_with_its_evidence(espd: Ask, loaded: str, name: str) -> None:
    same_answer(espd, loaded, "query", name, "--cite", "--format", "markdown")
    same_answer(espd, loaded, "query", name, "--format", "json", "--labels", "--lang", "kk")


@one_way
@pytest.mark.parametrize("name", sorted(ARGUMENTS))
def test_arguments_are_found_by_their_names(espd: Ask, loaded: str, name: str) -> None:
    same_answer(espd, loaded, "query", name, *ARGUMENTS[name], "--cite")


@one_way
@pytest.mark.parametrize("words", MISTAKES)
def test_mistakes_get_the_same_advice(espd: Ask, loaded: str, words: tuple[str, ...]) -> None:
    same_answer(espd, loaded, *words)


@one_way
@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("form", ["text", "json", "markdown", "turtle"])
def test_show(espd: Ask, loaded: str, thing: str, form: str) -> None:
    same_answer(espd, loaded, "show", thing, "--format", form)


@one_way
def test_any_query(espd: Ask, loaded: str) -> None:
    same_answer(espd, loaded, "sparql", "SELECT ?d ?n { ?d espd:ordinal ?n } ORDER BY ?d")
    same_answer(espd, loaded, "sparql", "CONSTRUCT WHERE { ?d espd:ordinal ?n }")
    same_answer(espd, loaded, "sparql", "ASK { ?d a espd:Dialogue }", "--format", "json")


@pytest.mark.parametrize("name", ["dialogues", "provisions"])
def test_a_copy_in_memory_answers_too(espd: Ask, name: str) -> None:
    same_answer(espd, "memory", "query", name, "--cite")


@needs_virtuoso
@pytest.mark.parametrize("name", [name for name in NAMES if name not in NOT_WITH_VIRTUOSO])
def test_stored_queries_at_virtuoso(espd: Ask, other: str, name: str) -> None:
    same_answer(espd, other, "query", name, "--cite", "--format", "markdown")


@needs_virtuoso
@pytest.mark.parametrize("name", ["brief", "provisions", "tenures"])
def test_arguments_at_virtuoso(espd: Ask, other: str, name: str) -> None:
    same_answer(espd, other, "query", name, *ARGUMENTS[name], "--cite")


@needs_virtuoso
@pytest.mark.parametrize("thing", THINGS)
def test_show_at_virtuoso(espd: Ask, other: str, thing: str) -> None:
    same_answer(espd, other, "show", thing, "--format", "text")


@needs_virtuoso
def test_virtuoso_cuts_at_ten_thousand_rows_and_all_come(espd: Ask, other: str) -> None:
    every = """SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o FILTER(ISIRI(?s) && ISIRI(?p) && ISIRI(?o)) }
      FILTER(STRSTARTS(STR(?g), STR(graph:)) && ?g != graph:published) }"""
    here = espd("sparql", every, "--format", "csv")
    there = espd("sparql", every, "--format", "csv", "--store", other)
    assert len(here.out.splitlines()) > 10_000 or here.code == 0
    assert sorted(there.out.splitlines()) == sorted(here.out.splitlines())

"""A stored query that is joined with a data set: asked only on request, and whole without it."""

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from contract.misbehaving import JSON, Answer, Misbehaving, misbehaving
from reconciling.linked import linked, row, write
from support import BuiltWorld, Espd, Outcome
from wikidata.building import Claim, Item, Time, held
from wikidata.serving import served

ITEMS = (
    Item(
        "Q4",
        {"en": "Ana Vale", "ru": "Ана Вейл"},
        claims=(
            Claim("P569", Time("1950-01")),
            held("Q40", "1999-02-03", "2004"),
            held("Q41", "1990"),
            held("Q42", "1980", rank="Deprecated"),
        ),
    ),
    Item("Q40", {"en": "envoy of Ruritania"}),
    Item("Q41", {"en": "mayor, of \x1b[31mStrelsau"}),
    Item("Q42", {"en": "king of Ruritania"}),
)
ANA = "https://w3id.org/espd/id/person/ana-vale,Ana Vale,http://www.wikidata.org/entity/Q4"
BO = "https://w3id.org/espd/id/person/bo-stern,Bo Stern,,,,,,"
HEAD = "official,name,item,born,heldFrom,heldUntil,office,officeItem"
LOCAL = "".join(f"{line}\r\n" for line in (HEAD, f"{ANA},,,,,", BO))
EMPTY = b'{"head": {"vars": ["item", "born"]}, "results": {"bindings": []}}'

Asked = Callable[..., Outcome]


@pytest.fixture(scope="module")
def built(world: BuiltWorld, tmp_path_factory: pytest.TempPathFactory) -> BuiltWorld:
    return linked(
        world, tmp_path_factory.mktemp("linked") / "world", [row("person/ana-vale", "Q4")]
    )


@pytest.fixture(scope="module")
def wikidata(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(ITEMS, tmp_path_factory.mktemp("wikidata")) as address:
        yield address


@pytest.fixture
def asked(espd: Espd, built: BuiltWorld, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Ask for the officials, as CSV unless another format is named."""
    for name in ("ESPD_CONTACT", "ESPD_ENDPOINTS"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> Outcome:
        form = () if "--format" in words else ("--format", "csv")
        return espd("--workspace", str(built.root), "query", "officials-online", *form, *words)

    return run


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as running:
        yield running


def test_without_online_nothing_is_asked_and_the_columns_stay_empty(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    outcome = asked()
    assert (outcome.code, outcome.out) == (0, LOCAL)
    assert outcome.err == (
        "Empty, for nothing was asked outside: born, heldFrom, heldUntil, office, officeItem "
        "(from wikidata). Add --online to ask.\n"
    )


@pytest.mark.parametrize("engine", ["embedded", "rdflib"])
def test_online_each_row_carries_what_the_data_set_says(
    asked: Asked, wikidata: str, engine: str
) -> None:
    outcome = asked("--online", "--endpoint", wikidata, "--engine", engine)
    where = "http://www.wikidata.org/entity"
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        HEAD,
        f'{ANA},1950-01,1990,,"mayor, of \ufffd[31mStrelsau",{where}/Q41',
        f"{ANA},1950-01,1999-02-03,2004,envoy of Ruritania,{where}/Q40",
        BO,
    ]


def test_an_answer_is_kept_and_asked_for_again_on_request(
    asked: Asked, server: Misbehaving
) -> None:
    columns = ("item", "born", "heldFrom", "heldUntil", "office", "officeItem")
    names = ", ".join(f'"{name}"' for name in columns)
    body = f'{{"head": {{"vars": [{names}]}}, "results": {{"bindings": []}}}}'.encode()
    server.will(Answer(body=body, headers={"Content-Type": JSON}))
    words = ("--online", "--endpoint", server.address)
    assert [asked(*words).code, asked(*words).code, len(server.requests)] == [0, 0, 1]
    assert asked(*words, "--refresh").code == 0
    assert len(server.requests) == 2
    sent = server.requests[0][2].decode()
    assert "Q4%3E" in sent
    assert "person" not in sent


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=404), "404"),
        (Answer(body=EMPTY, headers={"Content-Type": JSON}), "answered without ?"),
        (Answer(body=b'{"head": {"vars": ["item"', headers={"Content-Type": JSON}), "cannot be"),
        (Answer(status=302, headers={"Location": "http://127.0.0.1:9/"}), "leads to"),
        (Answer(body=b"<html>no</html>"), "cannot be read"),
    ],
)
def test_where_the_data_set_fails_the_rows_stay_and_the_code_says_so(
    asked: Asked, server: Misbehaving, answer: Answer, reason: str
) -> None:
    server.will(answer)
    outcome = asked("--online", "--refresh", "--endpoint", server.address)
    assert (outcome.code, outcome.out) == (3, LOCAL)
    assert outcome.err.startswith(
        "espd: warning: the columns born, heldFrom, heldUntil, office, officeItem stay empty: "
        "Wikidata did not answer."
    )
    assert reason in outcome.err


def test_an_unreachable_data_set_leaves_the_rows_as_they_are(asked: Asked) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/sparql"
    outcome = asked("--online", "--endpoint", address, "--timeout", "3")
    assert (outcome.code, outcome.out) == (3, LOCAL)
    assert address in outcome.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--endpoint", "http://127.0.0.1:9/"), "--endpoint asks nothing by itself. Add --online."),
        (("--refresh",), "--refresh asks nothing by itself. Add --online."),
        (("--online",), "asks everybody for a contact, and none is known. Set ESPD_CONTACT"),
        (("--online", "--endpoint", "file:///etc/passwd"), "not the address of an endpoint"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_do(
    asked: Asked, words: tuple[str, ...], complaint: str
) -> None:
    outcome = asked(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert complaint in outcome.err


def test_other_queries_have_no_such_options(espd: Espd) -> None:
    assert "--online" not in espd("query", "commitments", "-h").out
    outcome = espd("query", "commitments", "--online")
    assert outcome.code == 2


def test_help_says_what_comes_from_outside(espd: Espd) -> None:
    text = " ".join(espd("query", "officials-online", "-h").out.split())
    assert (
        "--online: born, heldFrom, heldUntil, office, officeItem from wikidata, about ?item" in text
    )


def test_a_query_file_cannot_say_where_to_ask(
    espd: Espd, built: BuiltWorld, tmp_path: Path
) -> None:
    text = (built.root / "queries/officials-online.rq").read_text(encoding="utf-8")
    named = text.replace(
        "#+   - dataset: wikidata", "#+   - endpoint: http://127.0.0.1:9/\n#+     dataset: wikidata"
    )
    folder = write(tmp_path, {"queries/elsewhere.rq": named})
    for part in ("data", "ontology"):
        (folder / part).symlink_to(built.root / part)
    outcome = espd("--workspace", str(folder), "query", "elsewhere", "--online")
    assert outcome.code == 2
    assert "unknown field 'endpoint'" in outcome.err


@pytest.mark.parametrize("engine", ["embedded", "rdflib"])
def test_without_a_snapshot_the_way_to_one_is_told(
    espd: Espd, built: BuiltWorld, wikidata: str, tmp_path: Path, engine: str
) -> None:
    folder = tmp_path / "world"
    shutil.copytree(built.root, folder)
    words = ("--workspace", str(folder), "query", "titles-at-the-time", "--engine", engine)
    without = espd(*words)
    assert without.code == 0
    assert without.err == (
        "Nothing is on record, for no snapshot was fetched. Run espd link enrich to fetch one.\n"
    )
    assert espd(*words[:2], "link", "enrich", "--endpoint", wikidata).code == 0
    assert espd(*words).err == ""


def test_other_queries_say_nothing_of_snapshots(espd: Espd) -> None:
    assert espd("query", "participants").err == ""


def test_what_turns_a_line_is_marked_in_what_comes_from_outside(
    asked: Asked, tmp_path: Path
) -> None:
    turned = Item("Q41", {"en": "mayor \u202eof\u200f \u061cStrelsau\ufeff"})
    with served((ITEMS[0], turned), tmp_path) as address:
        outcome = asked("--online", "--endpoint", address)
    assert "mayor \ufffdof\ufffd \ufffdStrelsau\ufffd" in outcome.out

"""Knowledge flows one way: modules stand on floors and import only downwards."""

import ast
from graphlib import CycleError, TopologicalSorter

import pytest

from architecture.modules import Module, imports, modules

FLOORS = (
    # 0: words
    {
        *("namespaces", "errors", "escapes", "formats", "workspace", "version"),
        *("records", "progress", "pipes"),
    },
    # 1: values and stores
    {
        *("iris", "results", "results_formats", "results_people", "results_table", "results_w3c"),
        *("change", "replacing", "results_python", "workers"),
        *("findings", "queries", "stores", "quads", "literals", "locate", "turtle", "text_files"),
    },
    # 2: capabilities, which never import each other
    {
        *("build", "evidence", "infer", "validate", "checks", "export", "describe", "citations"),
        *("codebook", "linking", "arguments", "labels", "coverage"),
    },
    # 3: recipes
    {"pipeline", "questions", "exporting", "explanations", "publishing", "reconciling"},
    # 4: faces
    {"cli", "knowledge_graph", "surroundings", "__main__", ""},
)
CAPABILITIES = 2
LONGEST = 300
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = modules()
KNOWN = frozenset(module.name for module in MODULES)
ROOM_OF = {module.name: module.room for module in MODULES}
IMPORTS = {module.name: imports(module, KNOWN) for module in MODULES}

each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


def test_every_room_stands_on_a_floor_and_every_floor_is_furnished() -> None:
    assert {module.room for module in MODULES} == set(FLOOR_OF)


@each_module
def test_imports_go_downwards(module: Module) -> None:
    floor = FLOOR_OF[module.room]
    upwards = {name for name in IMPORTS[module.name] if FLOOR_OF[ROOM_OF[name]] > floor}
    assert not upwards, f"{module.name} on floor {floor} imports from above: {sorted(upwards)}"


@pytest.mark.parametrize(
    "module",
    [module for module in MODULES if FLOOR_OF[module.room] == CAPABILITIES],
    ids=lambda module: module.name,
)
def test_capabilities_do_not_import_each_other(module: Module) -> None:
    sideways = {
        name
        for name in IMPORTS[module.name]
        if FLOOR_OF[ROOM_OF[name]] == CAPABILITIES and ROOM_OF[name] != module.room
    }
    assert not sideways, f"{module.name} imports sideways: {sorted(sideways)}"


def test_there_are_no_import_cycles() -> None:
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


@each_module
def test_modules_are_short(module: Module) -> None:
    assert module.lines <= LONGEST


@pytest.mark.parametrize(
    "module",
    [module for module in MODULES if module.room not in ("cli", "knowledge_graph")],
    ids=lambda module: module.name,
)
def test_only_the_faces_print_and_read_the_environment(module: Module) -> None:
    calls = {
        ast.unparse(node)
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Call) and ast.unparse(node.func) == "print")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv"))
    }
    assert not calls, f"{module.name}: {sorted(calls)}"


def test_each_face_reads_the_environment_in_one_place() -> None:
    readers = {
        module.name
        for module in MODULES
        if any(
            isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
            for node in ast.walk(module.tree)
        )
    }
    assert readers == {"espd_kg.cli.main", "espd_kg.knowledge_graph"}

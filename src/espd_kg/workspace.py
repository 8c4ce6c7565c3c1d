"""Where ontology, data and queries lie: in a checkout, in the wheel, or in a user's own folder."""

from __future__ import annotations

import errno
import os

from espd_kg.errors import InputError, WorkspaceError
from espd_kg.namespaces import GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Final, Literal, Self, TypeAlias

    StrPath: TypeAlias = str | os.PathLike[str]

BUILD_FOLDER: Final = ".espd"
_PACKAGE: Final = os.path.dirname(os.path.realpath(__file__))
_INPUTS: Final = (
    # a part of the workspace, a folder in it, what is read there, whether in folders below too
    ("ontology", "", (".ttl",), True),
    ("ontology", "rules", (".rq",), False),
    ("data", "", (".ttl", ".txt"), True),
    ("data", "links", (".sssom.tsv",), False),
    ("queries", "", (".rq",), False),
    ("queries", "checks", (".rq",), False),
)


class Workspace:
    """The folders of one knowledge graph; every path is absolute."""

    def __init__(
        self, root: StrPath, ontology: StrPath, data: StrPath, queries: StrPath, build_dir: StrPath
    ) -> None:
        """Hold the folders, as text: whoever asks a graph that stands needs no more."""
        names = ("root", "ontology", "data", "queries", "build_dir")
        paths = (os.fspath(path) for path in (root, ontology, data, queries, build_dir))
        self.folders: Mapping[str, str] = dict(zip(names, paths, strict=True))

    @property
    def root(self) -> Path:
        """The folder that holds the data."""
        return self._path("root")

    @property
    def ontology(self) -> Path:
        """The folder of the ontology, its rules and shapes."""
        return self._path("ontology")

    @property
    def data(self) -> Path:
        """The folder of the data."""
        return self._path("data")

    @property
    def queries(self) -> Path:
        """The folder of the stored queries and checks."""
        return self._path("queries")

    @property
    def build_dir(self) -> Path:
        """The folder of what is built."""
        return self._path("build_dir")

    def _path(self, name: str) -> Path:
        return _as_path(self.folders[name])

    def __eq__(self, other: object) -> bool:
        """Whether both have the same folders."""
        return isinstance(other, Workspace) and self.folders == other.folders

    def __hash__(self) -> int:
        """The same for the same folders."""
        return hash(tuple(self.folders.values()))

    def __repr__(self) -> str:
        """Name the folders."""
        return f"Workspace({', '.join(f'{name}={path!r}' for name, path in self.folders.items())})"

    @classmethod
    def find(cls, explicit: StrPath | None, start: StrPath, cache: StrPath) -> Self:
        """Find the workspace to work in.

        `explicit` is a folder that the user named: it must hold data/, and borrows the packaged
        ontology/ and queries/ where it has none of its own. Without it, the first folder from
        `start` upwards that holds all three; else the packaged copy, which is built under `cache`.

        Raises WorkspaceError where the named folder is none, or the package holds no copy.
        """
        if explicit is not None:
            return cls._own(os.fspath(explicit))
        for folder in _upwards(os.path.realpath(start)):
            if _is_checkout(folder):
                return cls._at(folder, os.path.join(folder, BUILD_FOLDER))
        return cls._at(os.fspath(packaged_root()), os.path.realpath(cache))

    @classmethod
    def _own(cls, explicit: str) -> Self:
        root = os.path.realpath(explicit)
        if not os.path.isdir(root):
            raise WorkspaceError("there is no such folder", file=explicit)
        if not os.path.isdir(os.path.join(root, "data")):
            raise WorkspaceError(
                "the folder holds no data/",
                file=explicit,
                fix="Name a folder with Turtle files under data/.",
            )
        ontology, queries = (_own_or_packaged(root, name) for name in ("ontology", "queries"))
        build = os.path.join(root, BUILD_FOLDER)
        return cls(root, ontology, os.path.join(root, "data"), queries, build)

    @classmethod
    def _at(cls, root: str, build_dir: str) -> Self:
        o, d, q = (os.path.join(root, name) for name in ("ontology", "data", "queries"))
        return cls(root, o, d, q, build_dir)

    def turtle_files(self, part: Literal["ontology", "data"]) -> list[Path]:
        """Return the part's Turtle files, sorted, without the shapes."""
        folder = self.ontology if part == "ontology" else self.data
        shapes = self.ontology / "shapes"
        return [path for path in _files(folder, ".ttl", deep=True) if shapes not in path.parents]

    def shape_files(self) -> list[Path]:
        """Return the shapes that look at the inferred graph."""
        return [path for path in _files(self.ontology / "shapes", ".ttl") if path.stem != "style"]

    def asserted_shape_files(self) -> list[Path]:
        """Return the shapes that look at what was typed by hand."""
        return _files(self.ontology / "shapes" / "asserted", ".ttl")

    def style_shape_files(self) -> list[Path]:
        """Return the shapes that look at the ontology itself."""
        return [path for path in _files(self.ontology / "shapes", ".ttl") if path.stem == "style"]

    def rule_files(self) -> list[Path]:
        """Return the CONSTRUCT rules in the order in which they run."""
        return _files(self.ontology / "rules", ".rq")

    def query_files(self) -> list[Path]:
        """Return the stored queries."""
        return _files(self.queries, ".rq")

    def check_files(self) -> list[Path]:
        """Return the checks: queries that must return no row."""
        return _files(self.queries / "checks", ".rq")

    def link_files(self) -> list[Path]:
        """Return the tables of decided links."""
        return _files(self.data / "links", ".sssom.tsv")

    def text_files(self) -> list[Path]:
        """Return the texts of the documents."""
        return _files(self.data, ".txt", deep=True)

    def inputs(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Yield every file that a build reads, with its name as `relative` gives it.

        A link to a file has the name of that file, so that a name may come twice.

        Raises InputError as the lists above do.
        """
        for part, inside, suffixes, deep in _INPUTS:
            top = self.folders[part]
            folder = os.path.join(top, inside) if inside else top
            direct = os.path.realpath(folder) == folder
            begin = len(top) + 1
            for entry in _entries(folder, suffixes, deep=deep):
                if direct and not entry.is_symlink():
                    yield f"{part}/{entry.path[begin:]}", entry
                else:
                    yield self.relative(_as_path(entry.path)), entry

    def relative(self, path: Path) -> str:
        """Return the path as it stands in messages and graph names, with forward slashes.

        A borrowed ontology keeps its place ("ontology/..."); a file outside keeps its own path.
        """
        full = path.resolve()
        for name in ("ontology", "data", "queries"):
            folder = self.folders[name]
            if full.is_relative_to(folder):
                return (name / full.relative_to(folder)).as_posix()
        if full.is_relative_to(self.folders["root"]):
            return full.relative_to(self.folders["root"]).as_posix()
        return path.as_posix()

    def graph_iri(self, path: Path) -> str:
        """Return the IRI of the named graph that holds this file."""
        return graph_iri(self.relative(path))


def graph_iri(name: str) -> str:
    """Return the IRI of the named graph of a file, named as `relative` does."""
    from urllib.parse import quote

    name = name.lstrip("/")
    stem = name.rpartition("/")[2]
    known = [suffix for suffix in (".sssom.tsv", _as_path(stem).suffix) if suffix]
    suffix = next((suffix for suffix in known if stem.endswith(suffix)), "")
    return GRAPH + quote(name.removesuffix(suffix))


def packaged_root() -> Path:
    """Return the folder of the copy that came with the package.

    In a checkout that is installed as it stands, the checkout itself is that copy.

    Raises WorkspaceError where there is none.
    """
    for folder in (os.path.join(_PACKAGE, "_workspace"), os.path.join(_PACKAGE, "..", "..")):
        if _is_checkout(folder):
            return _as_path(os.path.realpath(folder))
    raise WorkspaceError(
        "the installed package holds no ontology, data and queries",
        fix="Install it again, or name a workspace with --workspace.",
    )


def _own_or_packaged(root: str, name: str) -> str:
    own = os.path.join(root, name)
    return own if os.path.isdir(own) else os.path.join(packaged_root(), name)


def _upwards(folder: str) -> Iterator[str]:
    """Yield the folder and all that it lies in."""
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        yield above
        folder = above


def _is_checkout(folder: str) -> bool:
    header = os.path.join(folder, "ontology", "espd.ttl")
    parts = (os.path.join(folder, name) for name in ("data", "queries"))
    return os.path.isfile(header) and all(map(os.path.isdir, parts))


def _as_path(name: str) -> Path:
    # An answer from a graph that stands takes less time than loading this.
    from pathlib import Path

    return Path(name)


def _files(folder: Path, suffix: str, *, deep: bool = False) -> list[Path]:
    """Return the folder's visible files with this suffix, sorted by their place in it."""
    entries = _entries(str(folder), (suffix,), deep=deep)
    return [_as_path(path) for path in sorted(entry.path for entry in entries)]


def _entries(
    folder: str, suffixes: tuple[str, ...], *, deep: bool = False
) -> list[os.DirEntry[str]]:
    """Return the folder's visible files with one of these suffixes.

    Raises InputError for what has the suffix and is no file, and for a folder that is not read:
    what is passed over in silence would be missing from the graph.
    """
    try:
        return list(_listed(folder, suffixes, deep)) if os.path.lexists(folder) else []
    except OSError as error:
        reason = (
            "the link leads back to itself"
            if error.errno == errno.ELOOP
            else f"it cannot be read: {error.strerror or error}"
        )
        raise InputError(reason, file=str(error.filename or folder)) from None


def _listed(folder: str, suffixes: tuple[str, ...], deep: bool) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            wanted = entry.name.endswith(suffixes)
            if wanted and entry.is_file():
                yield entry
            elif deep and not wanted and entry.is_dir() and not entry.is_symlink():
                yield from _listed(entry.path, suffixes, deep)
            elif wanted or (deep and entry.is_symlink() and not entry.is_file()):
                raise _not_listed(entry, suffixes)


def _not_listed(entry: os.DirEntry[str], suffixes: tuple[str, ...]) -> InputError:
    """Return what to say of an entry that is neither a file to read nor a folder to look into."""
    if not os.path.exists(entry.path):
        reason, fix = "the link leads nowhere", "Mend it, or take it away."
    elif not entry.is_dir():
        reason, fix = "this is no file that can be read", "Take it away."
    elif entry.is_symlink():
        reason, fix = "links to folders are not followed", "Put the folder itself there."
    else:
        suffix = next(suffix for suffix in suffixes if entry.name.endswith(suffix))
        reason, fix = f"this is a folder with the name of a {suffix} file", "Rename it."
    return InputError(reason, file=entry.path, fix=fix)

"""Where ontology, data and queries lie: in a checkout, in the wheel, or in a user's own folder."""

import errno
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Self
from urllib.parse import quote

from espd_kg.errors import InputError, WorkspaceError
from espd_kg.namespaces import GRAPH
from espd_kg.version import VERSION

BUILD_FOLDER: Final = ".espd"
_PACKAGE: Final = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Workspace:
    """The folders of one knowledge graph; every path is absolute."""

    root: Path
    ontology: Path
    data: Path
    queries: Path
    build_dir: Path

    @classmethod
    def find(cls, explicit: Path | None, start: Path, cache: Path) -> Self:
        """Find the workspace to work in.

        `explicit` is a folder that the user named: it must hold data/, and borrows the packaged
        ontology/ and queries/ where it has none of its own. Without it, the first folder from
        `start` upwards that holds all three; else the packaged copy, which is built under `cache`.

        Raises WorkspaceError where the named folder is none, or the package holds no copy.
        """
        if explicit is not None:
            return cls._own(explicit)
        for folder in (start.resolve(), *start.resolve().parents):
            if _is_checkout(folder):
                return cls._at(folder, folder / BUILD_FOLDER)
        return cls._at(packaged_root(), cache.resolve())

    @classmethod
    def _own(cls, explicit: Path) -> Self:
        root = explicit.resolve()
        if not root.is_dir():
            raise WorkspaceError("there is no such folder", file=str(explicit))
        if not (root / "data").is_dir():
            raise WorkspaceError(
                "the folder holds no data/",
                file=str(explicit),
                fix="Name a folder with Turtle files under data/.",
            )
        parts = {
            name: root / name if (root / name).is_dir() else packaged_root() / name
            for name in ("ontology", "queries")
        }
        return cls(root, parts["ontology"], root / "data", parts["queries"], root / BUILD_FOLDER)

    @classmethod
    def _at(cls, root: Path, build_dir: Path) -> Self:
        return cls(root, root / "ontology", root / "data", root / "queries", build_dir)

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

    def relative(self, path: Path) -> str:
        """Return the path as it stands in messages and graph names, with forward slashes.

        A borrowed ontology keeps its place ("ontology/..."); a file outside keeps its own path.
        """
        full = path.resolve()
        for name in ("ontology", "data", "queries"):
            folder: Path = getattr(self, name)
            if full.is_relative_to(folder):
                return (name / full.relative_to(folder)).as_posix()
        return full.relative_to(self.root).as_posix() if self._holds(full) else path.as_posix()

    def _holds(self, full: Path) -> bool:
        return full.is_relative_to(self.root)

    def graph_iri(self, path: Path) -> str:
        """Return the IRI of the named graph that holds this file."""
        name = self.relative(path).lstrip("/")
        stem = name.rpartition("/")[2]
        known = [suffix for suffix in (".sssom.tsv", Path(stem).suffix) if suffix]
        suffix = next((suffix for suffix in known if stem.endswith(suffix)), "")
        return GRAPH + quote(name.removesuffix(suffix))

    def fingerprint(self) -> str:
        """Return one hash over the names and bytes of all that a build reads, and the version."""
        digest = hashlib.sha256(f"espd-kg {VERSION}\n".encode())
        for path in self._inputs():
            content = path.read_bytes()
            digest.update(f"{self.relative(path)}\n{len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()

    def _inputs(self) -> Iterator[Path]:
        yield from _files(self.ontology, ".ttl", deep=True)
        yield from self.rule_files()
        yield from _files(self.data, ".ttl", deep=True)
        yield from self.text_files()
        yield from self.link_files()
        yield from self.check_files()


def packaged_root() -> Path:
    """Return the folder of the copy that came with the package.

    In a checkout that is installed as it stands, the checkout itself is that copy.

    Raises WorkspaceError where there is none.
    """
    for folder in (_PACKAGE / "_workspace", _PACKAGE.parent.parent):
        if _is_checkout(folder):
            return folder
    raise WorkspaceError(
        "the installed package holds no ontology, data and queries",
        fix="Install it again, or name a workspace with --workspace.",
    )


def _is_checkout(folder: Path) -> bool:
    parts = (folder / "data", folder / "queries")
    return (folder / "ontology" / "espd.ttl").is_file() and all(part.is_dir() for part in parts)


def _files(folder: Path, suffix: str, *, deep: bool = False) -> list[Path]:
    """Return the folder's visible files with this suffix, sorted by their place in it.

    Raises InputError for what has the suffix and is no file, and for a folder that is not read:
    what is passed over in silence would be missing from the graph.
    """
    try:
        found = list(_listed(folder, suffix, deep)) if os.path.lexists(folder) else []
    except OSError as error:
        reason = (
            "the link leads back to itself"
            if error.errno == errno.ELOOP
            else f"it cannot be read: {error.strerror or error}"
        )
        raise InputError(reason, file=str(error.filename or folder)) from None
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _listed(folder: Path, suffix: str, deep: bool) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            wanted = entry.name.endswith(suffix)
            if wanted and entry.is_file():
                yield Path(entry.path)
            elif deep and not wanted and entry.is_dir() and not entry.is_symlink():
                yield from _listed(Path(entry.path), suffix, deep)
            elif wanted or (deep and entry.is_symlink() and not entry.is_file()):
                raise _not_listed(entry, suffix)


def _not_listed(entry: os.DirEntry[str], suffix: str) -> InputError:
    """Return what to say of an entry that is neither a file to read nor a folder to look into."""
    if not os.path.exists(entry.path):
        reason, fix = "the link leads nowhere", "Mend it, or take it away."
    elif not entry.is_dir():
        reason, fix = "this is no file that can be read", "Take it away."
    elif entry.is_symlink():
        reason, fix = "links to folders are not followed", "Put the folder itself there."
    else:
        reason, fix = f"this is a folder with the name of a {suffix} file", "Rename it."
    return InputError(reason, file=entry.path, fix=fix)

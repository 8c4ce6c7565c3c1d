"""Front matter: the YAML in the `#+` comment lines at the head of a query file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

from espd_kg.errors import InputError
from espd_kg.iris import nearest

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"

# libyaml reads ten times faster, but not every build of PyYAML has it.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class FrontMatter:
    """The fields of a front matter, read with a complaint for whatever does not fit."""

    fields: Mapping[str, Value]
    file: str
    text: str
    where: str = ""

    @classmethod
    def read(cls, text: str, file: str) -> "FrontMatter":
        """Read the `#+` lines at the head; raises InputError with file and line."""
        head = _HEAD.match(text)
        if head is None:
            raise InputError(
                "there is no front matter", file=file, line=1, fix="Begin the file with #+ lines."
            )
        source = "\n".join(line.removeprefix("#+") for line in head[0].splitlines())
        try:
            fields = yaml.load(source, Loader=_LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise InputError(
                f"the front matter is not YAML: {getattr(error, 'problem', None) or error}",
                file=file,
                line=mark.line + 1 if mark else 1,
            ) from None
        if not isinstance(fields, dict):
            raise InputError("the front matter holds no fields", file=file, line=1)
        return cls(fields, file, text)

    def only(self, *names: str) -> None:
        """Refuse fields with other names."""
        for name in self.fields:
            if name not in names:
                # YAML reads some words as other things than texts: yes, on, 2024.
                complaint = f"has an unknown field {name!r}"
                raise self._wrong(str(name), complaint, nearest(str(name), names))

    def string(self, name: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be empty."""
        value = self.fields.get(name, default)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self._wrong(name, f"needs a text as {name}")
        return value

    def optional(self, name: str) -> str | None:
        """Return a text, or None where the field is absent."""
        return self.string(name) if name in self.fields else None

    def boolean(self, name: str) -> bool:
        """Return true or false; absent is false."""
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name, f"needs true or false as {name}")
        return value

    def strings(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts; it may be empty."""
        value = self.fields.get(name, None if required else [])
        if not isinstance(value, list) or not all(isinstance(v, (str, int)) for v in value):
            raise self._wrong(name, f"needs a list of texts as {name}")
        return tuple(str(item) for item in value)

    def texts(self, name: str, *languages: str) -> dict[str, str]:
        """Return one text for each of the languages, and for no other."""
        value = self.fields.get(name)
        if not isinstance(value, dict) or set(value) != set(languages):
            raise self._wrong(name, f"needs a {name} in each of {', '.join(languages)}")
        return {
            language: FrontMatter(value, self.file, self.text, f"{self.where}{name} ").string(
                language
            )
            for language in languages
        }

    def records(self, name: str, *, required: bool = True) -> list["FrontMatter"]:
        """Return a list of nested records."""
        value = self.fields.get(name, None if required else [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong(name, f"needs a list of records as {name}")
        return [
            FrontMatter(item, self.file, self.text, f"{name} {number}: ")
            for number, item in enumerate(value, start=1)
            if isinstance(item, dict)
        ]

    def choice(self, name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Return one of the allowed texts."""
        value = self.string(name, default)
        if value not in allowed:
            raise self._wrong(name, f"has an unknown {name} {value!r}", nearest(value, allowed))
        return value

    def wrong(self, message: str, fix: str | None = None) -> InputError:
        """Return an error that names the file and the record."""
        return InputError(f"{self.where}{message}", file=self.file, fix=fix)

    def _wrong(self, name: str, complaint: str, fix: str | None = None) -> InputError:
        found = re.search(rf"^#\+\s*{re.escape(name)}\s*:", self.text, re.MULTILINE)
        line = self.text.count("\n", 0, found.start()) + 1 if found and not self.where else None
        return InputError(
            f"{self.where}the front matter {complaint}", file=self.file, line=line, fix=fix
        )


_HEAD: Final = re.compile(r"(?:#\+.*(?:\r?\n|$))+")

"""Records, sets of words, and JSON: what the standard library has, without what it costs to load.

The standard library's decorator loads `inspect` and compiles the methods of each class anew in
every process, which takes longer than most commands. This one shares its methods between all
classes. Where the standard library asks for a record's fields, as `replace` and `asdict` do, it
is given what its own decorator would have written down. Its `enum` loads
longer still, and so does its `json`, whose parts in C do the work here by themselves.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from enum import StrEnum
    from json import loads as read_json
    from json.encoder import encode_basestring as quoted
    from json.encoder import encode_basestring_ascii as quoted_ascii

    __all__ = ["StrEnum", "quoted", "quoted_ascii", "read_json", "record"]
else:

    def record(*, frozen: bool):
        """Return a decorator that makes a class a record of the fields that it annotates.

        As with `dataclass(frozen=True)`: records with equal fields are equal, and none changes.
        """
        assert frozen, "a record does not change"
        return _made

    def _made(kind):
        kind._names = tuple(kind.__annotations__)
        kind._defaults = {name: vars(kind)[name] for name in kind._names if name in vars(kind)}
        kind.__match_args__ = kind._names
        for method in (__init__, __eq__, __hash__, __repr__, __setattr__, __delattr__):
            if method.__name__ not in vars(kind):
                setattr(kind, method.__name__, method)
        kind.__dataclass_fields__ = _Fields()
        return kind

    def __init__(self, *values, **named):
        names = self._names
        fields = self.__dict__
        fields.update(zip(names, values))  # noqa: B905 - the lengths are compared below
        twice = fields.keys() & named.keys()
        fields.update(named)
        if len(values) > len(names) or twice or not fields.keys() <= set(names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}, each once")
        if len(fields) < len(names):
            fields.update({**self._defaults, **fields})
            if missing := [name for name in names if name not in fields]:
                raise TypeError(f"{type(self).__name__} needs {', '.join(missing)}")

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self):
        return hash(_values(self))

    def __repr__(self):
        shown = (f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __setattr__(self, name, value):
        raise AttributeError(f"cannot assign to field {name!r}")

    def __delattr__(self, name):
        raise AttributeError(f"cannot delete field {name!r}")

    def _values(one):
        return tuple(getattr(one, name) for name in one._names)

    class _Fields:
        """What `dataclasses` looks up in a class, made when it is asked for."""

        def __get__(self, one, kind):
            from dataclasses import make_dataclass

            fields = [(name, object) for name in kind._names]
            kind.__dataclass_fields__ = make_dataclass(kind.__name__, fields).__dataclass_fields__
            return kind.__dataclass_fields__

    class _Words(type):
        """The class of a set of words: each public text in its body becomes a member."""

        def __new__(cls, name, bases, body):
            """Make the class, and its members in their order."""
            kind = super().__new__(cls, name, bases, body)
            kind._by_value = {}
            for word, value in body.items():
                if isinstance(value, str) and not word.startswith("_"):
                    member = kind._by_value[value] = str.__new__(kind, value)
                    vars(member).update(name=word, value=str(value))
                    setattr(kind, word, member)
            return kind

        def __call__(cls, value):
            """Return the member of this value."""
            try:
                return cls._by_value[value]
            except KeyError:
                raise ValueError(f"{value!r} is not a valid {cls.__name__}") from None

        def __iter__(cls):
            return iter(cls._by_value.values())

        def __len__(cls):
            return len(cls._by_value)

        def __contains__(cls, value):
            return value in cls._by_value

    class StrEnum(str, metaclass=_Words):
        """A text out of a set of words: equal to plain text, and always the same object."""

        def __reduce_ex__(self, protocol):
            """Come back from another process as the same object."""
            return type(self), (self.value,)

        def __repr__(self):
            """Name the member and its value."""
            return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

        __str__ = str.__str__

    try:
        from _json import encode_basestring as quoted
        from _json import encode_basestring_ascii as quoted_ascii
        from _json import make_scanner
    except ImportError:  # another interpreter than CPython
        from json import loads as read_json
        from json.encoder import encode_basestring as quoted
        from json.encoder import encode_basestring_ascii as quoted_ascii
    else:

        class _Usual:
            """What the library's own decoder asks of the part that reads."""

            strict = True
            array_hook = object_hook = object_pairs_hook = None
            parse_float = parse_constant = float
            parse_int = int

        _scan = make_scanner(_Usual)
        _SPACES = " \t\n\r"

        def read_json(text):
            """Return what a JSON text holds; raises ValueError where it is none."""
            try:
                found, end = _scan(text, len(text) - len(text.lstrip(_SPACES)))
            except StopIteration as nothing:
                raise ValueError(f"this is no JSON (character {nothing.value})") from None
            except SystemError:
                # It cannot say what is wrong while json.decoder is not loaded.
                raise ValueError("this is no JSON") from None
            if text[end:].strip(_SPACES):
                raise ValueError(f"something follows the JSON (character {end})")
            return found

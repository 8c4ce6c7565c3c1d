"""Frozen records: what `dataclass` makes, without what it costs to load.

The standard library's decorator loads `inspect` and compiles the methods of each class anew in
every process, which takes longer than most commands. This one shares its methods between all
classes. Where the standard library asks for a record's fields, as `replace` and `asdict` do, it
is given what its own decorator would have written down.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as record

    __all__ = ["record"]
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

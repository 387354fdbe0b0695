"""What the values between the steps are made of.

A `Value` is told from another by its class and its fields, which are what its class annotates, and
is frozen where its class says so. A query in a fresh process defines forty such classes before it
answers: dataclasses would take 25 ms for that, a library that is quicker 10 ms to be loaded. What is
made by the million (the blocks of pages) is a NamedTuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from arcticsearch.checking import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, ClassVar, NoReturn, TypeVar, dataclass_transform

    _V = TypeVar("_V", bound="Value")
else:

    def dataclass_transform(**_: object) -> object:
        return lambda made: made


class _Made:
    """A default that is made anew for each value."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], Any]) -> Any:
    """The default of a field that no two values share."""
    return _Made(default_factory)


@dataclass_transform(field_specifiers=(field,))
class _Fields(type):
    """Makes a class of its annotations. `cached` lets its values keep a `cached_property`."""

    __fields__: tuple[str, ...]
    __defaults__: dict[str, Any]
    __setters__: tuple[Callable[[Value, Any], None], ...]
    __content__: Callable[[Value], Any]
    __tails__: dict[int, tuple[Any, ...]]

    def __new__(
        cls, name: str, bases: tuple[type, ...], body: dict[str, Any], *,
        frozen: bool = False, cached: bool = False,
    ) -> _Fields:  # fmt: skip
        names = tuple(body.get("__annotations__", ()))
        defaults = {name: body.pop(name) for name in names if name in body}
        body["__slots__"] = (*names, "__dict__") if cached else names
        body["__match_args__"] = names
        if frozen:
            body["__setattr__"] = body["__delattr__"] = _refused
            body["__slots__"] += ("_hash",)  # worked out once: the nodes of a query are keys
        else:
            body.setdefault("__hash__", None)
        made = super().__new__(cls, name, bases, body)
        made.__fields__, made.__defaults__ = names, defaults
        made.__setters__ = tuple(getattr(made, name).__set__ for name in names)  # past __setattr__
        made.__content__ = attrgetter(*names) if names else type
        made.__tails__ = dict(_tails(names, defaults))
        return made


def _tails(
    names: tuple[str, ...], defaults: dict[str, Any]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """What is left to default behind so many fields, as far as no value needs one of its own."""
    tail: tuple[Any, ...] = ()
    for at in range(len(names) - 1, -1, -1):
        if names[at] not in defaults or isinstance(defaults[names[at]], _Made):
            return
        tail = defaults[names[at]], *tail
        yield at, tail


def _refused(value: Value, name: str, *_: object) -> NoReturn:
    raise AttributeError(f"a {type(value).__name__} is frozen, its {name} too")


class Value(metaclass=_Fields):
    """The base of all values."""

    if TYPE_CHECKING:
        _hash: ClassVar[int]  # no field; each value has its own

    def __init__(self, *args: Any, **named: Any) -> None:
        made = type(self)
        if named or len(args) != len(made.__setters__):
            tail = None if named else made.__tails__.get(len(args))
            args = _all(made, args, named) if tail is None else args + tail
        for put, value in zip(made.__setters__, args):  # noqa: B905 - there are as many, and strict takes time
            put(self, value)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        content = type(self).__content__
        return bool(content(self) == content(other))

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            made = type(self)
            object.__setattr__(self, "_hash", hash((made, made.__content__(self))))
            return self._hash

    def __repr__(self) -> str:
        said = (f"{name}={value!r}" for name, value in asdict(self).items())
        return f"{type(self).__name__}({', '.join(said)})"

    def __reduce__(self) -> tuple[type[Value], tuple[Any, ...]]:
        return type(self), tuple(asdict(self).values())


def _all(made: _Fields, args: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """The values of all fields, given some in order and some by name."""
    rest = made.__fields__[len(args) :]
    given = {**made.__defaults__, **named}
    if len(args) > len(made.__fields__) or not named.keys() <= set(rest) <= given.keys():
        fields = ", ".join(made.__fields__)
        raise TypeError(f"a {made.__name__} has {fields}, and was given {args} and {named}")
    values = [given[name] for name in rest]
    return (*args, *(value.make() if isinstance(value, _Made) else value for value in values))


def asdict(value: Value) -> dict[str, Any]:
    """The fields by name; a value in one of them stays what it is."""
    return {name: getattr(value, name) for name in type(value).__fields__}


def replace(value: _V, **changes: Any) -> _V:
    """The same value with other contents of some fields."""
    return type(value)(*(asdict(value) | changes).values())

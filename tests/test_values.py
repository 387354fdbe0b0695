"""What every value between the steps can be asked."""

from __future__ import annotations

import pickle
from functools import cached_property

import pytest

from arcticsearch.values import Value, asdict, field, replace


class Ship(Value, frozen=True):
    name: str
    flags: tuple[str, ...] = ()


class Boat(Value, frozen=True):
    name: str
    flags: tuple[str, ...] = ()


class Fleet(Value):
    ships: list[Ship] = field(default_factory=list)


class Chart(Value, frozen=True, cached=True):
    depths: tuple[int, ...]

    @cached_property
    def deepest(self) -> int:
        return max(self.depths)


FRAM = Ship("Fram", ("no",))


def test_fields_are_given_in_order_or_by_name() -> None:
    assert FRAM == Ship(flags=("no",), name="Fram") == Ship("Fram", flags=("no",))
    assert Ship("Fram").flags == ()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), {}),
        ((), {"flags": ()}),
        (("a", (), 1), {}),
        (("a",), {"name": "b"}),
        (("a",), {"x": 1}),
    ],
)
def test_a_field_too_few_or_too_many_is_refused(
    given: tuple[object, ...], named: dict[str, object]
) -> None:
    with pytest.raises(TypeError, match="Ship"):
        Ship(*given, **named)  # type: ignore[arg-type]


def test_a_value_is_told_from_another_by_its_class_and_its_fields() -> None:
    assert Ship("Fram") != FRAM
    assert Boat("Fram", ("no",)) != FRAM
    assert {FRAM: 1}[Ship("Fram", ("no",))] == 1
    assert len({FRAM, Boat("Fram", ("no",))}) == 2


def test_what_is_frozen_stays_as_it_is_and_what_is_not_has_no_hash() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        FRAM.name = "Gjøa"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del FRAM.name
    fleet = Fleet()
    fleet.ships = [FRAM]
    with pytest.raises(TypeError, match="unhashable"):
        hash(fleet)


def test_no_two_values_share_a_default_that_can_change() -> None:
    one, other = Fleet(), Fleet()
    one.ships.append(FRAM)
    assert other.ships == []


def test_a_value_with_other_contents() -> None:
    assert replace(FRAM, name="Gjøa") == Ship("Gjøa", ("no",))
    assert asdict(FRAM) == {"name": "Fram", "flags": ("no",)}
    with pytest.raises(TypeError, match="Ship"):
        replace(FRAM, port="Oslo")


def test_a_value_goes_to_another_process_and_is_matched_by_its_fields() -> None:
    assert pickle.loads(pickle.dumps(FRAM)) == FRAM
    match FRAM:
        case Ship(name, (flag,)):
            assert (name, flag) == ("Fram", "no")


def test_what_was_asked_of_a_value_can_be_kept() -> None:
    chart = Chart((3, 40))
    assert chart.deepest == 40
    assert "deepest" in vars(chart)


def test_a_value_says_what_it_is() -> None:
    assert repr(FRAM) == "Ship(name='Fram', flags=('no',))"

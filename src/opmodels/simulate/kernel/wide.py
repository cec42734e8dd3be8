"""Philox for several addresses at once, as numbers side by side in wide registers; the bits are those of
`randoms`."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from opmodels.simulate import plain_columns as p
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.randoms import M0, M1, W0, W1, draw_pair

ROUNDS = 10
_WORD = ir.IntType(64)
_LOW = 0xFFFFFFFF


def _same(width: int, value: int) -> Any:
    """Return a constant with one number in every place."""
    return ir.Constant(ir.VectorType(_WORD, width), [value] * width)


def _join(builder: Any, words: list[Any]) -> Any:
    """Emit words put side by side."""
    joined = ir.Constant(ir.VectorType(_WORD, len(words)), ir.Undefined)
    for place, word in enumerate(words):
        joined = builder.insert_element(joined, word, ir.IntType(32)(place))
    return joined


def _round(builder: Any, width: int, counter: tuple[Any, ...], keys: tuple[Any, Any]) -> tuple[Any, ...]:
    """Emit one round: two products, whose halves change places."""
    c0, c1, c2, c3 = counter
    low, half = _same(width, _LOW), _same(width, 32)
    p0, p1 = builder.mul(_same(width, int(M0)), c0), builder.mul(_same(width, int(M1)), c2)
    first = builder.xor(builder.xor(builder.lshr(p1, half), c1), keys[0])
    third = builder.xor(builder.xor(builder.lshr(p0, half), c3), keys[1])
    return first, builder.and_(p1, low), third, builder.and_(p0, low)


def _key_of_round(builder: Any, width: int, word: Any, step: int, number: int) -> Any:
    moved = builder.and_(builder.add(word, _WORD((step * number) & _LOW)), _WORD(_LOW))
    return _join(builder, [moved] * width)


def _emit_philox(
    builder: Any, width: int, key: Any, case: Any, purpose: Any, occurrence: Any
) -> tuple[Any, Any]:
    """Emit the two whole numbers below 2^53 for each of some addresses side by side."""
    low, half = _same(width, _LOW), _same(width, 32)
    counter: tuple[Any, ...] = (
        builder.and_(case, low),
        builder.lshr(case, half),
        builder.and_(purpose, low),
        builder.and_(occurrence, low),
    )
    k0, k1 = builder.and_(key, _WORD(_LOW)), builder.lshr(key, _WORD(32))
    for number in range(ROUNDS):
        keys = tuple(_key_of_round(builder, width, k, int(w), number) for k, w in ((k0, W0), (k1, W1)))
        counter = _round(builder, width, counter, keys)
    c0, c1, c2, c3 = counter
    first, second = (builder.or_(builder.shl(high, half), rest) for high, rest in ((c0, c1), (c2, c3)))
    return builder.lshr(first, _same(width, 11)), builder.lshr(second, _same(width, 11))


def _emit_draft(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    draft = cgutils.create_struct_proxy(signature.args[0])(context, builder, value=args[0]).address
    kind = ir.VectorType(_WORD, p.WIDE).as_pointer()

    def point(row: int) -> Any:
        return builder.inttoptr(builder.add(draft, _WORD(8 * p.WIDE * row)), kind)

    read = []
    for row in (p.DRAFT_CASE, p.DRAFT_PURPOSE, p.DRAFT_OCCURRENCE):
        read.append(builder.load(point(row)))
        read[-1].align = 8
    drawn = _emit_philox(builder, p.WIDE, args[1], *read)
    for row, whole in zip((p.DRAFT_FIRST, p.DRAFT_SECOND), drawn, strict=True):
        builder.store(whole, point(row)).align = 8
    return context.get_dummy_value()


def _emit_two(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    key, case, one, other, occurrence = args
    address = _join(builder, [case] * 2), _join(builder, [one, other]), _join(builder, [occurrence] * 2)
    first, second = _emit_philox(builder, 2, key, *address)
    places = ((first, 0), (second, 0), (first, 1))
    numbers = [builder.extract_element(whole, ir.IntType(32)(place)) for whole, place in places]
    return context.make_tuple(builder, signature.return_type, numbers)


@intrinsic
def _draw_draft(typing: Any, draft: Any, key: Any) -> Any:
    return types.none(draft, types.uint64), _emit_draft


@intrinsic
def _draw_two(typing: Any, key: Any, case: Any, one: Any, other: Any, occurrence: Any) -> Any:
    words = (types.uint64, types.uint64, types.int64, types.int64, types.int64)
    return types.UniTuple(types.int64, 3)(*words), _emit_two


@intrinsic
def _count_zeros(typing: Any, bits: Any) -> Any:
    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], ir.IntType(1)(0))

    return types.int64(types.int64), emit


def _draw_draft_plainly(draft: Any, key: Any) -> None:
    for place in range(p.WIDE):
        first, second = draw_pair(key, *(draft[row, place] for row in range(p.DRAFT_FIRST)))
        draft[p.DRAFT_FIRST, place], draft[p.DRAFT_SECOND, place] = first, second


def _draw_two_plainly(key: Any, case: Any, one: Any, other: Any, occurrence: Any) -> tuple[Any, Any, Any]:
    return (*draw_pair(key, case, one, occurrence), draw_pair(key, case, other, occurrence)[0])


def _count_zeros_plainly(bits: int) -> int:
    return (int(bits) & -int(bits)).bit_length() - 1


draw_draft: Any = _draw_draft if a.COMPILING else _draw_draft_plainly
"""Draw at all addresses of the draft: ``draw_draft(draft, key)``; its last two rows are written."""

draw_two: Any = _draw_two if a.COMPILING else _draw_two_plainly
"""Draw for two purposes of one case: ``draw_two(key, case, one, other, occurrence)`` gives both numbers of
the one and the first of the other."""

count_zeros: Any = _count_zeros if a.COMPILING else _count_zeros_plainly
"""Count the zeros below the lowest bit that is set."""

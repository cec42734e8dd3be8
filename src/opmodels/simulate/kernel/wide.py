"""Philox for several addresses at once, as numbers side by side in wide registers; the bits are those of
`randoms`."""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from opmodels.simulate import plain_columns as p
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import ARRIVAL_PURPOSE
from opmodels.simulate.kernel.randoms import GOLDEN, M0, M1, MIX1, MIX2, UNIT, W0, W1, as_unit, draw_pair, mix

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


def _find_address(
    context: Any, builder: Any, kind: Any, table: Any, width: int, row: int, place: Any = None
) -> Any:
    """Emit the address of some neighbours in a row of a table of `DRAFT_COLS` columns."""
    start = cgutils.create_struct_proxy(kind)(context, builder, value=table).address
    start = builder.gep(start, [_WORD(8 * p.DRAFT_COLS * row)])
    if place is not None:
        start = builder.gep(start, [builder.shl(place, _WORD(3))])
    word = ir.DoubleType() if kind.dtype == types.float64 else _WORD
    return builder.bitcast(start, ir.VectorType(word, width).as_pointer())


def _as_units(builder: Any, width: int, whole: Any) -> Any:
    """Emit whole numbers below 2^53 turned into uniform numbers inside (0, 1), as `as_unit` does."""
    kind = ir.VectorType(ir.DoubleType(), width)
    half, unit = (ir.Constant(kind, [value] * width) for value in (0.5, UNIT))
    return builder.fmul(builder.fadd(builder.sitofp(whole, kind), half), unit)


def _mix(builder: Any, x: Any) -> Any:
    """Emit the scrambling of `randoms.mix`."""
    for shift, factor in ((30, MIX1), (27, MIX2)):
        x = builder.xor(x, builder.lshr(x, _same(p.WIDE, shift)))
        x = builder.mul(x, _same(p.WIDE, int(factor)))
    return builder.xor(x, builder.lshr(x, _same(p.WIDE, 31)))


def _emit_candidates(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    draft, uniform, place, ordinal, key = args
    numbers = builder.add(
        _join(builder, [ordinal] * p.WIDE), ir.Constant(ir.VectorType(_WORD, p.WIDE), list(range(p.WIDE)))
    )
    moved = builder.mul(numbers, _same(p.WIDE, int(GOLDEN)))
    case = _mix(builder, builder.add(_join(builder, [place] * p.WIDE), moved))
    purpose, occurrence = _same(p.WIDE, ARRIVAL_PURPOSE), _same(p.WIDE, 0)
    drawn = _emit_philox(builder, p.WIDE, key, case, purpose, occurrence)
    builder.store(
        case, _find_address(context, builder, signature.args[0], draft, p.WIDE, p.DRAFT_CASE)
    ).align = 8
    for row, whole in zip((p.UNIFORM_GAP, p.UNIFORM_MARK), drawn, strict=True):
        where = _find_address(context, builder, signature.args[1], uniform, p.WIDE, row)
        builder.store(_as_units(builder, p.WIDE, whole), where).align = 8
    return context.get_dummy_value()


def _visits_of(width: int) -> Any:
    """Return what emits the draws for some visits side by side."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        draft, uniform, place, key = args
        words = []
        for row in (p.DRAFT_CASE, p.DRAFT_WORK, p.DRAFT_WAIT, p.DRAFT_VISIT):
            where = _find_address(context, builder, signature.args[0], draft, width, row, place)
            words.append(builder.load(where))
            words[-1].align = 8
        case, work, wait, visit = words
        drawn = [
            *_emit_philox(builder, width, key, case, work, visit),
            _emit_philox(builder, width, key, case, wait, visit)[0],
        ]
        for row, whole in zip((p.UNIFORM_WORK, p.UNIFORM_ONWARD, p.UNIFORM_WAIT), drawn, strict=True):
            where = _find_address(context, builder, signature.args[1], uniform, width, row, place)
            builder.store(_as_units(builder, width, whole), where).align = 8
        return context.get_dummy_value()

    return emit


@intrinsic
def _draw_candidates(typing: Any, draft: Any, uniform: Any, place: Any, ordinal: Any, key: Any) -> Any:
    return types.none(draft, uniform, types.uint64, types.int64, types.uint64), _emit_candidates


@intrinsic
def _draw_firsts(typing: Any, draft: Any, uniform: Any, place: Any, key: Any) -> Any:
    return types.none(draft, uniform, types.int64, types.uint64), _visits_of(p.WIDE)


@intrinsic
def _draw_laters(typing: Any, draft: Any, uniform: Any, place: Any, key: Any) -> Any:
    return types.none(draft, uniform, types.int64, types.uint64), _visits_of(p.WAITING)


@intrinsic
def _count_zeros(typing: Any, bits: Any) -> Any:
    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], ir.IntType(1)(0))

    return types.int64(types.int64), emit


def _draw_candidates_plainly(draft: Any, uniform: Any, place: Any, ordinal: int, key: Any) -> None:
    for n in range(p.WIDE):
        case = mix(place + GOLDEN * np.uint64(ordinal + n))
        gap, mark = draw_pair(key, case, ARRIVAL_PURPOSE, 0)
        draft[p.DRAFT_CASE, n] = case
        uniform[p.UNIFORM_GAP, n], uniform[p.UNIFORM_MARK, n] = as_unit(gap), as_unit(mark)


def _draw_plainly(draft: Any, uniform: Any, places: range, key: Any) -> None:
    for n in places:
        case, work, wait, visit = draft[: p.DRAFT_VISIT + 1, n]
        one, other = draw_pair(key, case, work, visit)
        patience, _ = draw_pair(key, case, wait, visit)
        uniform[:, n] = as_unit(one), as_unit(other), as_unit(patience)


def _draw_firsts_plainly(draft: Any, uniform: Any, place: int, key: Any) -> None:
    _draw_plainly(draft, uniform, range(place, place + p.WIDE), key)


def _draw_laters_plainly(draft: Any, uniform: Any, place: int, key: Any) -> None:
    _draw_plainly(draft, uniform, range(place, place + p.WAITING), key)


def _count_zeros_plainly(bits: int) -> int:
    return (int(bits) & -int(bits)).bit_length() - 1


draw_candidates: Any = _draw_candidates if a.COMPILING else _draw_candidates_plainly
"""Find keys, gaps and marks of the next candidates of a block, `place` being the key of the block:
``draw_candidates(draft, uniform, place, ordinal, key)``."""

draw_firsts: Any = _draw_firsts if a.COMPILING else _draw_firsts_plainly
"""Draw for the first visits of arrivals, from a place on: ``draw_firsts(draft, uniform, place, key)``."""

draw_laters: Any = _draw_laters if a.COMPILING else _draw_laters_plainly
"""The same for fewer visits at once, whichever of its case each is."""

count_zeros: Any = _count_zeros if a.COMPILING else _count_zeros_plainly
"""Count the zeros below the lowest bit that is set."""

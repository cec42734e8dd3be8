"""Arrays that the kernel reaches by address: a numba type with indexing and nothing else.

A numpy array carries seven fields through compiled code and lets negative indices wrap; here an element is
one address away, which compiles in nine tenths of the time and runs a little faster (measured). Each table
knows which array it is of: what is written into one array then changes nothing that was read from another,
and LLVM need not read that again.
"""

from __future__ import annotations

import operator
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin, models, register_model


class Table(types.Type):
    """A table of numbers in memory: of one, two or three dimensions, the last contiguous.

    Parameters
    ----------
    dtype, ndim
        Of its elements, and how many dimensions.
    array
        The name of the array of which it is a part; none of one that others change meanwhile.
    is_constant
        Whether nobody writes into it while the kernel runs.
    """

    def __init__(self, dtype: Any, ndim: int, array: str, is_constant: bool = False) -> None:
        self.dtype, self.ndim, self.array, self.is_constant = dtype, ndim, array, is_constant
        super().__init__(name=f"Table({dtype}, {ndim}, {array}, {is_constant})")


@register_model(Table)
class TableModel(models.StructModel):
    """An address, and the number of columns of each dimension but the first."""

    def __init__(self, dmm: Any, fe_type: Table) -> None:
        members = [("address", types.voidptr)] + [(f"width{k}", types.int64) for k in range(1, fe_type.ndim)]
        super().__init__(dmm, fe_type, members)


def _count_indices(index: Any) -> int:
    if isinstance(index, types.BaseTuple):
        kinds: Any = index
        return len(kinds) if all(isinstance(one, types.Integer) for one in kinds) else 0
    return 1 if isinstance(index, types.Integer) else 0


def _find_item(table: Any, index: Any) -> Any:
    """Return the type of what an index leads to, or None."""
    given = _count_indices(index) if isinstance(table, Table) else 0
    if not 1 <= given <= (table.ndim if given else 0):
        return None
    return (
        table.dtype
        if given == table.ndim
        else Table(table.dtype, table.ndim - given, table.array, table.is_constant)
    )


@infer_global(operator.getitem)
class TableGetItem(AbstractTemplate):
    """``table[i]``, ``table[i, j]``: an element, or the rows below."""

    def generic(self, args: Any, kws: Any) -> Any:
        """Return the signature for these types."""
        item = _find_item(*args)
        return None if item is None else signature(item, *args)


@infer_global(operator.setitem)
class TableSetItem(AbstractTemplate):
    """``table[i, j] = value``, of an element."""

    def generic(self, args: Any, kws: Any) -> Any:
        """Return the signature for these types."""
        table, index, value = args
        item = _find_item(table, index)
        is_element = isinstance(item, types.Number) and isinstance(value, types.Number | types.Boolean)
        return signature(types.none, table, index, item) if is_element and not table.is_constant else None


def _find_address(context: Any, builder: Any, sig: Any, args: Any) -> tuple[Any, list[Any]]:
    """Emit the address that an index leads to; returns it with the widths that are left."""
    table, index = sig.args[:2]
    made = cgutils.create_struct_proxy(table)(context, builder, value=args[0])
    widths = [getattr(made, f"width{k}") for k in range(1, table.ndim)]
    if isinstance(index, types.BaseTuple):
        kinds: Any = index
        parts = list(zip(cgutils.unpack_tuple(builder, args[1], len(kinds)), kinds, strict=True))
    else:
        parts = [(args[1], index)]
    word = context.get_value_type(types.int64)
    offset = word(0)
    for place in range(table.ndim):
        if place < len(parts):
            value, kind = parts[place]
            offset = builder.add(offset, context.cast(builder, value, kind, types.int64))
        if place + 1 < table.ndim:
            offset = builder.mul(offset, widths[place])
    size = context.get_abi_sizeof(context.get_data_type(table.dtype))
    address = builder.gep(made.address, [builder.mul(offset, word(size))])
    return address, widths[len(parts) :]


def _point(context: Any, builder: Any, dtype: Any, address: Any) -> Any:
    return builder.bitcast(address, context.get_data_type(dtype).as_pointer())


def _name_array(builder: Any, access: Any, table: Table) -> None:
    """Tell LLVM of which array an element is read or written (type-based alias analysis, a kind for each)."""
    if not table.array:
        return
    module = builder.module
    root = module.add_metadata([ir.MetaDataString(module, "opmodels")])
    kind = module.add_metadata([ir.MetaDataString(module, table.array), root, ir.IntType(64)(0)])
    access.set_metadata("tbaa", module.add_metadata([kind, kind, ir.IntType(64)(0)]))
    if table.is_constant:
        access.set_metadata("invariant.load", module.add_metadata([]))


@lower_builtin(operator.getitem, Table, types.Any)
def _get_item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    address, widths = _find_address(context, builder, sig, args)
    if isinstance(sig.return_type, Table):
        return make_table(context, builder, sig.return_type, address, widths)
    read = builder.load(_point(context, builder, sig.return_type, address))
    _name_array(builder, read, sig.args[0])
    return read


@lower_builtin(operator.setitem, Table, types.Any, types.Any)
def _set_item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    address, _ = _find_address(context, builder, sig, args)
    written = builder.store(args[2], _point(context, builder, sig.args[0].dtype, address))
    _name_array(builder, written, sig.args[0])
    return context.get_dummy_value()


def make_table(context: Any, builder: Any, kind: Table, address: Any, widths: list[Any]) -> Any:
    """Emit a table from its address and its widths."""
    made = cgutils.create_struct_proxy(kind)(context, builder)
    made.address = address
    for place, width in enumerate(widths, 1):
        setattr(made, f"width{place}", width)
    return made._getvalue()

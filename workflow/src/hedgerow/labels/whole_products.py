"""Matrix products of whole numbers of eight bits, exact on every processor.

Processors with VNNI multiply and add 64 (or 32) such numbers by one instruction, `vpdpbusd`, into
sums of 32 bits: four times what they do in single precision. All others take the product of the
same numbers in single precision, by BLAS. A sum of K products is at most 127 * 127 * K, which
single precision holds exactly up to K = 1040: both are the same numbers, with any library, number
of threads and width of vectors.

`vpdpbusd` takes numbers from 0 to 255 on one side. The values of pieces are therefore held with 128
added, and each sum starts from minus 128 times the sum of the weights that it adds up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit, types
from numba.core import cgutils
from numba.core.registry import cpu_target
from numba.extending import intrinsic

from hedgerow.labels.lanes import ir, spread_number
from hedgerow.lean_kernels import LEAN

ABOVE_ZERO = 128
"""What is added to the values of pieces."""

_FOUR = 4
"""Numbers that one lane multiplies and adds up."""


def _lanes() -> int:
    """Return how many sums the processor that kernels are compiled for adds to at once, 0 if none.

    The same processor is meant as by numba, which can be told to compile for an older one.
    """
    has = set(cpu_target.target_context.codegen().magic_tuple()[2].split(","))
    if {"+avx512vnni", "+avx512vl"} <= has:
        return 16
    return 8 if "+avxvnni" in has else 0


LANES = _lanes()
_ROWS, _COLUMNS = (6, 4) if LANES == 16 else (6, 2)
"""Rows, and vectors of columns, whose sums are kept in registers together."""


@dataclass(frozen=True)
class Packed:
    """Weights in the order in which `multiply` reads them."""

    weight: np.ndarray
    """int8[panels, inputs / 4, columns of a panel, 4], or float32[inputs, outputs] for BLAS."""
    start: np.ndarray
    """int32[outputs], what each sum starts from."""


def pack(weight: np.ndarray) -> Packed:
    """Return int8[inputs, outputs] weights for `multiply`; both numbers are multiples of 64."""
    start = -ABOVE_ZERO * weight.sum(axis=0, dtype=np.int32)
    if not LANES:
        return Packed(weight.astype(np.float32), start)
    inputs, outputs = weight.shape
    columns = _COLUMNS * LANES
    parts = weight.reshape(inputs // _FOUR, _FOUR, outputs // columns, columns)
    return Packed(np.ascontiguousarray(parts.transpose(2, 0, 3, 1)), start)


def multiply(values: np.ndarray, packed: Packed) -> np.ndarray:
    """Return the product of uint8[N, inputs] `values`, less 128 each, and the weights.

    Returns:
        int32[N, outputs], or the same numbers as float32.
    """
    if not LANES:
        return (values.astype(np.float32) - np.float32(ABOVE_ZERO)) @ packed.weight
    n, inputs = values.shape
    if n < _ROWS:
        values = np.concatenate([values, np.zeros((_ROWS - n, inputs), np.uint8)])
    out = np.empty((len(values), len(packed.start)), np.int32)
    _multiply(values, packed.weight, packed.start, out)
    return out[:n]


def _typed_tile(
    _: Any, values: Any, row: Any, weight: Any, panel: Any, start: Any, out: Any
) -> tuple[Any, Any]:
    """Fill _ROWS rows of `out` from `row` on, in the columns of a panel of the weights."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        arrays = [
            context.make_array(kind)(context, builder, value) if array else value
            for kind, value, array in zip(
                signature.args, arguments, (True, False, True, False, True, True), strict=True
            )
        ]
        _emit_tile(builder, *arrays)
        return context.get_dummy_value()

    return types.void(values, types.intp, weight, types.intp, start, out), generate


_tile: Any = intrinsic(_typed_tile)


def _emit_tile(
    builder: Any, values: Any, row: Any, weight: Any, panel: Any, start: Any, out: Any
) -> None:
    int32, size = ir.IntType(32), row.type
    vector = ir.VectorType(int32, LANES)
    add_products = cgutils.get_or_insert_function(
        builder.module,
        ir.FunctionType(vector, [vector] * 3),
        f"llvm.x86.avx512.vpdpbusd.{32 * LANES}",
    )

    def at(array: Any, *places: tuple[Any, Any]) -> Any:
        """The address of the place of an array that is the sum of products."""
        place = size(0)
        for a, b in places:
            place = builder.add(place, builder.mul(a, b))
        return builder.gep(array.data, [place])

    def load(address: Any, kind: Any) -> Any:
        return builder.load(builder.bitcast(address, kind.as_pointer()), align=1)

    inputs = builder.extract_value(values.shape, 1)
    outputs = builder.extract_value(out.shape, 1)
    width = size(LANES * _COLUMNS)
    tile = [(r, c) for r in range(_ROWS) for c in range(_COLUMNS)]
    sums = {place: cgutils.alloca_once(builder, vector) for place in tile}
    for r, c in tile:
        first = at(start, (panel, width), (size(c), size(LANES)))
        builder.store(load(first, vector), sums[r, c])
    with cgutils.for_range(builder, builder.udiv(inputs, size(_FOUR))) as loop:
        begin = at(
            weight,
            (panel, builder.mul(inputs, width)),
            (loop.index, size(_FOUR * LANES * _COLUMNS)),
        )
        weights = [
            load(builder.gep(begin, [size(_FOUR * LANES * c)]), vector) for c in range(_COLUMNS)
        ]
        for r in range(_ROWS):
            four = at(values, (builder.add(row, size(r)), inputs), (loop.index, size(_FOUR)))
            spread = spread_number(builder, load(four, int32), vector)
            for c in range(_COLUMNS):
                added = builder.call(add_products, [builder.load(sums[r, c]), spread, weights[c]])
                builder.store(added, sums[r, c])
    for r, c in tile:
        to = at(out, (builder.add(row, size(r)), outputs), (panel, width), (size(c), size(LANES)))
        builder.store(builder.load(sums[r, c]), builder.bitcast(to, vector.as_pointer()), align=1)


@njit(**LEAN)
def _multiply(values: np.ndarray, weight: np.ndarray, start: np.ndarray, out: np.ndarray) -> None:
    """Fill int32[N, outputs]; N is _ROWS or more. The last rows are computed with those before."""
    last = len(values) - _ROWS
    for panel in range(len(weight)):
        for row in range(0, len(values), _ROWS):
            _tile(values, min(row, last), weight, panel, start, out)

"""Arrays to Arrow and back, without pandas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 1 << 17
"""Rows of a table on disk that are in memory at once, about."""


@cache
def _from_numpy() -> dict[np.dtype, pa.DataType]:
    import pyarrow as pa

    names = [f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)]
    return {np.dtype(name): getattr(pa, name)() for name in (*names, "float32", "float64")}


@cache
def _to_numpy() -> dict[pa.DataType, np.dtype]:
    return {type_: dtype for dtype, type_ in _from_numpy().items()}


def joined(parts: list[np.ndarray]) -> np.ndarray:
    """Concatenate one or more arrays of one type, emptying the list: nothing is held twice.

    >>> parts = [np.array([1, 2]), np.array([3])]
    >>> joined(parts).tolist(), parts
    ([1, 2, 3], [])
    """
    first = parts[0]
    whole = np.empty((sum(map(len, parts)), *first.shape[1:]), first.dtype)
    at = len(whole)
    del first
    while parts:
        part = parts.pop()
        whole[at - len(part) : at] = part
        at -= len(part)
    return whole


def _string_array(values: np.ndarray | Sequence[Any]) -> pa.Array:
    """Build a large_string array from Python strings; lone surrogates become question marks."""
    missing = None
    try:
        encoded = list(map(str.encode, values))
    except (TypeError, UnicodeEncodeError):
        # pandas marks a missing string by NaN
        missing = np.fromiter((v is None or v != v for v in values), bool, len(values))
        encoded = [
            b"" if absent else str(v).encode("utf-8", "replace")
            for v, absent in zip(values, missing.tolist(), strict=True)
        ]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return large_strings(offsets, b"".join(encoded), missing)


def large_strings(
    offsets: np.ndarray, data: np.ndarray | bytes, missing: np.ndarray | None = None
) -> pa.Array:
    """Make a large_string array.

    Args:
        offsets: int64[n + 1]; string i is data[offsets[i]:offsets[i + 1]].
        data: UTF-8.
        missing: bool[n], entries that are null.
    """
    import pyarrow as pa

    return pa.LargeStringArray.from_buffers(
        len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data), _validity_or_none(missing)
    )


def _validity(missing: np.ndarray) -> pa.Buffer | None:
    import pyarrow as pa

    if not missing.any():
        return None
    return pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())


def arrow_array(
    values: np.ndarray | Sequence, kind: str | None = None, missing: np.ndarray | None = None
) -> pa.Array:
    """Make an Arrow array.

    Args:
        values: a numpy array, or a sequence of str, int, float, bool or None.
        kind: str, int, float or bool; None keeps the type of the numpy array.
        missing: bool[n], entries that are null. NaN and None are null for `kind` float, int, bool.

    Returns:
        large_string for str, int64 for int, double for float, bool for bool.
    """
    import pyarrow as pa

    if kind == "str" and hasattr(values, "arrow"):
        return values.arrow()
    if kind == "str":
        return _string_array(values)
    if kind is None:
        array = np.ascontiguousarray(values)
        type_ = _from_numpy()[array.dtype]
        return pa.Array.from_buffers(
            type_, len(array), [_validity_or_none(missing), _buffer(array)]
        )
    if kind == "int" and isinstance(values, np.ndarray) and values.dtype.kind in "iu":
        return arrow_array(values.astype(np.int64, copy=False), missing=missing)
    numbers = _as_float(values)
    absent = np.isnan(numbers) if missing is None else missing | np.isnan(numbers)
    if kind == "float":
        array = np.where(absent, 0.0, numbers)
        return pa.Array.from_buffers(pa.float64(), len(array), [_validity(absent), _buffer(array)])
    if kind == "int":
        exact = np.asarray(values) if not absent.any() else np.where(absent, 0, numbers)
        array = np.ascontiguousarray(exact).astype(np.int64)
        return pa.Array.from_buffers(pa.int64(), len(array), [_validity(absent), _buffer(array)])
    bits = np.packbits(np.where(absent, 0, numbers).astype(bool), bitorder="little")
    return pa.Array.from_buffers(
        pa.bool_(), len(numbers), [_validity(absent), pa.py_buffer(bits.tobytes())]
    )


def _as_float(values: np.ndarray | Sequence) -> np.ndarray:
    if isinstance(values, np.ndarray) and values.dtype != object:
        return values.astype(np.float64)
    return np.array([np.nan if v is None else float(v) for v in values], np.float64)


def _validity_or_none(missing: np.ndarray | None) -> pa.Buffer | None:
    return None if missing is None else _validity(missing)


def _buffer(array: np.ndarray) -> pa.Buffer:
    import pyarrow as pa

    return pa.py_buffer(np.ascontiguousarray(array))


def numpy_view(array: pa.Array) -> np.ndarray:
    """Return the numbers of a primitive Arrow array as a numpy view; values of nulls are arbitrary.

    `Array.to_numpy` would import pandas, and so would the conversion of Arrow types to numpy.
    """
    dtype = _to_numpy()[array.type]
    data = array.buffers()[1]
    if data is None:
        return np.zeros(len(array), dtype)
    return np.frombuffer(data, dtype)[array.offset : array.offset + len(array)]


def _bits(buffer: pa.Buffer, offset: int, length: int) -> np.ndarray:
    bits = np.unpackbits(np.frombuffer(buffer, np.uint8), bitorder="little")
    return bits[offset : offset + length].astype(bool)


def column_values(array: pa.Array) -> list | np.ndarray:
    """Return the values of an Arrow array: a list of str or None, or an array of numbers.

    Numbers with nulls come as float64 with NaN; bools without nulls as bool arrays, with them as
    lists of True, False and None.
    """
    import pyarrow as pa

    if pa.types.is_large_string(array.type) or pa.types.is_string(array.type):
        return array.to_pylist()
    if pa.types.is_boolean(array.type):
        if array.null_count:
            return array.to_pylist()
        return (
            _bits(array.buffers()[1], array.offset, len(array)) if len(array) else np.zeros(0, bool)
        )
    values = numpy_view(array)
    if not array.null_count:
        return values
    return np.where(_bits(array.buffers()[0], array.offset, len(array)), values, np.nan)

"""Sixteen numbers that kernels compute with at once, in the order that they say.

Compilers turn plain loops into such vectors only where no order of sums is lost and no two arrays
can overlap; kernels that name the vectors have both. Any processor can hold them, in one register
or in several, with the same results: no two operations are joined into one that rounds once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

ir = cgutils.ir
"""What numba writes code with, of the version that it needs."""

SIZE = 16

_VECTOR = ir.VectorType(ir.FloatType(), SIZE)


class _Lanes(types.Type):
    """The type of sixteen float32 in a kernel."""


@register_model(_Lanes)
class _Model(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _VECTOR)


_LANES = _Lanes("lanes")
_NUMBER = types.float32


def _operation(emit: Callable[..., Any], result: Any, *given: Any) -> Any:
    """Return a function of kernels that `emit` writes the code of."""

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return emit(builder, *values)

    def of_one(_: Any, a: Any) -> tuple[Any, Any]:
        return result(*given), generate

    def of_two(_: Any, a: Any, b: Any) -> tuple[Any, Any]:
        return result(*given), generate

    return intrinsic(of_two if len(given) == 2 else of_one)


def spread_number(builder: Any, number: Any, vector: Any) -> Any:
    """Return a vector of one number, in code that is being written."""
    none, first = ir.Constant(vector, ir.Undefined), ir.IntType(32)(0)
    places = ir.Constant(ir.VectorType(ir.IntType(32), vector.count), None)
    return builder.shuffle_vector(builder.insert_element(none, number, first), none, places)


def _numbers(builder: Any, vector: Any) -> list[Any]:
    return [builder.extract_element(vector, ir.IntType(32)(i)) for i in range(SIZE)]


def _larger(builder: Any, a: Any, b: Any) -> Any:
    return builder.select(builder.fcmp_ordered(">", a, b), a, b)


def _smaller(builder: Any, a: Any, b: Any) -> Any:
    return builder.select(builder.fcmp_ordered("<", a, b), a, b)


def _sum(builder: Any, vector: Any) -> Any:
    total = ir.FloatType()(0)
    for number in _numbers(builder, vector):
        total = builder.fadd(total, number)
    return total


def _largest(builder: Any, vector: Any) -> Any:
    first, *others = _numbers(builder, vector)
    for number in others:
        first = _larger(builder, number, first)
    return first


def _called(builder: Any, name: str, vector: Any) -> Any:
    kind = ir.FunctionType(_VECTOR, [_VECTOR])
    name = f"llvm.{name}.v{SIZE}f32"
    return builder.call(cgutils.get_or_insert_function(builder.module, kind, name), [vector])


spread = _operation(lambda builder, a: spread_number(builder, a, _VECTOR), _LANES, _NUMBER)
"""Sixteen times the same number."""
add = _operation(lambda builder, a, b: builder.fadd(a, b), _LANES, _LANES, _LANES)
subtract = _operation(lambda builder, a, b: builder.fsub(a, b), _LANES, _LANES, _LANES)
multiply = _operation(lambda builder, a, b: builder.fmul(a, b), _LANES, _LANES, _LANES)
divide = _operation(lambda builder, a, b: builder.fdiv(a, b), _LANES, _LANES, _LANES)
larger = _operation(_larger, _LANES, _LANES, _LANES)
smaller = _operation(_smaller, _LANES, _LANES, _LANES)
absolute = _operation(lambda builder, a: _called(builder, "fabs", a), _LANES, _LANES)
rounded = _operation(lambda builder, a: _called(builder, "rint", a), _LANES, _LANES)
"""The nearest whole numbers, the even one of two as near."""
total = _operation(_sum, _NUMBER, _LANES)
"""The sum of all, from the first to the last."""
largest = _operation(_largest, _NUMBER, _LANES)


def _address(context: Any, builder: Any, kind: Any, array: Any, place: Any) -> Any:
    vector = ir.VectorType(context.get_data_type(kind.dtype), SIZE)
    data = context.make_array(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [place]), vector.as_pointer()), vector


def _typed_load(_: Any, array: Any, place: Any) -> tuple[Any, Any]:
    """Sixteen numbers of an array without gaps, from a place on that counts over all dimensions."""

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        address, _ = _address(context, builder, signature.args[0], *values)
        found = builder.load(address, align=1)
        return builder.sitofp(found, _VECTOR) if array.dtype != _NUMBER else found

    return _LANES(array, types.intp), generate


def _typed_store(_: Any, array: Any, place: Any, lanes: Any) -> tuple[Any, Any]:
    """Put sixteen numbers there; into an array of whole numbers, those without their fractions."""

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        address, vector = _address(context, builder, signature.args[0], *values[:2])
        found = values[2]
        if array.dtype != _NUMBER:
            whole = ir.VectorType(ir.IntType(32), SIZE)
            found = builder.fptosi(found, whole)
            found = found if vector == whole else builder.trunc(found, vector)
        builder.store(found, address, align=1)
        return context.get_dummy_value()

    return types.void(array, types.intp, _LANES), generate


load: Any = intrinsic(_typed_load)
store: Any = intrinsic(_typed_store)

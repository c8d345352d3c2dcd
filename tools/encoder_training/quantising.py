"""From a network in torch to the arrays of the weights file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from torch import nn

from encoder_training.network import Network
from encoder_training.scheme import CERTAINTY
from hedgerow.labels.encoder import HEADS, TOKEN_HEADS
from hedgerow.labels.encoder_kernels import SIZE, WIDTH

_TOP = 127


def _array(parameter: nn.Parameter) -> np.ndarray:
    return parameter.detach().numpy().astype(np.float32)


def eight_bits(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return int8[inputs, outputs] and float32[outputs], one scale for each output.

    Example:
        >>> whole, scale = eight_bits(np.array([[0.5, 2.0], [-1.0, 1.0]], np.float32))
        >>> whole.tolist()
        [[64, 127], [-127, 64]]
    """
    scale = (np.abs(weight).max(axis=0) / _TOP).astype(np.float32)
    scale[scale == 0] = 1
    return np.rint(weight / scale).astype(np.int8), scale


def arrays_of(network: Network, vocabulary: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Return the arrays that `hedgerow.labels.encoder_file` reads."""
    words, word_scale = eight_bits(_array(network.words.weight).T)
    arrays = {
        "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        "words": np.ascontiguousarray(words.T),
        "word_scale": word_scale,
        "places": _array(network.places.weight),
    }

    def product(name: str, module: nn.Linear, by: np.ndarray | float = 1.0) -> None:
        weight, scale = eight_bits(_array(module.weight).T * by)
        arrays[f"{name}.weight"], arrays[f"{name}.scale"] = weight, scale
        arrays[f"{name}.bias"] = (_array(module.bias) * by).astype(np.float32)

    def norm(name: str, module: nn.LayerNorm) -> None:
        arrays[f"{name}.weight"], arrays[f"{name}.bias"] = (
            _array(module.weight),
            _array(module.bias),
        )

    # The queries carry the scale of attention, so that the kernel need not.
    by = np.ones(3 * WIDTH, np.float32)
    by[:WIDTH] = SIZE**-0.5
    norm("norm", network.norm)
    for i, layer in enumerate(network.layers):
        product(f"{i}.attention", layer.attention, by)
        for name in ("out", "up", "down"):
            product(f"{i}.{name}", getattr(layer, name))
        for name in ("norm1", "norm2"):
            norm(f"{i}.{name}", getattr(layer, name))
    heads = [network.heads[name] for name in (*HEADS, CERTAINTY)]
    arrays["outputs.weight"] = np.concatenate([_array(head.weight).T for head in heads], 1)
    arrays["outputs.bias"] = np.concatenate([_array(head.bias) for head in heads])
    used = len(TOKEN_HEADS)
    arrays["tokens.weight"] = np.ascontiguousarray(_array(network.tokens.weight)[:used].T)
    arrays["tokens.bias"] = _array(network.tokens.bias)[:used]
    return arrays


def description(layers: int, slopes: Mapping[str, float]) -> dict[str, Any]:
    """Return what the weights file says of itself.

    Args:
        slopes: head -> what its outputs are multiplied by, 1 where it is not named.
    """
    heads, column = {}, 0
    for name, classes in HEADS.items():
        heads[name] = {"classes": classes, "first": column, "slope": slopes.get(name, 1.0)}
        column += len(classes)
    return {"layers": layers, "heads": heads, "token_heads": TOKEN_HEADS, "certainty": column}

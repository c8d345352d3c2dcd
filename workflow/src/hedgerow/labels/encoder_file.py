"""The file of the encoder's weights: read, checked, written.

An .npz archive of arrays and one JSON text, so that it opens anywhere without running code: whole
numbers of eight bits with one scale for each output of a layer or each piece of the vocabulary.
They are stored as they are: compression would spare a tenth of the file and take most of the time
of reading it.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.errors import UserError
from hedgerow.labels.whole_products import Packed, pack
from hedgerow.labels.wordpieces import WordPieces

VERSION = 1
"""Raised whenever the arrays or their meaning change."""

DATA = ("labels/encoder_weights.npz",)
WEIGHTS = Path(__file__).with_name("encoder_weights.npz")
MENDING = "Reinstall Hedgerow, or train it with `python tools/train_encoder.py`."


@dataclass(frozen=True)
class Product:
    """A matrix product: whole numbers, one scale for each output, and its bias."""

    weight: Packed  # of int8[inputs, outputs], from -127 to 127
    scale: np.ndarray  # float32[outputs]
    bias: np.ndarray  # float32[outputs]


@dataclass(frozen=True)
class Norm:
    """The weight and bias of a layer normalisation, float32[WIDTH] each."""

    weight: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True)
class Layer:
    """One layer: attention and its output, then the two products of the feed-forward part."""

    attention: Product
    out: Product
    norm1: Norm
    up: Product
    down: Product
    norm2: Norm


@dataclass(frozen=True)
class Head:
    """A class decision: its columns of the outputs, from `first` on, and its calibration.

    The probabilities are softmax(slope * output): temperature scaling (Guo et al. 2017).
    """

    classes: tuple[str, ...]
    first: int
    slope: float


@dataclass(frozen=True)
class Encoder:
    """The weights in the form that the computation wants."""

    vocabulary: tuple[str, ...]
    words: np.ndarray  # int8[V, WIDTH]
    word_scale: np.ndarray  # float32[V]
    places: np.ndarray  # float32[P, WIDTH]
    norm: Norm
    layers: tuple[Layer, ...]
    outputs: tuple[np.ndarray, np.ndarray]  # of sentences: float32[3 WIDTH, K], float32[K]
    tokens: tuple[np.ndarray, np.ndarray]  # of pieces: float32[WIDTH, N], float32[N]
    token_heads: tuple[str, ...]
    heads: dict[str, Head]
    certainty: int  # column of the outputs

    @cached_property
    def pieces(self) -> WordPieces:
        """The vocabulary, to look pieces up."""
        return WordPieces({piece: i for i, piece in enumerate(self.vocabulary)})


_read: dict[Path, Encoder] = {}


def read_encoder(path: Path = WEIGHTS) -> Encoder:
    """Return the encoder of a weights file; a file is read once in a process.

    Raises:
        UserError: the file is missing, damaged, or of another version.
    """
    if path not in _read:
        _read[path] = _load(path)
    return _read[path]


def _load(path: Path) -> Encoder:
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(bytes(arrays.pop("about")))
        version = about["version"]
    except FileNotFoundError:
        raise UserError(f"The weights of the labels are missing: {path}. {MENDING}") from None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise UserError(f"The weights of the labels in {path} are damaged. {MENDING}") from error
    if version != VERSION:
        raise UserError(
            f"The weights of the labels in {path} have version {version}; this Hedgerow reads "
            f"version {VERSION}. {MENDING}"
        )
    try:
        return _encoder(arrays, about)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"The weights of the labels in {path} are damaged. {MENDING}") from error


def _encoder(arrays: dict[str, np.ndarray], about: dict[str, Any]) -> Encoder:
    def product(name: str) -> Product:
        weight, scale, bias = (arrays[f"{name}.{part}"] for part in ("weight", "scale", "bias"))
        return Product(pack(weight), scale, bias)

    def norm(name: str) -> Norm:
        return Norm(arrays[f"{name}.weight"], arrays[f"{name}.bias"])

    layers = tuple(
        Layer(
            product(f"{i}.attention"), product(f"{i}.out"), norm(f"{i}.norm1"),
            product(f"{i}.up"), product(f"{i}.down"), norm(f"{i}.norm2"),
        )
        for i in range(about["layers"])
    )  # fmt: skip
    heads = {
        name: Head(tuple(head["classes"]), head["first"], head["slope"])
        for name, head in about["heads"].items()
    }
    return Encoder(
        tuple(bytes(arrays["vocabulary"]).decode("utf-8").split("\n")),
        arrays["words"],
        arrays["word_scale"],
        arrays["places"],
        norm("norm"),
        layers,
        (arrays["outputs.weight"], arrays["outputs.bias"]),
        (arrays["tokens.weight"], arrays["tokens.bias"]),
        tuple(about["token_heads"]),
        heads,
        about["certainty"],
    )


def write_encoder(path: Path, arrays: dict[str, np.ndarray], about: dict[str, Any]) -> None:
    """Write a weights file; the same arrays give the same bytes.

    Args:
        arrays: as `_encoder` reads them, eight-bit weights as int8.
        about: layers, heads, token_heads, certainty; the version is added.
    """
    text = json.dumps({"version": VERSION, **about}, sort_keys=True).encode()
    named = {**arrays, "about": np.frombuffer(text, np.uint8)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(named):
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, np.ascontiguousarray(named[name]), version=(1, 0))

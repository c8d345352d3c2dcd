"""The student: few layers of the teacher, taught by its probabilities (Hinton et al. 2015)."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from encoder_training.network import (
    Network,
    attention_bias,
    batches,
    head_columns,
    linear,
    masked,
    padded,
)
from encoder_training.scheme import CERTAINTY
from encoder_training.teaching import SMOOTHING, one_pass, optimise

LAYERS, INNER = (1, 3, 5), 768
"""Layers of the teacher that the student starts from, and the feed-forward units of each that are
kept: those that give most."""

OTHERS_TAUGHT_LATER = 0.5
"""Share of the gold files of other texts in a stage that goes on from another."""

TEMPERATURE, GOLD_SHARE, DROP, MASKED, BATCH = 1.3, 0.5, 0.05, 0.02, 64
HEAD_WEIGHT = {"claim": 1.5, "stance": 1.5, "attribution": 1.5, "direction": 1.2, "advice": 1.2,
               "given": 1.2}  # fmt: skip


def add_outputs(teacher: Network, items: list[Any], size: int = 128) -> None:
    """Set `outputs` and `inside_outputs` of items, the teacher's logits of sentence and pieces."""
    teacher.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i].pieces))
    with torch.no_grad():
        for start in range(0, len(order), size):
            some = [items[i] for i in order[start : start + size]]
            outputs, inside = teacher(*padded([item.pieces for item in some]))
            for j, item in enumerate(some):
                item.outputs = outputs[j].numpy().astype(np.float16)
                item.inside_outputs = inside[j, : len(item.pieces)].numpy().astype(np.float16)


def student_of(teacher: Network, items: list[Any]) -> Network:
    """Return a student that starts from layers of the teacher.

    Of the feed-forward units it keeps those whose mean activation on the items, times the length of
    what they add, is largest.
    """
    student = Network(teacher.words.num_embeddings, len(LAYERS), INNER)
    use = {i: torch.zeros(teacher.layers[i].up.out_features) for i in LAYERS}
    ordered = sorted(items, key=lambda item: len(item.pieces))
    with torch.no_grad():
        for start in range(0, len(ordered), 60):
            ids, mask = padded([item.pieces for item in ordered[start : start + 60]])
            x = teacher.embed(ids, torch.float32)
            bias = attention_bias(mask, torch.float32)
            for i, layer in enumerate(teacher.layers):
                if i in use:
                    inner = F.gelu(linear(layer.up, layer.attend(x, bias)))
                    use[i] += inner[mask].abs().sum(0)
                x = layer(x, bias)
        for ours, i in zip(student.layers, LAYERS, strict=True):
            theirs = teacher.layers[i]
            gives = use[i] * theirs.down.weight.norm(dim=0)
            kept = gives.topk(INNER).indices.sort().values
            for name in ("attention", "out", "norm1", "norm2"):
                getattr(ours, name).load_state_dict(getattr(theirs, name).state_dict())
            ours.up.weight.copy_(theirs.up.weight[kept])
            ours.up.bias.copy_(theirs.up.bias[kept])
            ours.down.weight.copy_(theirs.down.weight[:, kept])
            ours.down.bias.copy_(theirs.down.bias)
        for name in ("words", "places", "norm", "heads", "tokens"):
            getattr(student, name).load_state_dict(getattr(teacher, name).state_dict())
    return student


def taught_loss(batch: list[Any], outputs: torch.Tensor, pieces: torch.Tensor) -> torch.Tensor:
    """Return the loss of a batch against the teacher's outputs, and the gold classes if any."""
    loss = torch.zeros(())
    wanted = torch.from_numpy(np.stack([item.outputs for item in batch])).float()
    for head, columns in head_columns().items():
        found, target = outputs[:, columns], wanted[:, columns]
        if head == CERTAINTY:
            one = F.mse_loss(found, target)
        else:
            one = TEMPERATURE**2 * F.kl_div(
                F.log_softmax(found / TEMPERATURE, 1),
                F.softmax(target / TEMPERATURE, 1),
                reduction="batchmean",
            )
        loss = loss + HEAD_WEIGHT.get(head, 1.0) * one
        at = [i for i, item in enumerate(batch) if head in getattr(item, "label", ())]
        if at and head != CERTAINTY:
            gold = torch.tensor([int(batch[i].label[head]) for i in at])
            one = F.cross_entropy(found[at], gold, reduction="sum", label_smoothing=SMOOTHING)
            loss = loss + GOLD_SHARE * one / len(batch)
    inside, known = torch.zeros(pieces.shape), torch.zeros(pieces.shape)
    for i, item in enumerate(batch):
        inside[i, : len(item.pieces)] = torch.from_numpy(item.inside_outputs.astype(np.float32))
        known[i, : len(item.pieces)] = 1
    one = F.binary_cross_entropy_with_logits(pieces, inside.sigmoid(), reduction="none")
    return loss + 0.12 * (one * known).sum() / len(batch)


def distil(
    student: Network, gold: list[Any], free: list[Any], mask_piece: int, seed: int, passes: int,
    first: bool,
) -> None:  # fmt: skip
    """Train a student on gold and free items that have the teacher's outputs.

    Args:
        passes: over the gold; the free items are dealt out among them.
        first: the student is new; else the rates are lower.
    """
    torch.manual_seed(seed)
    shuffle, noise = random.Random(seed), torch.Generator().manual_seed(seed)
    stream: list[Any] = []
    for i in range(passes):
        part = free[i * len(free) // passes : (i + 1) * len(free) // passes]
        part = part + one_pass(gold, 77 * seed + i, 1.0 if first else OTHERS_TAUGHT_LATER)
        shuffle.shuffle(part)
        stream += part
    rate = 3e-4 if first else 1.5e-4
    below = [student.words.weight, student.places.weight, *student.norm.parameters()]
    groups = [
        {"params": [*student.layers.parameters()], "lr": rate},
        {"params": [*student.heads.parameters(), *student.tokens.parameters()], "lr": 2 * rate},
        {"params": below, "lr": rate / 2},
    ]
    student.train()

    def loss_of(batch: list[Any]) -> torch.Tensor:
        ids, mask = padded([item.pieces for item in batch])
        ids = masked(ids, mask, MASKED, mask_piece, noise)
        return taught_loss(batch, *student(ids, mask, DROP))

    optimise(groups, batches(stream, BATCH, shuffle), loss_of, 0.04)

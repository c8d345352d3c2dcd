"""The teacher: the encoder fine-tuned on all gold sentences at once, one head a task."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import torch
from torch.nn import functional as F

from encoder_training.network import Network, batches, head_columns, masked, padded
from encoder_training.rows import CODED, OWN, Row
from encoder_training.scheme import ALL_HEADS, ALL_TOKEN_HEADS, CERTAINTY

MOST = {"sfu_review": 3500, "bioscope_abstracts": 3500, "advice_threads": 3000}
"""Sentences of large files that one pass sees, drawn anew for each."""

REPEATS = {
    "consumer_health": 3, "consumer_web": 3, "consumer_web_targeted": 3, "sciclaim": 3, CODED: 2,
    "health_advice_unstructured_abstract": 2, "certainty_sentence": 2, "pubmed_claim_strength": 2,
    "eurekalert_claim_strength": 2,
}  # fmt: skip
OTHERS_LATER = 0.12
"""Share of the other files in a pass of a stage that goes on from another."""

RARE = {"stance": ("denied",), "attribution": ("authority", "tradition", "company", "hearsay")}
RARE_REPEATS = 2
FILE_WEIGHT = {"advice_threads": 0.5, "countercausal_news": 0.5, "gum_attribution": 0.8}
"""Crowd labels, and labels of another scheme, count less."""

WEIGHED = ("stance", "attribution", "direction", "named")
SPAN_WEIGHT = {"cue": 1.0, "booster": 1.5, "hype": 1.5, "cue_science": 1.0}
SMOOTHING, DROP, MASKED, DECAY, BATCH = 0.05, 0.1, 0.04, 0.88, 48


def one_pass(rows: list[Row], seed: int, others: float = 1.0) -> list[Row]:
    """Return the rows of one pass over the gold, shuffled: rare kinds repeated, large files cut.

    Args:
        others: share of the rows of other files than those of consumer-health pages.
    """
    shuffle, files = random.Random(seed), defaultdict(list)
    for row in rows:
        files[row.file].append(row)
    rare = {(head, ALL_HEADS[head].index(name)) for head, names in RARE.items() for name in names}
    chosen: list[Row] = []
    for file in sorted(files):
        some = files[file]
        shuffle.shuffle(some)
        most = MOST.get(file, len(some)) if file in OWN else others * MOST.get(file, len(some))
        chosen += some[: int(most)] * REPEATS.get(file, 1)
        chosen += [row for row in some if rare & set(row.label.items())] * RARE_REPEATS
    shuffle.shuffle(chosen)
    return chosen


def class_weights(rows: list[Row], head: str) -> torch.Tensor:
    """Return weights that lift rare classes a little: a frequency to the power of -0.3."""
    size = len(ALL_HEADS[head])
    count = np.bincount([int(r.label[head]) for r in rows if head in r.label], minlength=size)
    weight = (count.sum() / size / np.maximum(count, 1)) ** 0.3
    return torch.tensor(weight * count.sum() / (weight * count).sum(), dtype=torch.float32)


def gold_loss(
    batch: list[Row],
    outputs: torch.Tensor,
    pieces: torch.Tensor,
    weights: dict[str, torch.Tensor],
) -> torch.Tensor:
    """Return the loss of a batch against the gold classes and spans."""
    loss = torch.zeros(())
    share = torch.tensor([FILE_WEIGHT.get(row.file, 1.0) for row in batch])
    for head, columns in head_columns().items():
        at = [i for i, row in enumerate(batch) if head in row.label]
        if not at:
            continue
        gold, found = torch.tensor([batch[i].label[head] for i in at]), outputs[at, columns]
        if head == CERTAINTY:
            one = F.mse_loss(found.squeeze(-1), gold.float(), reduction="none")
        else:
            one = F.cross_entropy(found, gold.long(), reduction="none",
                                  label_smoothing=SMOOTHING, weight=weights.get(head))  # fmt: skip
        loss = loss + (one * share[at]).sum() / len(batch)
    inside = torch.full(pieces.shape, -1.0)
    for i, row in enumerate(batch):
        inside[i, : len(row.pieces)] = torch.from_numpy(row.inside.astype(np.float32))
    known = inside >= 0
    if known.any():
        positive = torch.tensor([SPAN_WEIGHT.get(head, 2.0) for head in ALL_TOKEN_HEADS])
        one = F.binary_cross_entropy_with_logits(
            pieces, inside.clamp(min=0), pos_weight=positive, reduction="none"
        )
        loss = loss + (one * known).sum() / (10 * len(batch))
    return loss


def layered_rates(network: Network, top: float, heads: float) -> list[dict]:
    """Return parameter groups whose rate falls from layer to layer (Howard & Ruder 2018)."""
    groups = [{"params": [*network.heads.parameters(), *network.tokens.parameters()], "lr": heads}]
    last = len(network.layers)
    for i, layer in enumerate(network.layers):
        groups.append({"params": [*layer.parameters()], "lr": top * DECAY ** (last - 1 - i)})
    below = [network.words.weight, network.places.weight, *network.norm.parameters()]
    groups.append({"params": below, "lr": top * DECAY**last})
    return groups


def optimise(
    groups: list[dict], cuts: list[list], loss_of: Callable[[list], torch.Tensor], warm: float
) -> None:
    """Run AdamW over the batches, the rate rising over a share `warm`, then falling to 1 %."""
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    parameters = [p for group in groups for p in group["params"]]
    steps = len(cuts)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / (warm * steps)) * max(0.01, 1 - s / steps)
    )
    for i, batch in enumerate(cuts):
        loss = loss_of(batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        if i % 100 == 99:
            print(f"{i + 1} of {steps} batches, loss {loss.item():.3f}", flush=True)


def teach(
    network: Network, rows: list[Row], mask_piece: int, seed: int, passes: int, first: bool
) -> None:
    """Fine-tune a network on the rows.

    Args:
        first: the network was not trained on gold before; else the rates are lower.
    """
    torch.manual_seed(seed)
    shuffle, noise = random.Random(seed), torch.Generator().manual_seed(seed)
    others = 1.0 if first else OTHERS_LATER
    cuts = [
        batch
        for i in range(passes)
        for batch in batches(one_pass(rows, 100 * seed + i, others), BATCH, shuffle)
    ]
    weights = {head: class_weights(rows, head) for head in WEIGHED}
    network.train()

    def loss_of(batch: list[Row]) -> torch.Tensor:
        ids, mask = padded([row.pieces for row in batch])
        ids = masked(ids, mask, MASKED, mask_piece, noise)
        return gold_loss(batch, *network(ids, mask, DROP), weights)

    rates = (1.2e-4, 1e-3) if first else (8e-5, 4e-4)
    optimise(layered_rates(network, *rates), cuts, loss_of, 0.06)

"""Trains one network: python training/train.py slak-nano --out public/networks

Everything follows from the arguments: the same command on the same machine with the same versions
gives the same numbers. One thread by default, because two sums in another order differ.
"""

import argparse
import json
import math
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numpy as np
import torch
import torch.nn.functional as F

from cards import Keeper
from masking import Masking, snip_densities
from networks import NETWORKS, make_network
from shapes import open_pool

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)

RECIPE = {
    "optimizer": "AdamW",
    "betas": [0.9, 0.999],
    "learningRate": 2e-3,
    "lastLearningRate": 1e-6,
    "warmup": 0.05,
    "weightDecay": 0.05,
    "labelSmoothing": 0.1,
    "batch": 32,
    "augmentation": "mirrored left to right with probability 0.5",
    "ema": False,
}
SPARSE = {
    "sparsity": 0.4,
    "layerSparsities": "SNIP on one batch",
    "maskInsideLayer": "random",
    "prune": "magnitude",
    "grow": "random, from zero",
    "everySteps": 50,
    "rate": 0.3,
    "lastRate": 0.005,
    "rateSchedule": "cosine",
    "widthFactor": 1.3,
}


def normalise(images):
    """uint8 [B, 3, H, W] as the networks read it: ImageNet's mean and standard deviation."""
    return (torch.from_numpy(np.array(images)).float() / 255 - MEAN) / STD


class Batches:
    """Batches without end: every image once per epoch in a new order, mirrored by chance."""

    def __init__(self, images, labels, size, seed):
        self.images, self.labels, self.size = images, labels, size
        self.random = np.random.default_rng((seed, 7))
        self.order = np.empty(0, np.int64)

    def next(self):
        if len(self.order) < self.size:
            self.order = np.concatenate(
                [self.order, self.random.permutation(len(self.labels))]
            )
        chosen, self.order = self.order[: self.size], self.order[self.size :]
        images = self.images[chosen]
        mirrored = self.random.random(self.size) < 0.5
        images[mirrored] = images[mirrored][..., ::-1]
        return normalise(images), torch.from_numpy(self.labels[chosen])


def learning_rate(step, steps, peak, last, warmup):
    """Linear warm-up, then a cosine; `step` counts from 0."""
    start = max(round(warmup * steps), 1)
    if step < start:
        return peak * (step + 1) / start
    return last + (peak - last) * (1 + math.cos(math.pi * (step - start) / (steps - start))) / 2


def make_optimizer(model, recipe):
    """Weights decay; biases, norms and layer scales do not."""
    decayed = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() <= 1]
    return torch.optim.AdamW(
        [
            {"params": decayed, "weight_decay": recipe["weightDecay"]},
            {"params": others, "weight_decay": 0.0},
        ],
        lr=recipe["learningRate"],
        betas=tuple(recipe["betas"]),
    )


@torch.no_grad()
def accuracy(model, images, labels, batch=100):
    """Correct answers, in evaluation mode."""
    model.eval()
    right = 0
    for i in range(0, len(labels), batch):
        scores = model(normalise(images[i : i + batch]))
        right += int((scores.argmax(1).numpy() == labels[i : i + batch]).sum())
    model.train()
    return right


def start(name, seed, steps, batches, recipe=RECIPE, sparse=SPARSE):
    """Model, optimizer and masks (None for a dense network) before the first step."""
    model = make_network(name, seed)
    model.train()
    masking = None
    if NETWORKS[name]["sparse"]:
        images, labels = batches.next()
        densities = snip_densities(model, images, labels, sparse["sparsity"])
        masking = Masking(
            model, densities, sparse["everySteps"], sparse["rate"], steps, seed, sparse["lastRate"]
        )
    return model, make_optimizer(model, recipe), masking


def take_step(model, optimizer, masking, images, labels, step, steps, recipe=RECIPE):
    """One step, number `step` counted from 0; the loss before it."""
    for group in optimizer.param_groups:
        group["lr"] = learning_rate(
            step, steps, recipe["learningRate"], recipe["lastLearningRate"], recipe["warmup"]
        )
    loss = F.cross_entropy(model(images), labels, label_smoothing=recipe["labelSmoothing"])
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    if masking is not None:
        masking.after_step(step + 1)
    return loss.item()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("network", choices=NETWORKS)
    parser.add_argument("--out", help="folder for NETWORK/STEP.safetensors and its card")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--keep", default="0,10,30,60,100", help="checkpoints, %% of the steps")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data-seed", type=int, default=0)
    parser.add_argument("--images", type=int, default=16000)
    parser.add_argument("--validation", type=int, default=2000)
    parser.add_argument("--pool", default=os.path.join("/tmp", "fieldbook-shapes"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--lr", type=float, help="instead of the recipe's")
    parser.add_argument("--log-every", type=int, default=100)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False

    training = open_pool(given.pool, given.data_seed, "training", given.images)
    validation = open_pool(given.pool, given.data_seed, "validation", given.validation)
    recipe = {**RECIPE, **({"learningRate": given.lr} if given.lr else {})}
    batches = Batches(*training, recipe["batch"], given.seed)
    model, optimizer, masking = start(given.network, given.seed, given.steps, batches, recipe)
    keep = {round(given.steps * int(p) / 100) for p in given.keep.split(",")}
    keeper = Keeper(given, recipe, SPARSE, validation, normalise, accuracy)

    begun = time.time()
    seconds = 0.0
    losses = []
    for step in range(given.steps + 1):
        if step in keep:
            seconds += time.time() - begun
            if given.out:
                recent = np.mean(losses) if losses else None
                value = keeper.keep(model, masking, step, recent)
            else:
                value = accuracy(model, *validation) / given.validation
            print(f"step {step} validation {value:.4f} seconds {seconds:.0f}", flush=True)
            begun = time.time()
        if step == given.steps:
            break
        images, labels = batches.next()
        losses.append(
            take_step(model, optimizer, masking, images, labels, step, given.steps, recipe)
        )
        losses = losses[-given.log_every :]
        if (step + 1) % given.log_every == 0:
            print(
                f"step {step + 1} loss {np.mean(losses):.4f} "
                f"seconds {seconds + time.time() - begun:.0f}",
                flush=True,
            )
    if given.out:
        keeper.finish(model, seconds)
    else:
        print(json.dumps({"network": given.network, "seconds": round(seconds)}))


if __name__ == "__main__":
    main()

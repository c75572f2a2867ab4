"""Dynamic sparse training as SLaK does it (arXiv 2207.03620, section 3): layer sparsities from
SNIP, a random mask inside each layer, then every `every` steps a share of the weights is pruned by
magnitude and as many others are regrown at random, from zero, that share falling by a cosine.

Every 2-D and 4-D weight takes part, as in the paper's commands. A layer that SNIP would leave at
least 99 % dense has no mask.
"""

import math

import torch
import torch.nn.functional as F

DENSE_FROM = 0.99


def snip_densities(model, images, labels, sparsity):
    """Share of weights kept per tensor: those whose |weight x gradient| is among the largest
    1 - sparsity of all, on one batch. The model's gradients and running statistics are left alone.
    """
    buffers = {name: value.clone() for name, value in model.named_buffers()}
    weights = {name: p for name, p in model.named_parameters() if p.dim() in (2, 4)}
    loss = F.cross_entropy(model(images), labels)
    gradients = torch.autograd.grad(loss, list(weights.values()))
    for name, value in model.named_buffers():
        value.copy_(buffers[name])
    scores = {n: (p.detach() * g).abs() for (n, p), g in zip(weights.items(), gradients)}
    every = torch.cat([s.flatten() for s in scores.values()])
    kept = round(every.numel() * (1 - sparsity))
    chosen = torch.zeros(every.numel(), dtype=torch.bool)
    chosen[every.topk(kept).indices] = True
    parts = chosen.split([s.numel() for s in scores.values()])
    return {name: part.float().mean().item() for name, part in zip(scores, parts)}


class Masking:
    """Keeps the masked weights of a model at zero and moves the masks."""

    def __init__(self, model, densities, every, rate, steps, seed, last_rate=0.005):
        self.random = torch.Generator().manual_seed(seed)
        self.every, self.rate, self.steps, self.last_rate = every, rate, steps, last_rate
        self.parameters = dict(model.named_parameters())
        self.masks = {}
        for name, density in densities.items():
            weight = self.parameters[name]
            if density >= DENSE_FROM:
                continue
            mask = torch.zeros(weight.numel(), dtype=torch.bool)
            kept = max(round(weight.numel() * density), 1)
            mask[torch.randperm(weight.numel(), generator=self.random)[:kept]] = True
            self.masks[name] = mask.view(weight.shape)
        self.apply()

    @torch.no_grad()
    def apply(self):
        for name, mask in self.masks.items():
            self.parameters[name].mul_(mask)

    def rate_at(self, step):
        """Share pruned after `step` steps."""
        cosine = (1 + math.cos(math.pi * min(step / self.steps, 1))) / 2
        return self.last_rate + (self.rate - self.last_rate) * cosine

    def after_step(self, step):
        """To be called after the optimizer's step number `step`, counted from 1."""
        self.apply()
        if step % self.every == 0 and step < self.steps:
            self.move(self.rate_at(step))

    @torch.no_grad()
    def move(self, rate):
        """Prunes by magnitude, regrows as many at random among all that are then masked."""
        for name, mask in self.masks.items():
            flat, weight = mask.view(-1), self.parameters[name].view(-1)
            active = flat.nonzero().squeeze(1)
            count = min(math.ceil(rate * active.numel()), active.numel())
            order = weight[active].abs().argsort(stable=True)
            flat[active[order[:count]]] = False
            masked = (~flat).nonzero().squeeze(1)
            chosen = torch.randperm(masked.numel(), generator=self.random)[:count]
            flat[masked[chosen]] = True
        self.apply()

    def sparsity(self):
        """Share of masked weights per tensor that has a mask."""
        return {name: 1 - mask.float().mean().item() for name, mask in self.masks.items()}

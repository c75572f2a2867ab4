"""python training/test_train.py (or pytest): training does what its cards say.

Not part of `npm test`: nobody needs Python to use Fieldbook or to check the files that it ships.
"""

import json
import os
import sys
import tempfile
import types

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numpy as np
import torch
import torch.nn.functional as F

import cards
import shapes
import train
from masking import Masking, snip_densities
from networks import NETWORKS, depthwise_by_transform, make_network

torch.set_num_threads(1)
STEPS = 8


def batches(size=8):
    return train.Batches(*shapes.make_images(3, "training", 16), size, seed=3)


def test_an_image_follows_from_seed_split_and_index():
    image, label = shapes.make_image(5, "training", 17)
    images, labels = shapes.make_images(5, "training", 2, first=16)
    assert (images[1] == image).all() and labels[1] == label
    for other in [(6, "training", 17), (5, "validation", 17), (5, "training", 18)]:
        assert (shapes.make_image(*other)[0] != image).any(), other


def test_ink_says_nothing_of_the_class():
    """Bright pixels per class: the means differ by less than chance allows, p > 0.001 (9 and 1190)."""
    images, labels = shapes.make_images(1, "training", 1200)
    ink = (images.min(1) > 200).sum((1, 2)).astype(float)
    groups = [ink[labels == c] for c in range(len(shapes.CLASSES))]
    between = sum(len(g) * (g.mean() - ink.mean()) ** 2 for g in groups) / (len(groups) - 1)
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / (len(ink) - len(groups))
    print(f"    F = {between / within:.2f}")
    assert between / within < 3.13


def test_transformed_depthwise_convolution_is_the_direct_one():
    for side, kernels in [(32, [(51, 5), (5, 51), (5, 5)]), (8, [(31, 31)]), (4, [(47, 5)])]:
        x = torch.randn(2, 3, side, side, dtype=torch.double, requires_grad=True)
        w = [torch.randn(3, 1, *k, dtype=torch.double, requires_grad=True) for k in kernels]
        got = depthwise_by_transform(x, w)
        want = [F.conv2d(x, k, padding=(k.shape[2] // 2, k.shape[3] // 2), groups=3) for k in w]
        incoming = [torch.randn_like(y) for y in want]
        pairs = zip(
            [*got, *torch.autograd.grad(got, [x, *w], incoming)],
            [*want, *torch.autograd.grad(want, [x, *w], incoming)],
        )
        for a, b in pairs:
            assert torch.allclose(a, b, atol=1e-10, rtol=1e-10)


def test_two_steps_lower_the_loss_of_every_network():
    for name in NETWORKS:
        source = batches(16)
        model, optimizer, masking = train.start(name, 0, STEPS, source)
        images, labels = source.next()
        losses = [
            train.take_step(model, optimizer, masking, images, labels, step, STEPS)
            for step in range(3)
        ]
        print(f"    {name}: {losses[0]:.3f} → {losses[2]:.3f} after two steps")
        assert losses[2] < losses[0], (name, losses)


def test_masks_keep_their_sparsity_and_only_masked_weights_are_zero():
    sparse = {**train.SPARSE, "everySteps": 2}
    source = batches()
    model, optimizer, masking = train.start("slak-nano", 0, STEPS, source, sparse=sparse)
    before = {name: mask.clone() for name, mask in masking.masks.items()}
    whole = sum(p.numel() for p in model.parameters() if p.dim() in (2, 4))
    masked = sum(int((~mask).sum()) for mask in before.values())
    assert abs(masked / whole - 0.4) < 0.01, masked / whole
    for step in range(5):
        train.take_step(model, optimizer, masking, *source.next(), step, STEPS)
    moved = 0
    for name, mask in masking.masks.items():
        assert int(mask.sum()) == int(before[name].sum()), name
        moved += int((mask != before[name]).sum())
        weight = masking.parameters[name].detach()
        assert (weight[~mask] == 0).all(), name
        # regrown weights start at zero: those that the map cannot reach stay there, no others
        idle = (weight == 0) & mask
        assert not (idle & reachable(name, weight)).any(), name
    assert moved > 0
    for name, weight in model.named_parameters():
        if weight.dim() in (2, 4) and name not in masking.masks:
            assert (weight != 0).all(), name


def reachable(name, weight):
    """Taps that lead from one cell of the map on 128 x 128 to another, in the weight's shape."""
    inside = torch.ones_like(weight, dtype=torch.bool)
    if ".large_kernel." in name:
        side = shapes.SIZE // (4 * 2 ** int(name.split(".")[1]))
        for axis in (2, 3):
            lag = (torch.arange(weight.shape[axis]) - weight.shape[axis] // 2).abs()
            inside &= (lag < side).view([-1 if i == axis else 1 for i in range(4)])
    return inside


def test_masks_move_by_magnitude_and_at_random():
    model = make_network("slak-nano", 0)
    name = "stages.0.0.large_kernel.LoRA1.conv.weight"
    masking = Masking(model, {name: 0.6}, every=10, rate=0.3, steps=100, seed=0)
    weight, before = masking.parameters[name].detach().clone(), masking.masks[name].clone()
    masking.move(0.3)
    after = masking.masks[name]
    kept, gone = weight[before & after].abs(), weight[before & ~after].abs()
    pruned = int(np.ceil(0.3 * int(before.sum())))
    assert int(after.sum()) == int(before.sum())
    assert gone.max() <= weight[before].abs().sort().values[pruned - 1]
    assert len(gone) <= pruned and len(kept) >= int(before.sum()) - pruned
    assert masking.rate_at(0) == 0.3 and abs(masking.rate_at(100) - 0.005) < 1e-12
    assert abs(masking.rate_at(50) - 0.1525) < 1e-12


def test_snip_keeps_the_share_asked_for_and_leaves_the_model_alone():
    source = batches()
    model = make_network("slak-nano", 0)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    images, labels = source.next()
    densities = snip_densities(model, images, labels, 0.4)
    sizes = {name: p.numel() for name, p in model.named_parameters() if name in densities}
    kept = sum(densities[name] * size for name, size in sizes.items())
    assert abs(kept / sum(sizes.values()) - 0.6) < 1e-4
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name]), name
    assert all(p.grad is None for p in model.parameters())


def test_the_same_seeds_give_the_same_numbers():
    def run():
        source = batches()
        model, optimizer, masking = train.start("slak-nano", 4, STEPS, source)
        for step in range(2):
            train.take_step(model, optimizer, masking, *source.next(), step, STEPS)
        return model.state_dict()

    first, second = run(), run()
    for name, value in first.items():
        assert torch.equal(value, second[name]), name


def test_a_checkpoint_and_its_card_say_the_same():
    validation = shapes.make_images(3, "validation", 20)
    with tempfile.TemporaryDirectory() as folder:
        given = types.SimpleNamespace(
            network="slak-nano", out=folder, steps=2, keep="0,100", seed=0, data_seed=3,
            images=16, validation=20, lr=None, threads=1,
        )  # fmt: skip
        keeper = cards.Keeper(
            given, train.RECIPE, train.SPARSE, validation, train.normalise, train.accuracy
        )
        source = batches()
        model, optimizer, masking = train.start("slak-nano", 0, 2, source)
        keeper.keep(model, masking, 0, None)
        for step in range(2):
            train.take_step(model, optimizer, masking, *source.next(), step, 2)
        keeper.keep(model, masking, 2, 2.3)
        keeper.finish(model, 1.0)
        with open(os.path.join(folder, "slak-nano", "card.json"), encoding="utf-8") as file:
            card = json.load(file)
        stored = cards.read_checkpoint(os.path.join(folder, "slak-nano", "2.safetensors"), "slak-nano")
        for name, weight in model.named_parameters():
            twin = dict(stored.named_parameters())[name]
            assert ((twin == 0) == (weight == 0)).all(), name
            assert torch.allclose(twin, weight, rtol=1e-3, atol=1e-7), name
        last = card["checkpoints"][-1]
        assert last["halfPrecisionError"] < 5e-3
        assert last["masked"] == sum(int((~m).sum()) for m in masking.masks.values())
        assert card["recipe"]["steps"] == 2 and card["sparse"]["sparsity"] == 0.4
        assert os.path.getsize(os.path.join(folder, "slak-nano", last["file"])) == last["bytes"]


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print("passed", name.removeprefix("test_").replace("_", " "), flush=True)

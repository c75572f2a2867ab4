"""What training leaves behind: checkpoints in half precision and a card that says what they are."""

import hashlib
import json
import math
import os
import platform
import subprocess

import numpy as np
import safetensors
import torch
from safetensors.torch import load_file, save_file

import shapes
from networks import DEPTHS, LAYER_SCALE, NETWORKS, make_network

TEST_IMAGES = 2
"""How many validation images `input.npy` and `logits.npy` hold."""
LEAST_HALF = 2.0**-24


def to_half(state):
    """Weights as float16; running statistics of batch norms stay float32, counters int64.

    A zero in the file is a zero in training: what is too small for float16 becomes its least number.
    """
    stored = {}
    for name, value in state.items():
        value = value.detach().clone().contiguous()
        if value.dtype == torch.float32 and ".running_" not in f".{name}":
            half = value.half()
            lost = (half == 0) & (value != 0)
            half[lost] = (LEAST_HALF * value[lost].sign()).half()
            value = half
        stored[name] = value
    return stored


def write_checkpoint(path, state, metadata):
    """Writes atomically; the file's SHA-256 and size."""
    own = f"{path}.{os.getpid()}"
    save_file(to_half(state), own, metadata)
    os.chmod(own, 0o644)
    os.replace(own, path)
    with open(path, "rb") as file:
        content = file.read()
    return hashlib.sha256(content).hexdigest(), len(content)


def read_checkpoint(path, network):
    """The network of a written checkpoint, its weights in float32, in evaluation mode."""
    model = make_network(network, 0)
    state = {n: v.float() if v.dtype == torch.float16 else v for n, v in load_file(path).items()}
    model.load_state_dict(state)
    return model.eval()


def wilson(right, count, z=1.959964):
    """95 % interval of a proportion (Wilson 1927)."""
    p, zz = right / count, z * z / count
    centre = (p + zz / 2) / (1 + zz)
    half = z * math.sqrt(p * (1 - p) / count + zz / (4 * count)) / (1 + zz)
    return [round(centre - half, 4), round(centre + half, 4)]


def layers_of(model, masking):
    """Every weight that a mask could cover: its size, its exact zeros, what its mask covers."""
    masks = masking.masks if masking else {}
    layers = []
    for name, weight in model.named_parameters():
        if weight.dim() not in (2, 4):
            continue
        zeros = int((weight == 0).sum())
        masked = int((~masks[name]).sum()) if name in masks else 0
        layers.append(
            {
                "name": name,
                "shape": list(weight.shape),
                "weights": weight.numel(),
                "masked": masked,
                "zeros": zeros,
                "sparsity": round(zeros / weight.numel(), 6),
            }
        )
    return layers


def commit_of_code():
    """The commit of the training code, and whether it was changed since."""
    folder = os.path.dirname(os.path.abspath(__file__))

    def git(*words):
        done = subprocess.run(["git", "-C", folder, *words], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else None

    commit = git("log", "-1", "--format=%H", "--", "*.py")
    changed = git("status", "--porcelain", "--", "*.py")
    return {"commit": commit or None, "changedSince": bool(changed)}


class Keeper:
    """Writes checkpoints as training goes on, then the card, the README and the index."""

    def __init__(self, given, recipe, sparse, validation, normalise, evaluate):
        self.given, self.recipe, self.sparse = given, recipe, sparse
        self.validation, self.evaluate = validation, evaluate
        self.folder = os.path.join(given.out, given.network) if given.out else None
        self.checkpoints, self.logits = [], []
        if not self.folder:
            return
        os.makedirs(self.folder, exist_ok=True)
        self.code = commit_of_code()
        self.input = normalise(validation[0][:TEST_IMAGES])
        np.save(os.path.join(given.out, "input.npy"), self.input.numpy())

    @torch.no_grad()
    def keep(self, model, masking, step, loss):
        """Writes a checkpoint, reads it back and measures what was read. Returns its accuracy."""
        given = self.given
        percent = round(100 * step / given.steps)
        name = f"{step}.safetensors"
        path = os.path.join(self.folder, name)
        sha256, size = write_checkpoint(
            path, model.state_dict(), {"network": given.network, "step": str(step)}
        )
        stored = read_checkpoint(path, given.network)
        logits = stored(self.input)
        model.eval()
        exact = model(self.input)
        model.train()
        right, count = self.evaluate(stored, *self.validation), len(self.validation[1])
        layers = layers_of(stored, masking)
        parameters = list(stored.parameters())
        maskable = sum(layer["weights"] for layer in layers)
        self.logits.append(logits.numpy())
        self.checkpoints.append(
            {
                "file": name,
                "step": step,
                "percent": percent,
                "sha256": sha256,
                "bytes": size,
                "trainingLoss": None if loss is None else round(float(loss), 4),
                "accuracy": {
                    "right": right,
                    "of": count,
                    "value": round(right / count, 4),
                    "interval95": wilson(right, count),
                },
                "parameters": sum(p.numel() for p in parameters),
                "nonzero": sum(int((p != 0).sum()) for p in parameters),
                "masked": sum(layer["masked"] for layer in layers),
                "maskable": maskable,
                "sparsity": round(sum(layer["masked"] for layer in layers) / maskable, 6),
                "halfPrecisionError": float(f"{((logits - exact).norm() / exact.norm()).item():.3g}"),
                "layers": layers,
            }
        )
        return right / count

    def finish(self, model, seconds):
        given, network = self.given, NETWORKS[self.given.network]
        keep = "" if given.keep == "0,10,30,60,100" else f" --keep {given.keep}"
        lr = f" --lr {given.lr}" if given.lr else ""
        card = {
            "version": 1,
            "name": given.network,
            "about": network["about"],
            "dims": list(network["dims"]),
            "depths": list(DEPTHS),
            "kernels": list(network["kernels"]),
            "layerScaleAtStart": None if given.network.startswith("replknet") else LAYER_SCALE,
            "data": {
                "name": "dashed shapes over dead leaves",
                "code": "training/shapes.py",
                "seed": given.data_seed,
                "trainingImages": given.images,
                "validationImages": given.validation,
                "normalisation": "ImageNet's mean and standard deviation",
                **shapes.describe(),
            },
            "recipe": {
                **self.recipe,
                "steps": given.steps,
                "imagesSeen": given.steps * self.recipe["batch"],
            },
            "sparse": self.sparse if network["sparse"] else None,
            "seed": given.seed,
            "code": self.code,
            "command": f"python training/train.py {given.network} --steps {given.steps} "
            f"--seed {given.seed} --images {given.images}{keep}{lr} --out public/networks",
            "versions": {
                "python": platform.python_version(),
                "torch": torch.__version__,
                "numpy": np.__version__,
                "safetensors": safetensors.__version__,
            },
            "threads": given.threads,
            "trainingSeconds": round(seconds),
            "checkpoints": self.checkpoints,
        }
        write_json(os.path.join(self.folder, "card.json"), card)
        np.save(os.path.join(self.folder, "logits.npy"), np.stack(self.logits))
        write_text(os.path.join(self.folder, "README.md"), describe(card))
        write_index(given.out)


def write_text(path, text):
    own = f"{path}.{os.getpid()}"
    with open(own, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(own, path)


def write_json(path, value):
    write_text(path, json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def percents(values):
    return " – ".join(f"{100 * v:.1f}" for v in values) + " %"


def describe(card):
    """The card for a human reader, in Markdown."""
    last = card["checkpoints"][-1]
    recipe, data, sparse = card["recipe"], card["data"], card["sparse"]
    rows = "\n".join(
        f"| `{c['file']}` | {c['step']} ({c['percent']} %) | {100 * c['accuracy']['value']:.1f} % "
        f"({percents(c['accuracy']['interval95'])}) | {c['nonzero']:,} of {c['parameters']:,} "
        f"| {100 * c['sparsity']:.1f} % | `{c['sha256'][:16]}…` |"
        for c in card["checkpoints"]
    )
    masked = [layer for layer in last["layers"] if layer["masked"] > 0]
    layers = "\n".join(
        f"| `{layer['name']}` | {'×'.join(map(str, layer['shape']))} "
        f"| {100 * layer['masked'] / layer['weights']:.1f} % "
        f"| {100 * layer['sparsity']:.1f} % |"
        for layer in masked
    )
    dense = len(last["layers"]) - len(masked)
    sparsity = (
        f"""
## Sparsity

{100 * sparse["sparsity"]:.0f} % of all 2-D and 4-D weights are masked. How much of each layer, SNIP said on one batch before the first step
(|weight × gradient|, one threshold for all layers); which weights of it, chance. Every {sparse["everySteps"]} steps a share of each layer's
weights, {sparse["rate"]} at first and falling to {sparse["lastRate"]} by a cosine, is pruned by magnitude and as many are regrown at random, from
zero. {dense} layers that SNIP would leave at least 99 % dense have no mask.

Zeros can exceed what is masked: a regrown weight stays exactly zero where its tap reaches beyond the map on 128 × 128 inputs,
for there it never gets a gradient. At the end:

| tensor | shape | masked | zeros |
| --- | --- | --- | --- |
{layers}
"""
        if sparse
        else "\nNo weight is masked.\n"
    )
    return f"""# {card["name"]}

{card["about"]} Widths {", ".join(map(str, card["dims"]))}, depths {", ".join(map(str, card["depths"]))}, kernels {", ".join(map(str, card["kernels"]))}; {last["parameters"]:,} parameters.
Trained by Fieldbook's own code to show what training does to effective receptive fields; good for nothing else.

| file | step | accuracy (95 % interval) | parameters not zero | masked | SHA-256 |
| --- | --- | --- | --- | --- | --- |
{rows}

Accuracy is of the file as stored, over {data["validationImages"]:,} validation images that training never saw; the interval is Wilson's over
these images, for this one seed: it says nothing of other seeds. Chance is 10 %.

## Data

Ten shapes ({", ".join(data["classes"])}) as dashed contours over dead-leaves texture, {data["size"]} × {data["size"]}, made by
`{data["code"]}` from seed {data["seed"]}; {data["trainingImages"]:,} training images. Dashes are {data["dashLengthPx"]:g} px long, one every {data["dashPeriodPx"]:g} px, whatever the shape; the length of the
contour, {data["perimeterPx"][0]:g} to {data["perimeterPx"][1]:g} px, is drawn independently of the class; {data["strayDashes"][0]} to {data["strayDashes"][1]} stray dashes lie anywhere. Inputs are normalised with
{data["normalisation"]}.

## Recipe

{recipe["optimizer"]}, {recipe["steps"]:,} steps of {recipe["batch"]} images ({recipe["imagesSeen"]:,} seen), learning rate {recipe["learningRate"]:g} after {100 * recipe["warmup"]:g} % of warm-up, falling by a
cosine, weight decay {recipe["weightDecay"]:g}, label smoothing {recipe["labelSmoothing"]:g}, {recipe["augmentation"]}, no average of weights (EMA).
Seed {card["seed"]}, PyTorch {card["versions"]["torch"]}, NumPy {card["versions"]["numpy"]}, {card["threads"]} thread, {card["trainingSeconds"]:,} s. Code at commit `{card["code"]["commit"]}`{" with changes" if card["code"]["changedSince"] else ""}.

```
{card["command"]}
```
{sparsity}
## Files

Weights are float16, running statistics of batch norms float32. `card.json` holds all of this for programs, with every layer.
`logits.npy` holds the scores [checkpoints, images, classes] that PyTorch gives in float32 for `../input.npy`.
"""


def write_index(folder):
    """`index.json`: what there is, from the cards that there are, in the order of NETWORKS."""
    entries = []
    for name in NETWORKS:
        path = os.path.join(folder, name, "card.json")
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as file:
            card = json.load(file)
        entries.append(
            {
                "name": name,
                "about": card["about"],
                "card": f"{name}/card.json",
                "checkpoints": [
                    {
                        "file": f"{name}/{c['file']}",
                        "step": c["step"],
                        "percent": c["percent"],
                        "sha256": c["sha256"],
                        "bytes": c["bytes"],
                        "accuracy": c["accuracy"]["value"],
                    }
                    for c in card["checkpoints"]
                ],
            }
        )
    write_json(os.path.join(folder, "index.json"), entries)

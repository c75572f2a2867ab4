"""The peer of the benchmark: PyTorch computing the same ERF as Fieldbook, from the same files.

Reads weights and input from two safetensors files, says what it is in one line of JSON, and then answers one
JSON request a line until its input ends: {"threads": 2, "tf32": false} computes the ERF once and answers
{"seconds": ..., "peak_bytes": ...}; {"save": "map.f32"} writes the last ERF as raw float32, row-major.

The networks are functions of a state_dict under the official names (SLaK, ConvNeXt, RepLKNet), evaluated as in
`model.eval()`: nothing is folded or merged, as a user of the official classes would have it.
"""

import argparse
import json
import resource
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F


def read_safetensors(path):
    """All float32 tensors of a file by name."""
    with open(path, "rb") as file:
        data = file.read()
    header_bytes = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + header_bytes])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = (8 + header_bytes + offset for offset in entry["data_offsets"])
        values = np.frombuffer(data[start:end], dtype="<f4").reshape(entry["shape"])
        tensors[name] = torch.from_numpy(values.copy())
    return tensors


class Network:
    """The stages of a network, whose family is told by its names."""

    def __init__(self, weights):
        self.weights = weights

    def stages(self, x, last):
        """Outputs of the stages up to `last`, counted from 1."""
        is_replknet = "stem.0.conv.weight" in self.weights
        return (self.replknet if is_replknet else self.convnext)(x, last)

    def batch_norm(self, x, name):
        w = self.weights
        mean, variance = w[f"{name}.running_mean"], w[f"{name}.running_var"]
        return F.batch_norm(x, mean, variance, w[f"{name}.weight"], w[f"{name}.bias"], False, 0, 1e-5)

    def depthwise(self, x, name):
        kernel = self.weights[name]
        padding = (kernel.shape[2] // 2, kernel.shape[3] // 2)
        return F.conv2d(x, kernel, None, 1, padding, 1, kernel.shape[0])

    def layer_norm(self, x, name):
        """Over the last axis."""
        w = self.weights
        return F.layer_norm(x, (x.shape[-1],), w[f"{name}.weight"], w[f"{name}.bias"], 1e-6)

    def layer_norm_channels_first(self, x, name):
        return self.layer_norm(x.permute(0, 2, 3, 1), name).permute(0, 3, 1, 2)

    def conv_bn(self, x, name, relu=False, **options):
        y = self.batch_norm(F.conv2d(x, self.weights[f"{name}.conv.weight"], None, **options), f"{name}.bn")
        return F.relu(y) if relu else y

    def blocks(self, pattern):
        """Prefixes of the blocks whose tensor `pattern` is there, in order."""
        block = 0
        while pattern.format(block) in self.weights:
            yield block
            block += 1

    def convnext(self, x, last):
        """ConvNeXt, and SLaK with decomposed kernels."""
        w, outputs = self.weights, []
        for stage in range(last):
            down = f"downsample_layers.{stage}"
            if stage == 0:
                x = F.conv2d(x, w[f"{down}.0.weight"], w[f"{down}.0.bias"], 4)
                x = self.layer_norm_channels_first(x, f"{down}.1")
            else:
                x = self.layer_norm_channels_first(x, f"{down}.0")
                x = F.conv2d(x, w[f"{down}.1.weight"], w[f"{down}.1.bias"], 2)
            for block in self.blocks(f"stages.{stage}.{{}}.gamma"):
                x = x + self.convnext_block(x, f"stages.{stage}.{block}")
            outputs.append(x)
        return outputs

    def convnext_block(self, x, name):
        w = self.weights
        if f"{name}.dwconv.weight" in w:
            y = self.depthwise(x, f"{name}.dwconv.weight") + w[f"{name}.dwconv.bias"][:, None, None]
        else:
            branches = [f"{name}.large_kernel.{part}" for part in ("LoRA1", "LoRA2", "small_conv")]
            y = sum(self.batch_norm(self.depthwise(x, f"{b}.conv.weight"), f"{b}.bn") for b in branches)
        y = self.layer_norm(y.permute(0, 2, 3, 1), f"{name}.norm")
        y = F.gelu(F.linear(y, w[f"{name}.pwconv1.weight"], w[f"{name}.pwconv1.bias"]))
        y = F.linear(y, w[f"{name}.pwconv2.weight"], w[f"{name}.pwconv2.bias"]) * w[f"{name}.gamma"]
        return y.permute(0, 3, 1, 2)

    def replknet(self, x, last):
        outputs, width = [], self.weights["stem.0.conv.weight"].shape[0]
        x = self.conv_bn(x, "stem.0", relu=True, stride=2, padding=1)
        x = self.conv_bn(x, "stem.1", relu=True, padding=1, groups=width)
        x = self.conv_bn(x, "stem.2", relu=True)
        x = self.conv_bn(x, "stem.3", relu=True, stride=2, padding=1, groups=width)
        for stage in range(last):
            for block in self.blocks(f"stages.{stage}.blocks.{{}}.pw1.conv.weight"):
                x = x + self.replknet_block(x, f"stages.{stage}.blocks.{block}")
            outputs.append(x)
            if stage + 1 < last:
                x = self.conv_bn(x, f"transitions.{stage}.0", relu=True)
                x = self.conv_bn(x, f"transitions.{stage}.1", relu=True, stride=2, padding=1, groups=x.shape[1])
        return outputs

    def replknet_block(self, x, name):
        w = self.weights
        if f"{name}.prelkb_bn.weight" not in w:
            y = self.conv_bn(self.batch_norm(x, f"{name}.preffn_bn"), f"{name}.pw1")
            return self.conv_bn(F.gelu(y), f"{name}.pw2")
        y = self.conv_bn(self.batch_norm(x, f"{name}.prelkb_bn"), f"{name}.pw1", relu=True)
        branches = [f"{name}.large_kernel.{part}" for part in ("lkb_origin", "small_conv")]
        branches = [b for b in branches if f"{b}.conv.weight" in w]
        y = sum(self.batch_norm(self.depthwise(y, f"{b}.conv.weight"), f"{b}.bn") for b in branches)
        return self.conv_bn(F.relu(y), f"{name}.pw2")


def erf(network, images, stage):
    """Σ over images of the rectified gradient of the rectified centre unit, summed over channels: [H, W]."""
    total = 0
    for image in images:
        x = image[None].clone().requires_grad_(True)
        y = network.stages(x, stage)[-1]
        centre = y[:, :, y.shape[2] // 2, y.shape[3] // 2]
        (gradient,) = torch.autograd.grad(F.relu(centre).sum(), x)
        total = total + F.relu(gradient).sum((0, 1))
    return total


def peak_bytes(device):
    if device == "cuda":
        return torch.cuda.max_memory_allocated()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True, help="safetensors file under the official names")
    parser.add_argument("--input", required=True, help="safetensors file with `images` [N, 3, H, W]")
    parser.add_argument("--stage", type=int, default=4)
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    options = parser.parse_args()
    cuda = options.device == "cuda"
    weights = {name: tensor.to(options.device) for name, tensor in read_safetensors(options.weights).items()}
    images = read_safetensors(options.input)["images"].to(options.device)
    network = Network(weights)
    name = torch.cuda.get_device_name() if cuda else "cpu"
    print(json.dumps({"torch": torch.__version__, "device": name}), flush=True)
    result = None
    for line in sys.stdin:
        request = json.loads(line)
        if "save" in request:
            result.detach().cpu().numpy().astype("<f4").tofile(request["save"])
            print(json.dumps({}), flush=True)
            continue
        if request.get("threads"):
            torch.set_num_threads(request["threads"])
        tf32 = bool(request.get("tf32"))
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = tf32
        if cuda:
            torch.cuda.synchronize()
        start = time.perf_counter()
        result = erf(network, images, options.stage)
        if cuda:
            torch.cuda.synchronize()
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "peak_bytes": peak_bytes(options.device)}), flush=True)


if __name__ == "__main__":
    main()

"""Makes the goldens of ResNet, Swin and ViT: python3 makeFamilies.py (PyTorch 2.13, torchvision 0.28).

The networks are torchvision's own classes at small sizes. Weights are seeded, far from their initial values,
and rounded to float16, as which they are saved; everything is computed in float32, in evaluation mode.
"""

import json
import math
import sys
import types
from pathlib import Path

import numpy as np
import torch
from torch import nn

# the operators for detection, which some builds of torchvision lack, are not needed here
sys.modules["torchvision._meta_registrations"] = types.ModuleType("_meta_registrations")
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet  # noqa: E402
from torchvision.models.swin_transformer import SwinTransformer  # noqa: E402
from torchvision.models.vision_transformer import VisionTransformer, interpolate_embeddings  # noqa: E402

HERE = Path(__file__).parent
CLASSES = 10
ODD = (72, 104)


class SmallResNet(ResNet):
    """torchvision's ResNet with a stem of 8 channels and planes of 4, 8, 12, 16."""

    def __init__(self, block, depths):
        nn.Module.__init__(self)
        self._norm_layer = nn.BatchNorm2d
        self.inplanes, self.dilation, self.groups, self.base_width = 8, 1, 1, 64
        self.conv1 = nn.Conv2d(3, 8, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        planes = (4, 8, 12, 16) if block is Bottleneck else (8, 12, 16, 24)
        for i, (width, depth) in enumerate(zip(planes, depths)):
            setattr(self, f"layer{i + 1}", self._make_layer(block, width, depth, stride=1 if i == 0 else 2))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(planes[-1] * block.expansion, CLASSES)


def stages_of(net, x):
    """The maps at the ends of the four stages, [1, C, h, w], and the logits."""
    if isinstance(net, ResNet):
        y = net.maxpool(net.relu(net.bn1(net.conv1(x))))
        maps = []
        for layer in (net.layer1, net.layer2, net.layer3, net.layer4):
            y = layer(y)
            maps.append(y)
        return maps, net(x)
    if isinstance(net, SwinTransformer):
        maps = []
        y = x
        for i, part in enumerate(net.features):
            y = part(y)
            if i % 2 == 1:
                maps.append(y.permute(0, 3, 1, 2))
        return maps, net(x)
    return vit_stages(net, x)


def vit_stages(net, x):
    p = net.patch_size
    grid = (x.shape[2] // p, x.shape[3] // p)
    tokens = net.conv_proj(x).flatten(2).transpose(1, 2)
    tokens = torch.cat([net.class_token, tokens], 1) + resized(net, grid)
    maps = []
    layers = list(net.encoder.layers)
    for i, layer in enumerate(layers):
        tokens = layer(tokens)
        if (i + 1) * 4 % len(layers) == 0:
            maps.append(tokens[:, 1:].transpose(1, 2).unflatten(2, grid))
    return maps, net.heads(net.encoder.ln(tokens)[:, 0])


def resized(net, grid):
    """torchvision's function for square grids; the same interpolation for the others."""
    own = net.encoder.pos_embedding
    if grid[0] == grid[1]:
        state = {"encoder.pos_embedding": own}
        return interpolate_embeddings(grid[0] * net.patch_size, net.patch_size, state)["encoder.pos_embedding"]
    side = math.isqrt(own.shape[1] - 1)
    image = own[:, 1:].transpose(1, 2).unflatten(2, (side, side))
    image = nn.functional.interpolate(image, size=grid, mode="bicubic", align_corners=True)
    return torch.cat([own[:, :1], image.flatten(2).transpose(1, 2)], 1)


def fill(net, seed):
    """Weights with a life of their own: biases, norms and running statistics included."""
    generator = torch.Generator().manual_seed(seed)
    normal = lambda like: torch.randn(like.shape, generator=generator)  # noqa: E731
    with torch.no_grad():
        for name, value in net.state_dict().items():
            if not value.is_floating_point():
                continue
            if name.endswith("running_var"):
                value.copy_(0.5 + torch.rand(value.shape, generator=generator))
            elif name.endswith(("position_bias_table", "pos_embedding", "class_token")):
                value.copy_(0.5 * normal(value))
            elif name.endswith("weight") and value.dim() == 1:
                value.copy_(1 + 0.3 * normal(value))
            elif value.dim() == 1:
                value.copy_(0.2 * normal(value))
            else:
                gain = 1.4 if value.dim() == 4 else 1.0
                value.copy_(gain * normal(value) / math.sqrt(value[0].numel()))
            value.copy_(value.half().float())
    return net.eval()


def field(net, x, stage):
    total = np.zeros(x.shape[2:])
    unit = None
    for image in x:
        one = image[None].clone().requires_grad_(True)
        top = stages_of(net, one)[0][stage]
        unit = (top.shape[2] // 2, top.shape[3] // 2)
        target = top[0, :, unit[0], unit[1]].relu().sum()
        (gradient,) = torch.autograd.grad(target, one)
        total += gradient.relu().sum((0, 1)).double().numpy()
    return (total / len(x)).astype(np.float32)


def main():
    torch.manual_seed(0)
    x = torch.from_numpy(np.load(HERE / "input128.npy"))
    networks = {
        "resnet-mini": SmallResNet(Bottleneck, (1, 2, 1, 1)),
        "resnet-basic-mini": SmallResNet(BasicBlock, (2, 1, 1, 1)),
        "swin-mini": SwinTransformer([4, 4], 8, [2, 2, 2, 2], [2, 2, 4, 8], [7, 7], num_classes=CLASSES),
        "vit-mini": VisionTransformer(64, 8, 4, 2, 128, 64, num_classes=CLASSES),
    }
    for seed, (name, net) in enumerate(networks.items()):
        fill(net, seed)
        half = {key: value.half() if value.is_floating_point() else value for key, value in net.state_dict().items()}
        torch.save(half, HERE / f"{name}.pth")
        about = {"params": sum(p.numel() for p in net.parameters())}
        for label, input_ in (("128", x), (f"{ODD[0]}x{ODD[1]}", x[:, :, : ODD[0], : ODD[1]])):
            with torch.no_grad():
                maps, _ = stages_of(net, input_[:1])
                logits = torch.cat([stages_of(net, image[None])[1] for image in input_])
            about[label] = [list(map_.shape[1:]) for map_ in maps]
            np.save(HERE / f"{name}.logits{label}.npy", logits.numpy())
            for stage in range(4):
                np.save(HERE / f"{name}.erf{label}.stage{stage + 1}.npy", field(net, input_, stage))
        (HERE / f"{name}.json").write_text(json.dumps(about, indent=1) + "\n")


main()

"""Makes the goldens of ResNet, Swin, ViT and ConvNeXt v2, and those of the others at 72 x 104.

python3 makeFamilies.py [network …] (PyTorch 2.13, torchvision 0.28, timm 1.0.31)

ResNet, Swin and ViT are torchvision's own classes at small sizes, ConvNeXt timm's. Weights are seeded, far
from their initial values, and rounded to float16, as which they are saved; everything is computed in float32,
in evaluation mode. SLaK, ConvNeXt and RepLKNet keep the weights that the authors' code gave them: the classes
here must first give the logits and fields that are in these files for 128 x 128.
"""

import json
import math
import re
import sys
import types
from collections import OrderedDict
from pathlib import Path

import numpy as np
import torch
from torch import nn

# the operators for detection, which some builds of torchvision lack, are not needed here
sys.modules["torchvision._meta_registrations"] = types.ModuleType("_meta_registrations")
from timm.models.convnext import ConvNeXt  # noqa: E402
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


class Strips(nn.Module):
    """SLaK's token mixer: three depthwise convolutions, each with its batch norm, summed."""

    def __init__(self, width, long, short):
        super().__init__()
        for name, sides in (("LoRA1", (long, short)), ("LoRA2", (short, long)), ("small_conv", (short, short))):
            half = tuple(side // 2 for side in sides)
            conv = nn.Conv2d(width, width, sides, padding=half, groups=width, bias=False)
            setattr(self, name, nn.ModuleDict({"conv": conv, "bn": nn.BatchNorm2d(width)}))

    def forward(self, x):
        return sum(part["bn"](part["conv"](x)) for part in self.children())


def small_convnext(**options):
    return ConvNeXt(num_classes=CLASSES, depths=[1, 1, 2, 1], dims=[8, 16, 24, 32], **options)


def small_slak():
    net = small_convnext()
    for stage, width, long in zip(net.stages, (8, 16, 24, 32), (51, 49, 47, 13)):
        for block in stage.blocks:
            block.conv_dw = Strips(width, long, 5)
    return net


def conv_bn(into, out, side, stride=1, groups=1, relu=True):
    parts = {
        "conv": nn.Conv2d(into, out, side, stride, side // 2, groups=groups, bias=False),
        "bn": nn.BatchNorm2d(out),
    }
    return nn.Sequential(OrderedDict(parts, **({"relu": nn.ReLU()} if relu else {})))


class RepMix(nn.Module):
    """RepLKNet's block around a large kernel, with a small one beside it."""

    def __init__(self, width, side):
        super().__init__()
        self.pw1 = conv_bn(width, width, 1)
        self.pw2 = conv_bn(width, width, 1, relu=False)
        large = conv_bn(width, width, side, groups=width, relu=False)
        small = conv_bn(width, width, 5, groups=width, relu=False)
        self.large_kernel = nn.ModuleDict({"lkb_origin": large, "small_conv": small})
        self.prelkb_bn = nn.BatchNorm2d(width)

    def forward(self, x):
        y = self.pw1(self.prelkb_bn(x))
        return x + self.pw2(sum(part(y) for part in self.large_kernel.values()).relu())


class RepFeed(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.preffn_bn = nn.BatchNorm2d(width)
        self.pw1 = conv_bn(width, 4 * width, 1, relu=False)
        self.pw2 = conv_bn(4 * width, width, 1, relu=False)

    def forward(self, x):
        return x + self.pw2(nn.functional.gelu(self.pw1(self.preffn_bn(x))))


class SmallRepLKNet(nn.Module):
    def __init__(self):
        super().__init__()
        dims, depths, sides = (8, 16, 24, 32), (1, 1, 2, 1), (31, 29, 27, 13)
        self.stem = nn.Sequential(
            conv_bn(3, 8, 3, 2), conv_bn(8, 8, 3, 1, 8), conv_bn(8, 8, 1), conv_bn(8, 8, 3, 2, 8)
        )
        self.stages = nn.ModuleList()
        for width, depth, side in zip(dims, depths, sides):
            blocks = [block for _ in range(depth) for block in (RepMix(width, side), RepFeed(width))]
            self.stages.append(nn.ModuleDict({"blocks": nn.Sequential(*blocks)}))
        self.transitions = nn.ModuleList(
            nn.Sequential(conv_bn(a, b, 1), conv_bn(b, b, 3, 2, b)) for a, b in zip(dims, dims[1:])
        )
        self.norm = nn.BatchNorm2d(32)
        self.head = nn.Linear(32, CLASSES)


class FirstNorm(nn.LayerNorm):
    """Layer norm over the channels of maps [N, C, H, W]."""

    def __init__(self, width):
        super().__init__(width, eps=1e-6)

    def forward(self, x):
        return super().forward(x.movedim(1, -1)).movedim(-1, 1)


class DilatedMix(nn.Module):
    """UniRepLKNet's large depthwise kernel, 13 x 13, with dilated ones beside it."""

    def __init__(self, width):
        super().__init__()
        conv = lambda k, r: nn.Conv2d(width, width, k, 1, (k - 1) * r // 2, r, width, False)  # noqa: E731
        self.lk_origin, self.origin_bn = conv(13, 1), nn.BatchNorm2d(width)
        self.beside = [f"k{k}_{r}" for k, r in ((5, 1), (7, 2), (3, 3), (3, 4), (3, 5))]
        for key in self.beside:
            self.add_module(f"dil_conv_{key}", conv(int(key[1]), int(key[3])))
            self.add_module(f"dil_bn_{key}", nn.BatchNorm2d(width))

    def forward(self, x):
        y = self.origin_bn(self.lk_origin(x))
        for key in self.beside:
            y = y + getattr(self, f"dil_bn_{key}")(getattr(self, f"dil_conv_{key}")(x))
        return y


class Squeeze(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.down, self.up = nn.Conv2d(width, width // 4, 1), nn.Conv2d(width // 4, width, 1)

    def forward(self, x):
        return x * self.up(self.down(x.mean((2, 3), keepdim=True)).relu()).sigmoid()


class ResponseNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.gamma = nn.Parameter(torch.zeros(1, 1, 1, width))
        self.beta = nn.Parameter(torch.zeros(1, 1, 1, width))

    def forward(self, x):
        norms = x.square().sum((1, 2), keepdim=True).sqrt()
        return x * (self.gamma * norms / (norms.mean(3, keepdim=True) + 1e-6) + 1) + self.beta


class Turn(nn.Module):
    def __init__(self, source, target):
        super().__init__()
        self.axes = (source, target)

    def forward(self, x):
        return x.movedim(*self.axes)


class UniBlock(nn.Module):
    def __init__(self, width, side):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(width))
        small = nn.Conv2d(width, width, side, padding=side // 2, groups=width, bias=False)
        self.dwconv = small if side < 7 else DilatedMix(width)
        self.norm = nn.BatchNorm2d(width)
        self.se = Squeeze(width)
        self.pwconv1 = nn.Sequential(Turn(1, -1), nn.Linear(width, 4 * width))
        self.act = nn.Sequential(nn.GELU(), ResponseNorm(4 * width))
        last = nn.Linear(4 * width, width, bias=False)
        self.pwconv2 = nn.Sequential(last, Turn(-1, 1), nn.BatchNorm2d(width))

    def forward(self, x):
        y = self.pwconv2(self.act(self.pwconv1(self.se(self.norm(self.dwconv(x))))))
        return x + self.gamma[:, None, None] * y


class SmallUniRepLKNet(nn.Module):
    """As AILab-CVC/UniRepLKNet has it, before its branches are merged."""

    def __init__(self):
        super().__init__()
        dims, sides = (8, 16, 24, 32), ((3,), (13,), (13, 3), (13,))
        halve = lambda a, b: nn.Conv2d(a, b, 3, stride=2, padding=1)  # noqa: E731
        stem = [halve(3, 4), FirstNorm(4), nn.GELU(), halve(4, 8), FirstNorm(8)]
        self.downsample_layers = nn.ModuleList([nn.Sequential(*stem)])
        for a, b in zip(dims, dims[1:]):
            self.downsample_layers.append(nn.Sequential(halve(a, b), FirstNorm(b)))
        self.stages = nn.ModuleList(
            nn.Sequential(*[UniBlock(width, side) for side in own]) for width, own in zip(dims, sides)
        )
        self.norm = nn.LayerNorm(32, eps=1e-6)
        self.head = nn.Linear(32, CLASSES)


def deployed(net):
    """The state_dict of a UniRepLKNet as its authors merge it for use: norms, beta and gamma folded away."""
    held = dict(net.state_dict())

    def fold(norm):
        scale = held.pop(f"{norm}.weight") / (held.pop(f"{norm}.running_var") + 1e-5).sqrt()
        held.pop(f"{norm}.num_batches_tracked")
        return scale, held.pop(f"{norm}.bias") - held.pop(f"{norm}.running_mean") * scale

    for name, block in net.named_modules():
        if not isinstance(block, UniBlock):
            continue
        own = f"{name}.dwconv"
        if isinstance(block.dwconv, DilatedMix):
            scale, bias = fold(f"{own}.origin_bn")
            own += ".lk_origin"
            kernel = held[f"{own}.weight"] * scale[:, None, None, None]
            for key in block.dwconv.beside:
                taps, step = held.pop(f"{name}.dwconv.dil_conv_{key}.weight"), int(key[3])
                scale, shift = fold(f"{name}.dwconv.dil_bn_{key}")
                first = 6 - taps.shape[2] // 2 * step
                last = 13 - first
                kernel[:, :, first:last:step, first:last:step] += taps * scale[:, None, None, None]
                bias = bias + shift
        else:
            kernel, bias = held[f"{own}.weight"], 0
        scale, shift = fold(f"{name}.norm")
        held[f"{own}.weight"], held[f"{own}.bias"] = kernel * scale[:, None, None, None], bias * scale + shift
        gamma, beta = held.pop(f"{name}.gamma"), held.pop(f"{name}.act.1.beta").flatten()
        scale, shift = fold(f"{name}.pwconv2.2")
        weight = held[f"{name}.pwconv2.0.weight"]
        held[f"{name}.pwconv2.0.bias"] = (weight @ beta * scale + shift) * gamma
        held[f"{name}.pwconv2.0.weight"] = weight * (scale * gamma)[:, None]
    return held


def official(name):
    """timm's name of a tensor of ConvNeXt → the authors'."""
    for pattern, replacement in (
        (r"^stem\.", "downsample_layers.0."),
        (r"^stages\.(\d)\.downsample\.", r"downsample_layers.\1."),
        (r"^stages\.(\d)\.blocks\.", r"stages.\1."),
        (r"\.conv_dw\.(?=weight|bias)", ".dwconv."),
        (r"\.conv_dw\.", ".large_kernel."),
        (r"\.mlp\.fc", ".pwconv"),
        (r"\.mlp\.grn\.weight", ".grn.gamma"),
        (r"\.mlp\.grn\.bias", ".grn.beta"),
        (r"^head\.norm\.", "norm."),
        (r"^head\.fc\.", "head."),
    ):
        name = re.sub(pattern, replacement, name)
    return name


def state(net):
    """The state_dict as the authors name it."""
    held = net.state_dict()
    if not isinstance(net, ConvNeXt):
        return held
    wide = lambda key, value: value[None, None, None] if ".grn." in key else value  # noqa: E731
    return {official(key): wide(key, value) for key, value in held.items()}


def take(net, name):
    """Gives the network the weights that the authors' code saved."""
    held = torch.load(HERE / f"{name}.pth", map_location="cpu", weights_only=False)
    held = held.get("model", held)
    net.load_state_dict({key: held[official(key) if isinstance(net, ConvNeXt) else key] for key in net.state_dict()})
    return net.eval()


def stages_of(net, x):
    """The maps at the ends of the four stages, [1, C, h, w], and the logits."""
    if isinstance(net, ConvNeXt):
        maps = []
        y = net.stem(x)
        for stage in net.stages:
            y = stage(y)
            maps.append(y)
        return maps, net(x)
    if isinstance(net, SmallUniRepLKNet):
        maps = []
        for lead, stage in zip(net.downsample_layers, net.stages):
            x = stage(lead(x))
            maps.append(x)
        return maps, net.head(net.norm(x.mean((2, 3))))
    if isinstance(net, SmallRepLKNet):
        maps = []
        y = net.stem(x)
        for i, stage in enumerate(net.stages):
            y = stage["blocks"](net.transitions[i - 1](y) if i > 0 else y)
            maps.append(y)
        return maps, net.head(net.norm(y).mean((2, 3)))
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


OURS = {
    "resnet-mini": lambda: SmallResNet(Bottleneck, (1, 2, 1, 1)),
    "resnet-basic-mini": lambda: SmallResNet(BasicBlock, (2, 1, 1, 1)),
    "swin-mini": lambda: SwinTransformer([4, 4], 8, [2, 2, 2, 2], [2, 2, 4, 8], [7, 7], num_classes=CLASSES),
    "vit-mini": lambda: VisionTransformer(64, 8, 4, 2, 128, 64, num_classes=CLASSES),
    "convnextv2-mini": lambda: small_convnext(use_grn=True, ls_init_value=None),
    "unireplknet-mini": SmallUniRepLKNet,
}
THEIRS = {"slak-mini": small_slak, "convnext-mini": small_convnext, "replknet-mini": SmallRepLKNet}


def answers(net, x):
    """Logits and the fields of the four stages."""
    with torch.no_grad():
        logits = torch.cat([stages_of(net, image[None])[1] for image in x]).numpy()
    return logits, [field(net, x, stage) for stage in range(4)]


def write(name, label, logits, fields):
    np.save(HERE / f"{name}.logits{label}.npy", logits)
    for stage, one in enumerate(fields):
        np.save(HERE / f"{name}.erf{label}.stage{stage + 1}.npy", one)


def compare(name, logits, fields):
    """Refuses a class that does not do what the authors' code did."""
    for got, key in [(logits, "logits128"), *((one, f"erf128.stage{i + 1}") for i, one in enumerate(fields))]:
        want = np.load(HERE / f"{name}.{key}.npy")
        error = float(np.linalg.norm(got - want) / np.linalg.norm(want))
        print(f"{name} {key}: relative L2 error {error:.1e} from the authors' code")
        assert error < 2e-5, error


def main():
    torch.manual_seed(0)
    x = torch.from_numpy(np.load(HERE / "input128.npy"))
    odd = x[:, :, : ODD[0], : ODD[1]]
    asked = sys.argv[1:] or [*OURS, *THEIRS]
    for seed, (name, make) in enumerate(OURS.items()):
        if name not in asked:
            continue
        net = fill(make(), seed)
        half = {key: value.half() if value.is_floating_point() else value for key, value in state(net).items()}
        torch.save(half, HERE / f"{name}.pth")
        if isinstance(net, SmallUniRepLKNet):
            torch.save(deployed(net), HERE / f"{name}-merged.pth")
        about = {"params": sum(p.numel() for p in net.parameters())}
        for label, input_ in (("128", x), (f"{ODD[0]}x{ODD[1]}", odd)):
            with torch.no_grad():
                about[label] = [list(map_.shape[1:]) for map_ in stages_of(net, input_[:1])[0]]
            write(name, label, *answers(net, input_))
        (HERE / f"{name}.json").write_text(json.dumps(about, indent=1) + "\n")
    for name, make in THEIRS.items():
        if name in asked:
            net = take(make(), name)
            compare(name, *answers(net, x))
            write(name, f"{ODD[0]}x{ODD[1]}", *answers(net, odd))


main()

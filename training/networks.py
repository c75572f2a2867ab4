"""The networks: ConvNeXt, RepLKNet and SLaK of one width, with the official names and shapes.

Facts of arXiv 2201.03545, 2203.06717 and 2207.03620. Sizes are small enough for one CPU core.
"""

import math
from functools import partial

import torch
import torch.nn.functional as F
from torch import nn

DIMS = (16, 32, 64, 128)
DEPTHS = (2, 2, 2, 1)
CLASSES = 10
SLAK_KERNELS = (51, 49, 47, 13)
LARGE_KERNELS = (31, 29, 27, 13)
SMALL = 5
SLAK_WIDTH = 1.3
LAYER_SCALE = 1.0
LN_EPS = 1e-6


def _smooth(n):
    """The least number from n on without a prime factor over 5: quick to transform."""
    while True:
        rest = n
        for p in (2, 3, 5):
            while rest % p == 0:
                rest //= p
        if rest == 1:
            return n
        n += 1


def _reach(kernel, height, width):
    """How far a kernel's taps go on a map, up and down, left and right."""
    return min(kernel.shape[2] // 2, height - 1), min(kernel.shape[3] // 2, width - 1)


def _spectrum_of_taps(kernel, reach, size):
    """The taps within reach, the central one at 0, 0, transformed: [C, size, size // 2 + 1]."""
    (rh, rw), (ch, cw) = reach, (kernel.shape[2] // 2, kernel.shape[3] // 2)
    padded = kernel.new_zeros(kernel.shape[0], *size)
    padded[:, : 2 * rh + 1, : 2 * rw + 1] = kernel[
        :, 0, ch - rh : ch + rh + 1, cw - rw : cw + rw + 1
    ]
    return torch.fft.rfft2(torch.roll(padded, (-rh, -rw), (1, 2)))


class _DepthwiseByTransform(torch.autograd.Function):
    """Real transforms only, and of the maps as few as there are maps."""

    @staticmethod
    def forward(ctx, x, *kernels):
        height, width = x.shape[-2:]
        ctx.reaches = [_reach(k, height, width) for k in kernels]
        ctx.size = (
            _smooth(height + max(rh for rh, _ in ctx.reaches)),
            _smooth(width + max(rw for _, rw in ctx.reaches)),
        )
        spectrum = torch.fft.rfft2(x, s=ctx.size)
        taps = [_spectrum_of_taps(k, r, ctx.size) for k, r in zip(kernels, ctx.reaches)]
        ctx.save_for_backward(spectrum, *taps)
        ctx.shapes = [x.shape, *(k.shape for k in kernels)]
        return tuple(
            torch.fft.irfft2(spectrum * t.conj().resolve_conj(), s=ctx.size)[
                ..., :height, :width
            ].contiguous()
            for t in taps
        )

    @staticmethod
    def backward(ctx, *gradients):
        spectrum, *taps = ctx.saved_tensors
        height, width = ctx.shapes[0][-2:]
        back, of_kernels = None, []
        for gradient, tap, reach, shape in zip(gradients, taps, ctx.reaches, ctx.shapes[1:]):
            incoming = torch.fft.rfft2(gradient, s=ctx.size)
            back = incoming * tap if back is None else back.addcmul_(incoming, tap)
            lags = torch.fft.irfft2((incoming.conj_physical_() * spectrum).sum(0), s=ctx.size)
            (rh, rw), (ch, cw) = reach, (shape[2] // 2, shape[3] // 2)
            whole = gradient.new_zeros(shape)
            whole[:, 0, ch - rh : ch + rh + 1, cw - rw : cw + rw + 1] = torch.roll(
                lags, (rh, rw), (1, 2)
            )[:, : 2 * rh + 1, : 2 * rw + 1]
            of_kernels.append(whole)
        x = torch.fft.irfft2(back, s=ctx.size)[..., :height, :width]
        return (x, *of_kernels)


def depthwise_by_transform(x, kernels):
    """Depthwise convolutions of x [B, C, H, W] with each of kernels [C, 1, KH, KW], zero padding
    K // 2, stride 1: what F.conv2d gives, by Fourier transforms, of which x needs one in all.

    Only taps that reach from one cell of the map to another are read; the others have no effect
    on a map of this size and get a gradient of zero, as they do from F.conv2d.
    """
    return list(_DepthwiseByTransform.apply(x, *kernels))


def depthwise(x, kernels):
    """As `depthwise_by_transform`, directly where the kernels are small."""
    if max(max(k.shape[2:]) for k in kernels) <= 7:
        return [
            F.conv2d(x, k, padding=(k.shape[2] // 2, k.shape[3] // 2), groups=x.shape[1])
            for k in kernels
        ]
    return depthwise_by_transform(x, kernels)


class ConvBn(nn.Module):
    """Parameters of a convolution without bias and its batch norm."""

    def __init__(self, out, inside, kernel, stride=1, groups=1):
        super().__init__()
        kh, kw = (kernel, kernel) if isinstance(kernel, int) else kernel
        self.conv = nn.Conv2d(
            inside, out, (kh, kw), stride, (kh // 2, kw // 2), groups=groups, bias=False
        )
        self.bn = nn.BatchNorm2d(out)

    def forward(self, x):
        return self.bn(self.conv(x))


class LargeKernel(nn.Module):
    """K x K, or two strips K x 5 and 5 x K, with 5 x 5 beside: batch norms, then the sum."""

    def __init__(self, channels, side, strips):
        super().__init__()

        def branch(kh, kw):
            return ConvBn(channels, channels, (kh, kw), groups=channels)

        if strips:
            self.LoRA1 = branch(side, SMALL)
            self.LoRA2 = branch(SMALL, side)
        else:
            self.lkb_origin = branch(side, side)
        self.small_conv = branch(SMALL, SMALL)

    def forward(self, x):
        branches = list(self.children())
        maps = depthwise(x, [b.conv.weight for b in branches])
        return sum(b.bn(y) for b, y in zip(branches, maps))


class ChannelNorm(nn.LayerNorm):
    """Layer norm over the channels of a map [B, C, H, W]."""

    def __init__(self, channels):
        super().__init__(channels, eps=LN_EPS)

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class FrameBlock(nn.Module):
    """ConvNeXt's block; SLaK's where `strips` is not None."""

    def __init__(self, dim, side, strips):
        super().__init__()
        self.gamma = nn.Parameter(torch.full((dim,), LAYER_SCALE))
        if strips is None:
            self.dwconv = nn.Conv2d(dim, dim, side, padding=side // 2, groups=dim)
        else:
            self.large_kernel = LargeKernel(dim, side, strips)
        self.norm = nn.LayerNorm(dim, eps=LN_EPS)
        self.pwconv1 = nn.Linear(dim, 4 * dim)
        self.pwconv2 = nn.Linear(4 * dim, dim)

    def mix(self, x):
        if hasattr(self, "large_kernel"):
            return self.large_kernel(x)
        return depthwise(x, [self.dwconv.weight])[0] + self.dwconv.bias[:, None, None]

    def forward(self, x):
        y = self.norm(self.mix(x).permute(0, 2, 3, 1))
        y = self.gamma * self.pwconv2(F.gelu(self.pwconv1(y)))
        return x + y.permute(0, 3, 1, 2)


class Frame(nn.Module):
    """ConvNeXt and SLaK: patchify stem, four stages, pooling, norm, classifier."""

    def __init__(self, dims, kernels, strips=None):
        super().__init__()
        self.downsample_layers = nn.ModuleList(
            [nn.Sequential(nn.Conv2d(3, dims[0], 4, 4), ChannelNorm(dims[0]))]
            + [
                nn.Sequential(ChannelNorm(dims[i]), nn.Conv2d(dims[i], dims[i + 1], 2, 2))
                for i in range(3)
            ]
        )
        self.stages = nn.ModuleList(
            nn.Sequential(*(FrameBlock(dims[s], kernels[s], strips) for _ in range(DEPTHS[s])))
            for s in range(4)
        )
        self.norm = nn.LayerNorm(dims[3], eps=LN_EPS)
        self.head = nn.Linear(dims[3], CLASSES)
        for module in self.modules():
            if isinstance(module, nn.Conv2d | nn.Linear):
                fan_in = module.weight[0].numel()
                nn.init.trunc_normal_(module.weight, std=fan_in**-0.5)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def forward(self, x):
        for lead, stage in zip(self.downsample_layers, self.stages):
            x = stage(lead(x))
        return self.head(self.norm(x.mean((2, 3))))


class RepLkBlock(nn.Module):
    def __init__(self, dim, side):
        super().__init__()
        self.pw1 = ConvBn(dim, dim, 1)
        self.pw2 = ConvBn(dim, dim, 1)
        self.large_kernel = LargeKernel(dim, side, strips=False)
        self.prelkb_bn = nn.BatchNorm2d(dim)

    def forward(self, x):
        y = F.relu(self.pw1(self.prelkb_bn(x)))
        return x + self.pw2(F.relu(self.large_kernel(y)))


class ConvFfn(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.preffn_bn = nn.BatchNorm2d(dim)
        self.pw1 = ConvBn(4 * dim, dim, 1)
        self.pw2 = ConvBn(dim, 4 * dim, 1)

    def forward(self, x):
        return x + self.pw2(F.gelu(self.pw1(self.preffn_bn(x))))


class RepLkStage(nn.Module):
    def __init__(self, dim, side, depth):
        super().__init__()
        self.blocks = nn.Sequential(
            *(block for _ in range(depth) for block in (RepLkBlock(dim, side), ConvFfn(dim)))
        )

    def forward(self, x):
        return self.blocks(x)


class RepLkNet(nn.Module):
    def __init__(self, dims, kernels):
        super().__init__()
        first = dims[0]
        self.stem = nn.ModuleList(
            [
                ConvBn(first, 3, 3, stride=2),
                ConvBn(first, first, 3, groups=first),
                ConvBn(first, first, 1),
                ConvBn(first, first, 3, stride=2, groups=first),
            ]
        )
        self.stages = nn.ModuleList(RepLkStage(*size) for size in zip(dims, kernels, DEPTHS))
        self.transitions = nn.ModuleList(
            nn.ModuleList(
                [
                    ConvBn(dims[i + 1], dims[i], 1),
                    ConvBn(dims[i + 1], dims[i + 1], 3, stride=2, groups=dims[i + 1]),
                ]
            )
            for i in range(3)
        )
        self.norm = nn.BatchNorm2d(dims[3])
        self.head = nn.Linear(dims[3], CLASSES)

    def forward(self, x):
        for layer in self.stem:
            x = F.relu(layer(x))
        for s, stage in enumerate(self.stages):
            x = stage(x)
            if s < 3:
                for layer in self.transitions[s]:
                    x = F.relu(layer(x))
        return self.head(self.norm(x).mean((2, 3)))


SLAK_DIMS = tuple(math.trunc(d * SLAK_WIDTH) for d in DIMS)

NETWORKS = {
    "convnext-nano": {
        "about": "ConvNeXt with its 7 × 7 kernels.",
        "make": Frame,
        "dims": DIMS,
        "kernels": (7, 7, 7, 7),
        "sparse": False,
    },
    "convnext-nano-31": {
        "about": "ConvNeXt with its kernels scaled up directly to 31, 29, 27 and 13, dense.",
        "make": Frame,
        "dims": DIMS,
        "kernels": LARGE_KERNELS,
        "sparse": False,
    },
    "replknet-nano": {
        "about": "RepLKNet: 31, 29, 27 and 13, dense, each with 5 × 5 beside it.",
        "make": RepLkNet,
        "dims": DIMS,
        "kernels": LARGE_KERNELS,
        "sparse": False,
    },
    "slak-nano": {
        "about": "SLaK: 51, 49, 47 and 13 in two strips, 5 × 5 beside, 1.3 times as wide, 40 % sparse.",
        "make": partial(Frame, strips=True),
        "dims": SLAK_DIMS,
        "kernels": SLAK_KERNELS,
        "sparse": True,
    },
    "slak-nano-dense": {
        "about": "SLaK as slak-nano, without sparsity.",
        "make": partial(Frame, strips=True),
        "dims": SLAK_DIMS,
        "kernels": SLAK_KERNELS,
        "sparse": False,
    },
}


def make_network(name, seed):
    """A network at its random start; slak-nano and slak-nano-dense start from the same numbers."""
    torch.manual_seed(seed)
    network = NETWORKS[name]
    return network["make"](network["dims"], network["kernels"])

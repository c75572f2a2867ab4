"""Asks the libraries themselves how they name tensors: python3 makeNamings.py LIBRARY

LIBRARY is timm, timm-0.4 (whose Swin and DeiT are the authors'), torchvision, transformers, transformers-5
or mmpretrain; each is asked alone, as they do not go together. Two things are written:

state-dicts/LIBRARY/<model>.json   every tensor of a full-size model, [dtype, shape] each
goldens/namings/<net>.<LIBRARY>.json   the library's names for the tensors of a golden, in the library's order:
    [name, shape, golden's name, part, parts, unfolded], where part 1 of 3 is the second third along the first
    axis, and unfolded says that the last axis takes the four pixels of a channel together, row after row, where
    the golden takes the channels of the pixels (0,0), (1,0), (0,1), (1,1) (row, column).
    The library's own class was given the golden's values under these names and gave the golden's scores.
"""

import json
import re
import sys
import types
from pathlib import Path

import numpy as np
import torch

sys.modules["torchvision._meta_registrations"] = types.ModuleType("_meta_registrations")
HERE = Path(__file__).parent
CLASSES = 10


def golden(name):
    held = torch.load(HERE / f"{name}.pth", map_location="cpu", weights_only=False)
    held = held.get("model", held)
    return {key: value.float() if value.is_floating_point() else value for key, value in held.items()}


def own_swin(values):
    from torchvision.models.swin_transformer import SwinTransformer

    net = SwinTransformer([4, 4], 8, [2, 2, 2, 2], [2, 2, 4, 8], [7, 7], num_classes=CLASSES)
    net.load_state_dict(values)
    return net.eval()


def own_vit(values):
    from torchvision.models.vision_transformer import VisionTransformer

    net = VisionTransformer(64, 8, 4, 2, 128, 64, num_classes=CLASSES)
    net.load_state_dict(values)
    return net.eval()


def expected(net, values):
    """An input of a size that the library's class takes, and the scores that it should give."""
    if net in ("swin-mini", "vit-mini"):
        size = 224 if net == "swin-mini" else 64
        x = torch.randn(2, 3, size, size, generator=torch.Generator().manual_seed(7))
        with torch.no_grad():
            return x, (own_swin if net == "swin-mini" else own_vit)(values)(x)
    x = torch.from_numpy(np.load(HERE / "input128.npy"))
    return x, torch.from_numpy(np.load(HERE / f"{net}.logits128.npy"))


def unsorted(own, value):
    """mmpretrain's merging takes the four pixels of a channel together, the others the channels of a pixel."""
    if not own.startswith("features.") or not re.match(r"features\.[246]\.(norm|reduction)", own):
        return value
    width = value.shape[-1]
    # (row, column) offsets: torchvision (0,0) (1,0) (0,1) (1,1); unfolded (0,0) (0,1) (1,0) (1,1)
    return value.unflatten(-1, (4, width // 4))[..., [0, 2, 1, 3], :].transpose(-1, -2).flatten(-2)


def ask(library, net, model, rules, unfolded=False):
    values = golden(net)
    rows, filled, taken = [], {}, set()
    for name, value in model.state_dict().items():
        if re.search(r"(num_batches_tracked|relative_position_index|attn_mask)$", name):
            rows.append([name, list(value.shape), None, 0, 1, False])
            filled[name] = value
            continue
        own, part, parts = name, 0, 1
        for pattern, replacement in rules:
            own = re.sub(pattern, replacement, own)
        if "|" in own:
            own, third = own.split("|")
            part, parts = int(third), 3
        whole = unsorted(own, values[own]) if unfolded else values[own]
        taken.add((own, part))
        filled[name] = whole.chunk(parts)[part].reshape(value.shape)
        rows.append([name, list(value.shape), own, part, parts, whole is not values[own]])
    left = {key for key in values if (key, 0) not in taken and not re.search("tracked|position_index", key)}
    assert not left, left
    model.load_state_dict(filled)
    x, want = expected(net, values)
    with torch.no_grad():
        got = model.eval()(x)
    got = getattr(got, "logits", got)
    error = float((got - want).norm() / want.norm())
    print(f"{net:20} {library:16} {error:.1e}")
    assert error < 2e-5, error
    lines = ",\n".join(json.dumps(row) for row in rows)
    (HERE / "namings" / f"{net}.{library}.json").write_text(f"[\n{lines}\n]\n")


def resized(net):
    """What transformers gives at sizes whose grid its position embeddings must be resized to."""
    x = torch.from_numpy(np.load(HERE / "input128.npy"))
    for label, input_ in (("128", x), ("72x104", x[:, :, :72, :104])):
        with torch.no_grad():
            scores = net(input_, interpolate_pos_encoding=True).logits
        np.save(HERE / f"vit-mini.centres.logits{label}.npy", scores.numpy())


def shifted_first(net):
    """What timm gives at a size whose windows are filled up: it shifts before, torchvision after."""
    x = torch.from_numpy(np.load(HERE / "input128.npy"))
    with torch.no_grad():
        np.save(HERE / "swin-mini.timm.logits128.npy", net(x).numpy())
    fields = []
    for image in x.split(1):
        image.requires_grad_()
        top = net.layers[2](net.layers[1](net.layers[0](net.patch_embed(image))))
        unit = top[0, top.shape[1] // 2, top.shape[2] // 2]
        (gradient,) = torch.autograd.grad(unit.relu().sum(), image)
        fields.append(gradient.relu().sum((0, 1)))
    np.save(HERE / "swin-mini.timm.erf128.stage3.npy", torch.stack(fields).mean(0).numpy())


def dump(library, name, model):
    folder = HERE.parent / "state-dicts" / library
    folder.mkdir(exist_ok=True)
    held = model if isinstance(model, dict) else model.state_dict()
    rows = [f' {json.dumps(k)}: {json.dumps([str(v.dtype)[6:], list(v.shape)])}' for k, v in held.items()]
    (folder / f"{name}.json").write_text("{\n" + ",\n".join(rows) + "\n}\n")


CONVNEXT = dict(depths=[1, 1, 2, 1], dims=[8, 16, 24, 32])


def timm(library="timm"):
    from timm import create_model
    from timm.models.convnext import ConvNeXt
    from timm.models.swin_transformer import SwinTransformer
    from timm.models.vision_transformer import VisionTransformer

    next_rules = [
        (r"^stem\.", "downsample_layers.0."),
        (r"^stages\.(\d)\.downsample\.", r"downsample_layers.\1."),
        (r"^stages\.(\d)\.blocks\.", r"stages.\1."),
        (r"conv_dw", "dwconv"),
        (r"mlp\.fc", "pwconv"),
        (r"mlp\.grn\.weight", "grn.gamma"),
        (r"mlp\.grn\.bias", "grn.beta"),
        (r"^head\.norm\.", "norm."),
        (r"^head\.fc\.", "head."),
    ]
    conv = dict(num_classes=CLASSES, **CONVNEXT)
    ask(library, "convnext-mini", ConvNeXt(**conv), next_rules)
    ask(library + "-conv_mlp", "convnext-mini", ConvNeXt(conv_mlp=True, **conv), next_rules)
    ask(library, "convnextv2-mini", ConvNeXt(use_grn=True, ls_init_value=None, **conv), next_rules)
    sizes = dict(embed_dim=8, depths=(2, 2, 2, 2), num_heads=(2, 2, 4, 8))
    swin = SwinTransformer(224, 4, 3, CLASSES, strict_img_size=False, **sizes)
    ask(
        library,
        "swin-mini",
        swin,
        [
            (r"^patch_embed\.proj", "features.0.0"),
            (r"^patch_embed\.norm", "features.0.2"),
            (r"^layers\.1\.downsample", "features.2"),
            (r"^layers\.2\.downsample", "features.4"),
            (r"^layers\.3\.downsample", "features.6"),
            *[(rf"^layers\.{i}\.blocks", f"features.{2 * i + 1}") for i in range(4)],
            (r"mlp\.fc1", "mlp.0"),
            (r"mlp\.fc2", "mlp.3"),
            (r"^head\.fc", "head"),
        ],
    )
    shifted_first(swin)
    vit = VisionTransformer(64, 8, 3, CLASSES, embed_dim=128, depth=4, num_heads=2, mlp_ratio=0.5)
    ask(library, "vit-mini", vit, VIT_BLOCKS)
    for name in (
        "convnext_tiny convnextv2_atto convnextv2_nano resnet18 resnet50 swin_tiny_patch4_window7_224"
        " swin_base_patch4_window12_384 vit_tiny_patch16_224 deit_small_patch16_224"
    ).split():
        dump(library, name, create_model(name))


VIT_BLOCKS = [
    (r"^cls_token", "class_token"),
    (r"^pos_embed", "encoder.pos_embedding"),
    (r"^patch_embed\.proj", "conv_proj"),
    (r"^norm", "encoder.ln"),
    (r"^head", "heads.head"),
    (r"^blocks\.", "encoder.layers.encoder_layer_"),
    (r"\.norm(\d)", r".ln_\1"),
    (r"attn\.qkv\.", "self_attention.in_proj_"),
    (r"attn\.proj", "self_attention.out_proj"),
    (r"mlp\.fc1", "mlp.0"),
    (r"mlp\.fc2", "mlp.3"),
]


def timm_04():
    library = "timm-0.4"
    import collections.abc

    six = types.ModuleType("torch._six")
    six.container_abcs = collections.abc
    sys.modules["torch._six"] = six
    from timm import create_model
    from timm.models.swin_transformer import SwinTransformer
    from timm.models.vision_transformer import VisionTransformer

    ask(
        library,
        "swin-mini",
        SwinTransformer(224, 4, 3, CLASSES, embed_dim=8, depths=(2, 2, 2, 2), num_heads=(2, 2, 4, 8)),
        [
            (r"^patch_embed\.proj", "features.0.0"),
            (r"^patch_embed\.norm", "features.0.2"),
            (r"^layers\.0\.downsample", "features.2"),
            (r"^layers\.1\.downsample", "features.4"),
            (r"^layers\.2\.downsample", "features.6"),
            *[(rf"^layers\.{i}\.blocks", f"features.{2 * i + 1}") for i in range(4)],
            (r"mlp\.fc1", "mlp.0"),
            (r"mlp\.fc2", "mlp.3"),
        ],
    )
    vit = VisionTransformer(64, 8, 3, CLASSES, embed_dim=128, depth=4, num_heads=2, mlp_ratio=0.5)
    ask(library, "vit-mini", vit, VIT_BLOCKS)
    for name in "swin_tiny_patch4_window7_224 swin_base_patch4_window12_384 deit_tiny_patch16_224 deit_tiny_distilled_patch16_224".split():
        dump(library, name, create_model(name))


def torchvision():
    from torchvision import models
    from torchvision.models.convnext import CNBlockConfig, ConvNeXt

    dims = [*CONVNEXT["dims"], None]
    blocks = [CNBlockConfig(dims[i], dims[i + 1], n) for i, n in enumerate(CONVNEXT["depths"])]
    ask(
        "torchvision",
        "convnext-mini",
        ConvNeXt(blocks, num_classes=CLASSES),
        [
            (r"^classifier\.0", "norm"),
            (r"^classifier\.2", "head"),
            (r"^features\.0\.", "downsample_layers.0."),
            *[(rf"^features\.{2 * i}\.", f"downsample_layers.{i}.") for i in (1, 2, 3)],
            *[(rf"^features\.{2 * i + 1}\.", f"stages.{i}.") for i in range(4)],
            (r"layer_scale", "gamma"),
            (r"block\.0", "dwconv"),
            (r"block\.2", "norm"),
            (r"block\.3", "pwconv1"),
            (r"block\.5", "pwconv2"),
        ],
    )
    for name in "convnext_tiny resnet18 resnet34 wide_resnet50_2 swin_s vit_b_32".split():
        dump("torchvision", name, getattr(models, name)())


def transformers(library):
    from transformers import (
        ConvNextConfig,
        ConvNextForImageClassification,
        ConvNextModel,
        ConvNextV2Config,
        ConvNextV2ForImageClassification,
        DeiTConfig,
        DeiTForImageClassification,
        ResNetConfig,
        ResNetForImageClassification,
        ResNetModel,
        SwinConfig,
        SwinForImageClassification,
        SwinModel,
        ViTConfig,
        ViTForImageClassification,
        ViTModel,
    )

    new = library == "transformers-5"
    next_rules = [
        (r"^convnext(v2)?\.", ""),
        (r"^layernorm", "norm"),
        (r"^classifier", "head"),
        (r"^embeddings\.patch_embeddings", "downsample_layers.0.0"),
        (r"^embeddings\.layernorm", "downsample_layers.0.1"),
        (r"^encoder\.stages\.(\d)\.downsampling_layer", r"downsample_layers.\1"),
        (r"^encoder\.stages\.(\d)\.layers", r"stages.\1"),
        (r"layernorm", "norm"),
        (r"layer_scale_parameter", "gamma"),
        (r"grn\.weight", "grn.gamma"),
        (r"grn\.bias", "grn.beta"),
    ]
    sizes = dict(hidden_sizes=CONVNEXT["dims"], depths=CONVNEXT["depths"], num_labels=CLASSES)
    ask(library, "convnext-mini", ConvNextForImageClassification(ConvNextConfig(**sizes)), next_rules)
    v2 = ConvNextV2ForImageClassification(ConvNextV2Config(**sizes))
    ask(library, "convnextv2-mini", v2, next_rules)
    res_rules = [
        (r"^resnet\.", ""),
        (r"^classifier\.1", "fc"),
        (r"^embedder\.embedder\.convolution", "conv1"),
        (r"^embedder\.embedder\.normalization", "bn1"),
        *[(rf"^encoder\.stages\.{i}\.layers", f"layer{i + 1}") for i in range(4)],
        (r"shortcut\.convolution", "downsample.0"),
        (r"shortcut\.normalization", "downsample.1"),
        *[(rf"\.layer\.{i}\.convolution", f".conv{i + 1}") for i in range(3)],
        *[(rf"\.layer\.{i}\.normalization", f".bn{i + 1}") for i in range(3)],
    ]
    for net, layer, hidden, depths in (
        ("resnet-mini", "bottleneck", [16, 32, 48, 64], [1, 2, 1, 1]),
        ("resnet-basic-mini", "basic", [8, 12, 16, 24], [2, 1, 1, 1]),
    ):
        config = ResNetConfig(
            embedding_size=8, hidden_sizes=hidden, depths=depths, layer_type=layer, num_labels=CLASSES
        )
        ask(library, net, ResNetForImageClassification(config), res_rules)
    projections = [
        *[(rf"\.{key}\.(weight|bias)$", rf".\1|{i}") for i, key in enumerate(("query", "key", "value"))],
        *[(rf"\.{key}_proj\.(weight|bias)$", rf".\1|{i}") for i, key in enumerate("qkv")],
    ]
    swin_rules = [
        (r"^swin\.", ""),
        (r"^layernorm", "norm"),
        (r"^classifier", "head"),
        (r"^embeddings\.patch_embeddings\.projection", "features.0.0"),
        (r"^embeddings\.norm", "features.0.2"),
        *[(rf"^encoder\.layers\.{i}\.downsample", f"features.{2 * i + 2}") for i in range(3)],
        *[(rf"^encoder\.layers\.{i}\.blocks", f"features.{2 * i + 1}") for i in range(4)],
        (r"layernorm_before", "norm1"),
        (r"layernorm_after", "norm2"),
        (r"attention\.relative_position_bias\.", "attn."),
        (r"attention\.self\.", "attention."),
        (r"attention\.(output\.dense|o_proj)", "attn.proj"),
        (r"attention\.relative", "attn.relative"),
        *projections,
        (r"attention\.(weight|bias)", r"attn.qkv.\1"),
        (r"(intermediate\.dense|mlp\.fc1)", "mlp.0"),
        (r"(output\.dense|mlp\.fc2)", "mlp.3"),
    ]
    swin = SwinConfig(
        image_size=224, embed_dim=8, depths=[2, 2, 2, 2], num_heads=[2, 2, 4, 8], window_size=7, num_labels=CLASSES
    )
    ask(library, "swin-mini", SwinForImageClassification(swin), swin_rules)
    vit_rules = [
        (r"^(vit|deit)\.", ""),
        (r"^layernorm", "encoder.ln"),
        (r"^classifier", "heads.head"),
        (r"^embeddings\.cls_token", "class_token"),
        (r"^embeddings\.position_embeddings", "encoder.pos_embedding"),
        (r"^embeddings\.patch_embeddings\.projection", "conv_proj"),
        (r"^(encoder\.layer|layers)\.", "encoder.layers.encoder_layer_"),
        (r"layernorm_before", "ln_1"),
        (r"layernorm_after", "ln_2"),
        (r"attention\.attention\.", "attention."),
        (r"attention\.(output\.dense|o_proj)", "self_attention.out_proj"),
        *projections,
        (r"attention\.(weight|bias)", r"self_attention.in_proj_\1"),
        (r"(intermediate\.dense|mlp\.fc1)", "mlp.0"),
        (r"(output\.dense|mlp\.fc2)", "mlp.3"),
    ]
    vit = dict(
        hidden_size=128, num_hidden_layers=4, num_attention_heads=2, intermediate_size=64, image_size=64,
        patch_size=8, num_labels=CLASSES,
    )  # fmt: skip
    net = ViTForImageClassification(ViTConfig(**vit))
    ask(library, "vit-mini", net, vit_rules)
    if not new:
        resized(net)
    full = {
        "convnext": (ConvNextForImageClassification, ConvNextConfig()),
        "convnext-headless": (ConvNextModel, ConvNextConfig()),
        "convnextv2": (ConvNextV2ForImageClassification, ConvNextV2Config()),
        "resnet": (ResNetForImageClassification, ResNetConfig()),
        "resnet-headless": (ResNetModel, ResNetConfig()),
        "swin": (SwinForImageClassification, SwinConfig()),
        "swin-headless": (SwinModel, SwinConfig()),
        "vit": (ViTForImageClassification, ViTConfig()),
        "vit-headless": (ViTModel, ViTConfig()),
        "deit": (DeiTForImageClassification, DeiTConfig()),
    }
    for name, (kind, config) in full.items():
        if new and not re.match("vit|swin|deit", name):
            continue  # as before
        config.num_labels = 1000
        dump(library, name, kind(config))


def mmpretrain():
    import importlib.metadata
    from unittest.mock import MagicMock

    sys.modules["importlib_metadata"] = importlib.metadata
    for name in ("modelindex", "modelindex.load_model_index", "modelindex.models", "modelindex.models.Model"):
        sys.modules[name] = MagicMock()  # the zoo's index, not needed here
    from mmpretrain.models import build_classifier

    def model(backbone, channels, classes=1000, neck=True, head="LinearClsHead"):
        own = dict(type="ImageClassifier", backbone=backbone)
        if neck:
            own["neck"] = dict(type="GlobalAveragePooling")
        own["head"] = dict(type=head, num_classes=classes, in_channels=channels)
        return build_classifier(own)

    next_rules = [
        (r"^backbone\.norm3", "norm"),
        (r"^backbone\.", ""),
        (r"^head\.fc", "head"),
        (r"depthwise_conv", "dwconv"),
        (r"pointwise_conv", "pwconv"),
    ]
    arch = dict(type="ConvNeXt", arch=dict(depths=CONVNEXT["depths"], channels=CONVNEXT["dims"]))
    v2 = dict(use_grn=True, layer_scale_init_value=0.0)
    ask("mmpretrain", "convnext-mini", model(arch, 32, CLASSES, False), next_rules)
    ask("mmpretrain", "convnextv2-mini", model({**arch, **v2}, 32, CLASSES, False), next_rules)
    swin = dict(embed_dims=8, depths=[2, 2, 2, 2], num_heads=[2, 2, 4, 8])
    ask(
        "mmpretrain",
        "swin-mini",
        model(dict(type="SwinTransformer", arch=swin), 64, CLASSES),
        [
            (r"^backbone\.norm3", "norm"),
            (r"^backbone\.", ""),
            (r"^head\.fc", "head"),
            (r"^patch_embed\.projection", "features.0.0"),
            (r"^patch_embed\.norm", "features.0.2"),
            *[(rf"^stages\.{i}\.downsample", f"features.{2 * i + 2}") for i in range(3)],
            *[(rf"^stages\.{i}\.blocks", f"features.{2 * i + 1}") for i in range(4)],
            (r"attn\.w_msa", "attn"),
            (r"ffn\.layers\.0\.0", "mlp.0"),
            (r"ffn\.layers\.1", "mlp.3"),
        ],
        unfolded=True,
    )
    vit = dict(embed_dims=128, num_layers=4, num_heads=2, feedforward_channels=64)
    small = dict(type="VisionTransformer", arch=vit, img_size=64, patch_size=8)
    ask(
        "mmpretrain",
        "vit-mini",
        model(small, 128, CLASSES, False, "VisionTransformerClsHead"),
        [
            (r"^backbone\.ln1", "encoder.ln"),
            (r"^backbone\.", ""),
            (r"^head\.layers\.head", "heads.head"),
            (r"^cls_token", "class_token"),
            (r"^pos_embed", "encoder.pos_embedding"),
            (r"^patch_embed\.projection", "conv_proj"),
            (r"^layers\.", "encoder.layers.encoder_layer_"),
            (r"\.ln(\d)", r".ln_\1"),
            (r"attn\.qkv\.", "self_attention.in_proj_"),
            (r"attn\.proj", "self_attention.out_proj"),
            (r"ffn\.layers\.0\.0", "mlp.0"),
            (r"ffn\.layers\.1", "mlp.3"),
        ],
    )
    rep = dict(
        large_kernel_sizes=[31, 29, 27, 13], layers=[1, 1, 2, 1], channels=[8, 16, 24, 32],
        small_kernel=5, dw_ratio=1,
    )  # fmt: skip
    ask(
        "mmpretrain",
        "replknet-mini",
        model(dict(type="RepLKNet", arch=rep), 32, CLASSES),
        [(r"^backbone\.", ""), (r"^head\.fc", "head"), (r"^stages\.3\.norm", "norm")],
    )
    full = {
        "convnext-tiny": model(dict(type="ConvNeXt", arch="tiny"), 768, neck=False),
        "convnextv2-atto": model(dict(type="ConvNeXt", arch="atto", **v2), 320, neck=False),
        "resnet-18": model(dict(type="ResNet", depth=18), 512),
        "resnet-50": model(dict(type="ResNet", depth=50), 2048),
        "swin-tiny": model(dict(type="SwinTransformer", arch="tiny"), 768),
        "replknet-31b": model(dict(type="RepLKNet", arch="31B"), 1024),
        "deit-tiny": model(
            dict(type="VisionTransformer", arch="deit-tiny"), 192, neck=False, head="VisionTransformerClsHead"
        ),
    }
    for name, one in full.items():
        dump("mmpretrain", name, one)


torch.manual_seed(0)
ASKED = {
    "timm": timm,
    "timm-0.4": timm_04,
    "torchvision": torchvision,
    "transformers": lambda: transformers("transformers"),
    "transformers-5": lambda: transformers("transformers-5"),
    "mmpretrain": mmpretrain,
}
ASKED[sys.argv[1]]()

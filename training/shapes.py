"""Ten global shapes, drawn as dashed contours over dead-leaves texture, 128 x 128 pixels.

An image is a function of (seed, split, index) alone. What lies within a few pixels says nothing of
the class: dashes have one length, one width and one spacing whatever the shape; the perimeter, and
so the number of dashes and the amount of ink, is drawn before the class is looked at; stray dashes
of the same kind lie at random places; and the texture is independent of all of it. The class is in
where the dashes lie relative to each other, over 50 to 115 pixels.
"""

import hashlib
import os

import numpy as np

SIZE = 128
CLASSES = (
    "circle",
    "triangle",
    "square",
    "star",
    "cross",
    "crescent",
    "heart",
    "eight",
    "arrow",
    "trefoil",
)
SPLITS = {"training": 0, "validation": 1}

# Pixels. The length of the whole contour is the same random variable for every class.
PERIMETER = (160.0, 310.0)
DASH_LENGTH = 7.0
DASH_PERIOD = 11.0
DASH_WIDTH = 3.5
STRAY_DASHES = (2, 6)
# Radians, either way.
TILT = 0.25
# Pixels from the middle, either way, as far as the shape fits.
SHIFT = 24.0
LEAF_RADIUS = (3.0, 40.0)
LEAVES = 160
LEAF_LUMINANCE = (0.1, 0.55)
MARGIN = 5.0
WINDOW = 14


def _polygon(*points):
    return np.array(points, dtype=np.float64)


def _outline(name):
    """A closed contour as points in order, any scale, y downwards."""
    t = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    if name == "circle":
        return np.stack([np.cos(t), np.sin(t)], 1)
    if name == "triangle":
        a = -np.pi / 2 + np.arange(3) * 2 * np.pi / 3
        return np.stack([np.cos(a), np.sin(a)], 1)
    if name == "square":
        return _polygon((-1, -1), (1, -1), (1, 1), (-1, 1))
    if name == "star":
        a = -np.pi / 2 + np.arange(10) * np.pi / 5
        r = np.where(np.arange(10) % 2 == 0, 1.0, 0.42)
        return np.stack([r * np.cos(a), r * np.sin(a)], 1)
    if name == "cross":
        w = 0.36
        return _polygon(
            (-w, -1), (w, -1), (w, -w), (1, -w), (1, w), (w, w),
            (w, 1), (-w, 1), (-w, w), (-1, w), (-1, -w), (-w, -w),
        )  # fmt: skip
    if name == "crescent":
        outer = np.linspace(0.3 * np.pi, 1.7 * np.pi, 160)
        far = np.stack([np.cos(outer), np.sin(outer)], 1)
        # the inner arc runs back through the same two tips, about a centre further right
        centre = 0.75
        tip = far[0] - (centre, 0)
        radius = np.hypot(*tip)
        half = np.arctan2(tip[1], tip[0])
        back = np.linspace(2 * np.pi - half, half, 100)[1:-1]
        near = np.stack([centre + radius * np.cos(back), radius * np.sin(back)], 1)
        return np.concatenate([far, near])
    if name == "heart":
        x = 16 * np.sin(t) ** 3
        y = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
        return np.stack([x, y], 1)
    if name == "eight":
        return np.stack([np.sin(2 * t) * 0.62, np.cos(t)], 1)
    if name == "arrow":
        return _polygon(
            (-1, -0.3), (0.1, -0.3), (0.1, -0.85), (1, 0), (0.1, 0.85), (0.1, 0.3), (-1, 0.3)
        )
    if name == "trefoil":
        r = 1 + 0.5 * np.cos(3 * t + np.pi / 2)
        return np.stack([r * np.cos(t), r * np.sin(t)], 1)
    raise ValueError(f"no shape is called {name}")


class _Contour:
    """A closed polyline of length 1, its points found by the distance along it."""

    def __init__(self, points):
        closed = np.concatenate([points, points[:1]])
        step = np.hypot(*np.diff(closed, axis=0).T)
        self.along = np.concatenate([[0.0], np.cumsum(step)]) / step.sum()
        closed = closed / step.sum()
        self.points = closed - (closed.min(0) + closed.max(0)) / 2

    def at(self, s):
        s = s % 1.0
        return np.stack([np.interp(s, self.along, self.points[:, i]) for i in (0, 1)], -1)


_CONTOURS = [_Contour(_outline(name)) for name in CLASSES]


def _leaves(random):
    """Dead leaves, [3, SIZE, SIZE]: discs of radii ~ r^-3, each hiding those before it."""
    low, high = LEAF_RADIUS
    u = random.random(LEAVES)
    radii = (low**-2 + u * (high**-2 - low**-2)) ** -0.5
    radii[:6] = random.uniform(high / 2, high, 6)
    centres = random.uniform(-0.1 * SIZE, 1.1 * SIZE, (LEAVES, 2))
    luminance = random.uniform(*LEAF_LUMINANCE, (LEAVES + 1, 1))
    colours = luminance + random.uniform(-0.12, 0.12, (LEAVES + 1, 3))
    image = np.empty((SIZE, SIZE, 3), np.float32)
    image[:] = colours[LEAVES]
    for (x, y), r, colour in zip(centres, radii, colours[:LEAVES]):
        x0, x1 = max(int(x - r), 0), min(int(x + r) + 2, SIZE)
        y0, y1 = max(int(y - r), 0), min(int(y + r) + 2, SIZE)
        if x0 >= x1 or y0 >= y1:
            continue
        dx, dy = np.arange(x0, x1) - x, np.arange(y0, y1) - y
        image[y0:y1, x0:x1][dx * dx + (dy * dy)[:, None] <= r * r] = colour
    return image


def _coverage(start, end):
    """How much of each pixel the dashes from start to end ([n, 2], as x, y) cover, [SIZE, SIZE]."""
    pad = WINDOW
    canvas = np.zeros((SIZE + 2 * pad, SIZE + 2 * pad), np.float32)
    corner = np.floor((start + end) / 2).astype(np.int64) - WINDOW // 2
    grid = np.arange(WINDOW)
    x = (corner[:, 0, None] + grid)[:, None, :]
    y = (corner[:, 1, None] + grid)[:, :, None]
    d = end - start
    px, py = x - start[:, 0, None, None], y - start[:, 1, None, None]
    dx, dy = d[:, 0, None, None], d[:, 1, None, None]
    t = np.clip((px * dx + py * dy) / np.maximum(dx * dx + dy * dy, 1e-9), 0, 1)
    distance = np.hypot(px - t * dx, py - t * dy)
    ink = np.clip(DASH_WIDTH / 2 + 0.5 - distance, 0, 1).astype(np.float32)
    inside = (x > -pad) & (x < SIZE + pad) & (y > -pad) & (y < SIZE + pad)
    rows, columns = np.broadcast_arrays(y + pad, x + pad)
    np.maximum.at(canvas, (rows[inside], columns[inside]), ink[inside])
    return canvas[pad:-pad, pad:-pad]


def make_image(seed, split, index):
    """One image, uint8 [3, SIZE, SIZE], and its class."""
    random = np.random.default_rng((seed, SPLITS[split], index))
    image = _leaves(random)
    perimeter = random.uniform(*PERIMETER)
    strays = random.integers(STRAY_DASHES[0], STRAY_DASHES[1] + 1)
    label = int(random.integers(len(CLASSES)))
    tilt = random.uniform(-TILT, TILT)
    mirrored = random.random() < 0.5

    count = round(perimeter / DASH_PERIOD)
    half = DASH_LENGTH / perimeter / 2
    middle = (np.arange(count) + random.random()) / count
    contour = _CONTOURS[label]
    ends = np.stack([contour.at(middle - half), contour.at(middle + half)]) * perimeter
    if mirrored:
        ends[..., 0] *= -1
    cos, sin = np.cos(tilt), np.sin(tilt)
    ends = ends @ np.array([[cos, sin], [-sin, cos]])
    low, high = ends.min((0, 1)), ends.max((0, 1))
    first, last = MARGIN - low, SIZE - MARGIN - high
    reach = np.clip((last - first) / 2, 0, SHIFT)
    ends += (first + last) / 2 + random.uniform(-1, 1, 2) * reach

    places = random.uniform(0, SIZE, (strays, 2))
    angles = random.uniform(0, np.pi, strays)
    along = np.stack([np.cos(angles), np.sin(angles)], 1) * DASH_LENGTH / 2
    ink = _coverage(
        np.concatenate([ends[0], places - along]), np.concatenate([ends[1], places + along])
    )[..., None]

    colour = 0.95 + random.uniform(-0.05, 0.05, 3)
    image = image * (1 - ink) + colour.astype(np.float32) * ink
    image += random.normal(0, 0.02, image.shape).astype(np.float32)
    pixels = np.clip(image * 255 + 0.5, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)), label


def make_images(seed, split, count, first=0):
    """Images [count, 3, SIZE, SIZE] uint8 and labels [count] int64."""
    images = np.empty((count, 3, SIZE, SIZE), np.uint8)
    labels = np.empty(count, np.int64)
    for i in range(count):
        images[i], labels[i] = make_image(seed, split, first + i)
    return images, labels


def describe():
    """Every number that an image depends on, for the cards."""
    return {
        "classes": list(CLASSES),
        "size": SIZE,
        "perimeterPx": list(PERIMETER),
        "dashLengthPx": DASH_LENGTH,
        "dashPeriodPx": DASH_PERIOD,
        "dashWidthPx": DASH_WIDTH,
        "tiltRadians": TILT,
        "shiftPx": SHIFT,
        "strayDashes": list(STRAY_DASHES),
        "leaves": LEAVES,
        "leafRadiusPx": list(LEAF_RADIUS),
        "leafLuminance": list(LEAF_LUMINANCE),
    }


def open_pool(folder, seed, split, count):
    """The first `count` images of a split, made once and then read from `folder`."""
    with open(__file__, "rb") as source:
        version = hashlib.sha256(source.read()).hexdigest()[:12]
    stem = os.path.join(folder, f"shapes-{version}-{seed}-{split}-{count}")
    if not (os.path.exists(stem + ".images.npy") and os.path.exists(stem + ".labels.npy")):
        os.makedirs(folder, exist_ok=True)
        images, labels = make_images(seed, split, count)
        for kind, values in (("images", images), ("labels", labels)):
            own = f"{stem}.{kind}.{os.getpid()}.npy"
            np.save(own, values)
            os.replace(own, f"{stem}.{kind}.npy")
    return np.load(stem + ".images.npy", mmap_mode="r"), np.load(stem + ".labels.npy")


if __name__ == "__main__":
    import argparse

    parser = argparse.ArgumentParser(description="Make a pool of images, as training does.")
    parser.add_argument("split", choices=SPLITS)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pool", required=True, help="folder to keep the images in")
    given = parser.parse_args()
    images, labels = open_pool(given.pool, given.seed, given.split, given.count)
    print(images.shape, np.bincount(labels, minlength=len(CLASSES)))

"""Pictures of the page beside approved ones."""

from pathlib import Path

import numpy
from PIL import Image

from . import pixels

APPROVED = Path(__file__).parent / "approved"

# Width of an approved picture: enough to see what moved, small enough to keep.
WIDTH = 360

# Pictures are compared by squares of this many pixels, so that smoothing of letters does not matter but a line does.
SQUARE = 8

# Greatest difference of a square's mean colour, of 255, and greatest share of squares beyond it.
TOLERANCE = 12
SHARE = 0.01

# What is compared, by name: each chart, and the parts of the page that have none.
PARTS = "figure.chart .picture, #bottom-line, #judgements, #method, main > header"


def small(array):
    image = Image.fromarray(array)
    return image.resize((WIDTH, max(1, round(image.height * WIDTH / image.width))), Image.Resampling.BOX)


def squares(image):
    """Mean colours of the squares of a picture."""
    array = numpy.asarray(image.convert("RGB"), dtype=float)
    high, wide = (length - length % SQUARE for length in array.shape[:2])
    blocks = array[:high, :wide].reshape(high // SQUARE, SQUARE, wide // SQUARE, SQUARE, 3)
    return blocks.mean(axis=(1, 3))


def difference(image, approved):
    """Share of the squares that differ; 1 where the pictures are not of one shape."""
    if abs(image.height - approved.height) > 2:
        return 1.0
    one, other = squares(image), squares(approved)
    rows = min(len(one), len(other))
    return float((numpy.abs(one[:rows] - other[:rows]).max(axis=2) > TOLERANCE).mean())


def parts(visit):
    """Name and picture of each part of the page that is compared."""
    for part in visit.page.locator(PARTS).all():
        name = part.evaluate("(part) => (part.closest('figure.chart') || part).id || part.localName")
        yield name, small(pixels.element(part))


def compare(visit, folder, deviations):
    """Each part looks like its approved picture; one that does not is left in `deviations`."""
    found = set()
    for name, image in parts(visit):
        found.add(f"{name}.png")
        path = folder / f"{name}.png"
        if not path.exists():
            yield f"{name} has no approved picture"
            continue
        share = difference(image, Image.open(path))
        if share > SHARE:
            deviations.mkdir(parents=True, exist_ok=True)
            image.save(deviations / f"{name}.png")
            yield f"{name} differs from its approved picture in {100 * share:.1f} % of its area; see {deviations / name}.png"
    yield from (f"{name} is approved, but not on the page" for name in sorted(p.name for p in folder.glob("*.png")) if name not in found)


def approve(visit, folder):
    """Makes the pictures of now the approved ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.png"):
        path.unlink()
    for name, image in parts(visit):
        image.quantize(64).save(folder / f"{name}.png", optimize=True)

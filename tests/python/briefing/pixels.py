"""Pictures of a page as arrays, and what can be computed from them."""

import io

import numpy
from PIL import Image

# Height of the window in which a long page is taken, strip by strip.
STRIP = 3000

# Share of linear light in grey by channel, sRGB (WCAG 2.2, relative luminance).
LUMINANCE = numpy.array([0.2126, 0.7152, 0.0722])


def picture(data):
    return numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def whole_page(page):
    """The page from top to bottom, one pixel for each CSS pixel. Leaves the window high and scrolled."""
    page.set_viewport_size({"width": page.viewport_size["width"], "height": STRIP})
    height = page.evaluate("() => document.documentElement.scrollHeight")
    strips = []
    for top in range(0, height, STRIP):
        reached = page.evaluate("(top) => { scrollTo({ top, behavior: 'instant' }); return scrollY; }", top)
        strips.append(picture(page.screenshot())[round(top - reached) :])
    return numpy.concatenate(strips)


def element(locator):
    """One element."""
    return picture(locator.screenshot(animations="disabled"))


def linear(levels):
    """Light of sRGB levels of a channel, 0 to 255, as a share of its most (IEC 61966-2-1)."""
    share = numpy.asarray(levels, dtype=numpy.float32) / 255
    return numpy.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


LINEAR = linear(numpy.arange(256))


def luminance(colours):
    """Relative luminance of sRGB colours, 0 to 1 (WCAG 2.2)."""
    colours = numpy.asarray(colours)
    return (LINEAR[colours] if colours.dtype == numpy.uint8 else linear(colours)) @ LUMINANCE


def contrast(first, second):
    """Contrast ratio of colours, 1 to 21 (WCAG 2.2)."""
    return ratio(luminance(first), luminance(second))


def ratio(one, other):
    """Contrast ratio of luminances (WCAG 2.2)."""
    return (numpy.maximum(one, other) + 0.05) / (numpy.minimum(one, other) + 0.05)


def grey(pixels):
    """Lightness as a grey print shows it, 0 to 255."""
    return 255 * luminance(pixels) ** (1 / 2.2)


def visible_change(before, after):
    """Number of pixels that differ by more than a twentieth of the range from black to white when printed in grey."""
    if before.shape != after.shape:
        return max(before.size, after.size)
    return int((numpy.abs(grey(before) - grey(after)) > 255 / 20).sum())

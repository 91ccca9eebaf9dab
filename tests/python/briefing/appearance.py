"""How a page looks: no horizontal scroll, contrast, visible focus, no motion for those who asked for none."""

from . import pixels
from .browser import NARROW, WIDE

# WCAG 2.2, success criterion 1.4.3 (level AA). It allows 3 for large text, which a briefing does not use.
CONTRAST = 4.5

# Share of the pixels behind a line of text that may be too close to its colour: a grid line through it, the corner of a bar.
BEHIND = 0.15

# Contrast of a ring of focus with what is around it (WCAG 2.2, success criteria 1.4.11 and 2.4.11).
FOCUS_CONTRAST = 3

OVERFLOW = """() => {
    const root = document.documentElement;
    const out = [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5 && element.checkVisibility())
        .map((element) => `${element.localName}.${element.getAttribute('class')}`);
    return { wide: root.scrollWidth, room: root.clientWidth, out: [...new Set(out)].slice(0, 5) };
}"""

# Every line of text that is shown, with its colour, in the coordinates of the page.
TEXTS = """() => {
    const colour = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
    const opacity = (element) => element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
    const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const uncut = (box, element) => {
        if (!element) return box;
        if (getComputedStyle(element).overflow === 'visible') return uncut(box, element.parentElement);
        const frame = element.getBoundingClientRect();
        const [left, top] = [Math.max(box.left, frame.left), Math.max(box.top, frame.top)];
        const [right, bottom] = [Math.min(box.right, frame.right), Math.min(box.bottom, frame.bottom)];
        return uncut({ left, top, right, bottom, width: right - left, height: bottom - top }, element.parentElement);
    };
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (!node.data.trim() || !shown(parent) || parent.closest('script, style, title, desc, [disabled]')) continue;
        const style = getComputedStyle(parent);
        const svg = parent.namespaceURI.endsWith('svg');
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const whole of svg ? [parent.getBoundingClientRect()] : range.getClientRects()) {
            const box = uncut(whole, parent);
            if (box.width < 2 || box.height < 2) continue;
            const ink = colour(svg ? style.fill : style.color);
            lines.push({
                text: `${parent.closest('[id]')?.id}: ${node.data.trim().slice(0, 60)}`, left: box.left + scrollX, top: box.top + scrollY, width: box.width,
                height: box.height, ink: ink.slice(0, 3), opacity: (ink[3] ?? 1) * opacity(parent) * (svg ? style.fillOpacity : 1),
            });
        }
    }
    return lines;
}"""

WITHOUT_TEXT = """
* { -webkit-text-fill-color: transparent !important; text-shadow: none !important; text-decoration-color: transparent !important; }
svg text, svg tspan { fill: transparent !important; }
::marker { color: transparent !important; }
"""

FOCUSABLE = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.disabled).length"""

# What has the focus now, numbered at its first visit, and its ring; the colour around it is that of the nearest ancestor with one.
FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    window.visited ??= [];
    const seen = window.visited.includes(element);
    if (!seen) window.visited.push(element);
    const style = getComputedStyle(element);
    let around = element.parentElement;
    while (around && /, 0\\)$|transparent/.test(getComputedStyle(around).backgroundColor)) around = around.parentElement;
    const numbers = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const box = element.getBoundingClientRect();
    return {
        seen, name: `${element.localName} ${(element.getAttribute('aria-label') || element.textContent).trim().slice(0, 40)}`,
        width: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), automatic: style.outlineStyle === 'auto',
        ring: numbers(style.outlineColor), around: around ? numbers(getComputedStyle(around).backgroundColor) : [255, 255, 255],
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        size: box.width * box.height,
    };
}"""

MOTION = """() => {
    const moving = (style) => [style.transitionDuration, style.animationDuration]
        .some((durations) => durations.split(',').some((duration) => parseFloat(duration) > 0.001));
    const elements = [...document.querySelectorAll('*')];
    const found = elements.filter((element) => moving(getComputedStyle(element))).map((element) => `${element.localName} has a duration`);
    if (elements.some((element) => getComputedStyle(element).scrollBehavior === 'smooth')) found.push('smooth scrolling');
    return [...new Set(found)].concat(document.getAnimations().map(() => 'an animation runs'));
}"""

OPEN_DETAILS = "() => document.querySelectorAll('details').forEach((details) => { details.open = true; })"


def widths(visit):
    """No horizontal scroll on a desk and on a telephone, with every table of numbers open too."""
    for viewport in (WIDE, NARROW):
        visit.page.set_viewport_size(viewport)
        for state in ("closed", "open"):
            if state == "open":
                visit.page.evaluate(OPEN_DETAILS)
            found = visit.page.evaluate(OVERFLOW)
            if found["wide"] > found["room"]:
                yield f"{found['wide']} px in {found['room']} px with tables {state}: {', '.join(found['out'])}"
        visit.page.evaluate("() => document.querySelectorAll('details').forEach((details) => { details.open = false; })")
    visit.page.set_viewport_size(WIDE)


def contrast(visit):
    """Text stands out from what is behind it, measured on the picture of the page without its text; three rows of each table
    stand for all."""
    page = visit.page
    page.evaluate(OPEN_DETAILS)
    page.add_style_tag(content="tbody tr:nth-child(n + 4) { display: none; }")
    lines = page.evaluate(TEXTS)
    page.add_style_tag(content=WITHOUT_TEXT)
    background = pixels.luminance(pixels.whole_page(page))
    page.reload()
    faults = {}
    for line in lines:
        share = too_close(line, background)
        if share > BEHIND:
            faults.setdefault((tuple(line["ink"]), line["opacity"]), []).append(line["text"])
    for (ink, opacity), texts in faults.items():
        yield f"colour {ink} at opacity {opacity:g}: {len(texts)} lines, the first {texts[0]!r}"


def too_close(line, background):
    """Share of the pixels behind the letters of a line of text with too little contrast; lines out of view have none.

    Translucent text is mixed with what is behind it by luminance, which is near enough to a mixture of colours."""
    top, left = max(0, round(line["top"] + line["height"] / 5)), max(0, round(line["left"]))
    behind = background[top : top + max(1, round(line["height"] * 3 / 5)), left : left + max(1, round(line["width"]))]
    if not behind.size:
        return 0.0
    ink = float(pixels.luminance(line["ink"])) * line["opacity"] + behind * (1 - line["opacity"])
    return float((pixels.ratio(ink, behind) < CONTRAST).mean())


def focus(visit):
    """The tabulator key reaches everything that can be used, which then has a visible ring and is in view."""
    page = visit.page
    expected = page.evaluate(FOCUSABLE)
    reached = 0
    for _ in range(2 * expected + 10):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or found["seen"]:
            break
        reached += 1
        ring = found["automatic"] or pixels.contrast(found["ring"], found["around"]) >= FOCUS_CONTRAST
        if found["width"] < 1 or not ring:
            yield f"no visible focus on {found['name']!r}"
        if not found["inView"] and found["size"]:
            yield f"out of view with the focus: {found['name']!r}"
    if reached < expected:
        yield f"the keyboard reaches {reached} of {expected} things that can be used"


def motion(visit):
    """Nothing moves where the reader's system asks for reduced motion."""
    yield from visit.page.evaluate(MOTION)

"""The page on paper and the deck on slides, through the browser's own print."""

import io

from pypdf import PdfReader

# Points, 1/72 inch, of the pages: ISO 216 A4, and 338.67 mm × 190.5 mm, which is 16:9.
A4 = (595.3, 841.9)
SLIDE = (960.0, 540.0)

# Chromium rounds the size of a page to whole CSS pixels.
ROUNDING = 1.5

# Puts a word of one pixel at two opposite corners of each element, so that the printed file says where they came to lie.
CORNERS = """(selector) => [...document.querySelectorAll(selector)].map((element, index) => {
    if (getComputedStyle(element).position === 'static') element.style.position = 'relative';
    for (const [corner, place] of [['A', 'top:0;left:0'], ['Z', 'bottom:0;right:0']]) {
        const word = document.createElement('span');
        word.textContent = `@${corner}${index}@`;
        word.style.cssText = `position:absolute;${place};font:1px/1px monospace;color:#777;white-space:nowrap;transform:none`;
        element.append(word);
    }
    return element.id || `number ${index + 1}`;
})"""

# The buttons that sort a table hold its headings, which belong on paper.
CONTROLS = """() => [...document.querySelectorAll('button:not(th button), input, select, .readout, nav')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => element.outerHTML.slice(0, 80))"""

TALL = """() => [...document.querySelectorAll('section.slide')].map((slide) => {
    const room = slide.getBoundingClientRect();
    const beyond = [...slide.querySelectorAll('*')].filter((element) => {
        const box = element.getBoundingClientRect();
        return element.checkVisibility() && box.width && (box.bottom > room.bottom + 1 || box.right > room.right + 1
            || box.left < room.left - 1 || box.top < room.top - 1);
    });
    return { name: slide.id || slide.textContent.trim().slice(0, 40), beyond: beyond.slice(0, 3).map((e) => e.localName) };
})"""


class Printed:
    """A printed file: size of its pages, and page and place of every piece of text, without its spaces."""

    def __init__(self, data):
        self.sizes, self.texts = [], []
        for number, page in enumerate(PdfReader(io.BytesIO(data)).pages):
            self.sizes.append((float(page.mediabox.width), float(page.mediabox.height)))
            page.extract_text(visitor_text=lambda text, cm, tm, *_, number=number: self._add(number, text, cm, tm))

    def _add(self, number, text, cm, tm):
        if text.strip():
            across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            up = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            self.texts.append((number, text.replace(" ", ""), across, up))

    def find(self, word):
        """Page and place of a word, or `None`. A reader of files may cut words in pieces where a name from right to left is near."""
        for page in range(len(self.sizes)):
            here = [piece for piece in self.texts if piece[0] == page]
            at = "".join(text for _, text, _, _ in here).find(word)
            for _, text, across, up in here if at >= 0 else []:
                if at < len(text):
                    return page, across, up
                at -= len(text)
        return None

    def page_problems(self, size):
        """Pages of another size, without text, or with text beyond their edge."""
        for number, (width, height) in enumerate(self.sizes):
            if abs(width - size[0]) > ROUNDING or abs(height - size[1]) > ROUNDING:
                yield f"page {number + 1} is {width:.0f} × {height:.0f} points"
            here = [(text, across, up) for page, text, across, up in self.texts if page == number]
            if not here:
                yield f"page {number + 1} is empty"
            beyond = [text for text, across, up in here if not (-1 <= across <= width + 1 and -1 <= up <= height + 1)]
            if beyond:
                yield f"page {number + 1} is cut: {beyond[0].strip()[:40]!r} lies outside it"


def printed(page, selector):
    """Prints the page; also the names of the elements whose corners can be found in it."""
    names = page.evaluate(CORNERS, selector)
    return Printed(page.pdf(prefer_css_page_size=True, print_background=True)), names


def paper(visit):
    """On A4 no chart is cut by the end of a page or its edge, and nothing is left that only a screen can use."""
    visit.page.emulate_media(media="print")
    yield from (f"printed control {control}" for control in visit.page.evaluate(CONTROLS)[:5])
    result, names = printed(visit.page, "figure.chart")
    yield from result.page_problems(A4)
    for index, name in enumerate(names):
        first, last = result.find(f"@A{index}@"), result.find(f"@Z{index}@")
        if not first or not last:
            yield f"{name} is not printed whole"
        elif first[0] != last[0]:
            yield f"{name} is cut: it begins on page {first[0] + 1} and ends on page {last[0] + 1}"


def slides(visit):
    """One slide a page, 16:9, with everything on it."""
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": 1280, "height": 720})
    for slide in visit.page.evaluate(TALL):
        if slide["beyond"]:
            yield f"{slide['name']!r}: {', '.join(slide['beyond'])} beyond the slide"
    result, names = printed(visit.page, "section.slide")
    yield from result.page_problems(SLIDE)
    if len(result.sizes) != len(names):
        yield f"{len(names)} slides on {len(result.sizes)} pages"
    for index, name in enumerate(names):
        places = [result.find(f"@{corner}{index}@") for corner in "AZ"]
        if any(place is None or place[0] != index for place in places):
            yield f"slide {name} is not page {index + 1} alone"

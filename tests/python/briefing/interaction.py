"""Every piece that can be used is used, and must do what it says."""

import itertools

from . import pixels
from .browser import click

# Fewest pixels of a picture that a toggle or a day must change, seen in grey.
FEW = 30

BANDS = """(figure) => [...figure.querySelectorAll('[class*=band], .observations')].flatMap((part) => [...part.classList])
    .filter((name) => /^(band-\\d+|observations)$/.test(name))
    .reduce((shown, name) => ({ ...shown, [name]: [...figure.querySelectorAll(`svg .${name}`)]
        .some((part) => part.getBoundingClientRect().width > 0 && getComputedStyle(part).visibility === 'visible') }), {})"""

TABLE = """(table) => ({
    order: [...table.querySelectorAll('thead th')].map((heading) => heading.getAttribute('aria-sort') || 'none'),
    rows: [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => ({
        text: cell.textContent.trim(), sort: cell.dataset.sort ?? null,
    }))),
})"""

# Folds up every other table, so that the page is short.
ALONE = """(table) => document.querySelectorAll('details').forEach((details) => { details.open = details.contains(table); })"""

# Whether texts are in order, in one of the orders that readers of English expect: numbers in them by size, or by digits.
ORDERED = """(texts) => [true, false].some((numeric) => {
    const { compare } = new Intl.Collator('en', { numeric });
    return texts.every((text, index) => index === 0 || compare(texts[index - 1], text) <= 0);
})"""

CONTROLS = "main button, main input, main select, nav button, nav input"


def toggles(visit):
    """Each button of the bands hides its part of the picture and brings it back, by mouse and by keyboard."""
    for figure in visit.page.locator("figure.chart:has(.bands button)").all():
        for button in figure.locator(".bands button").all():
            name = f"{figure.get_attribute('id')}, {button.text_content().strip()!r}"
            yield from (f"{name}: {problem}" for problem in toggle(visit.page, figure, button))


def toggle(page, figure, button):
    """By mouse with a look at the picture, then by keyboard."""
    drawing = figure.locator(".picture svg")
    page.mouse.move(0, 0)
    before, shown = pixels.element(drawing), figure.evaluate(BANDS)
    if button.get_attribute("aria-pressed") != "true":
        yield "not pressed at first"
    click(page, button)
    page.mouse.move(0, 0)
    without, left = pixels.element(drawing), figure.evaluate(BANDS)
    if button.get_attribute("aria-pressed") != "false":
        yield "stays pressed"
    if sum(shown[name] != left[name] for name in shown) != 1:
        yield f"hides {[name for name in shown if shown[name] != left[name]]}"
    changed = pixels.visible_change(before, without)
    if changed < FEW:
        yield "changes nothing that a grey print shows"
    click(page, button)
    page.mouse.move(0, 0)
    if button.get_attribute("aria-pressed") != "true" or changed < 4 * pixels.visible_change(before, pixels.element(drawing)):
        yield "does not bring it back"
    page.keyboard.press("Space")
    if button.get_attribute("aria-pressed") != "false" or figure.evaluate(BANDS) != left:
        yield "does nothing at the space bar"
    page.keyboard.press("Space")


def sorting(visit):
    """Each heading of a table puts its rows in order, then in the opposite order, and says so in `aria-sort`."""
    for index, table in enumerate(visit.page.query_selector_all("table.sortable")):
        table.evaluate(ALONE)
        first = table.evaluate(TABLE)
        for column, heading in enumerate(table.query_selector_all("thead th")):
            name = f"table {index + 1}, column {heading.text_content().strip()!r}"
            button = heading.query_selector("button")
            if button:
                yield from (f"{name}: {problem}" for problem in sort_problems(visit.page, table, button, column, first))
            else:
                yield f"{name}: no button"


def sort_problems(page, table, button, column, first):
    """By mouse, then by keyboard."""
    orders = []
    for use in (lambda: click(page, button), lambda: page.keyboard.press("Enter")):
        use()
        found = table.evaluate(TABLE)
        orders.append(found["order"][column])
        yield from order_problems(page, first, found, column)
    if sorted(orders) != ["ascending", "descending"]:
        yield f"aria-sort {orders}"


def order_problems(page, first, found, column):
    if [order != "none" for order in found["order"]].count(True) != 1:
        yield f"aria-sort {found['order']}"
    if sorted(map(row_text, first["rows"])) != sorted(map(row_text, found["rows"])):
        yield "rows were lost or changed"
    cells = [row[column] for row in found["rows"]]
    keys = sort_keys(cells)
    if found["order"][column] == "descending":
        keys.reverse()
    if not (page.evaluate(ORDERED, keys) if isinstance(next(iter(keys), None), str) else keys == sorted(keys)):
        yield f"not {found['order'][column]}: {[cell['text'] for cell in cells][:8]}"


def row_text(row):
    return [cell["text"] for cell in row]


def sort_keys(cells):
    """What a column should be sorted by: its numbers where it has any, without the cells that have none, else its words."""
    numbers = [number(cell["sort"]) for cell in cells]
    if any(value is not None for value in numbers):
        return [value for value in numbers if value is not None]
    plain = [number(cell["text"].replace("\u202f", "").replace("\u00a0", "").replace(",", "")) for cell in cells]
    if all(value is not None for value in plain):
        return plain
    return [cell["sort"] or cell["text"] for cell in cells]


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def readouts(visit):
    """Pointing at a picture, and the arrow keys on it, say the values there."""
    for figure in visit.page.locator("figure.chart:has(.readout)").all():
        name = figure.get_attribute("id")
        drawing, readout = figure.locator(".picture"), figure.locator(".readout")
        drawing.scroll_into_view_if_needed()
        if readout.get_attribute("role") != "status":
            yield f"{name}: readout is no status"
        yield from (f"{name}: {problem}" for problem in pointed(visit.page, drawing, readout))
        yield from (f"{name}: {problem}" for problem in stepped(drawing, readout))


def pointed(page, drawing, readout):
    box = drawing.locator("svg").bounding_box()
    said = {""}
    for down, across in itertools.product((0.6, 0.27, 0.35, 0.45, 0.75), (0.15, 0.3, 0.5, 0.7, 0.85)):
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        said.add(readout.text_content().strip())
        if len(said) > 2:
            break
    else:
        yield f"the pointer reads {sorted(said)}"
    page.mouse.move(0, 0)


def stepped(drawing, readout):
    drawing.focus()
    said = []
    for key in ("Home", "ArrowRight", "ArrowLeft"):
        drawing.press(key)
        said.append(readout.text_content().strip())
    if not all(said) or said[0] == said[1] or said[0] != said[2]:
        yield f"the arrow keys read {said}"


def day_slider(visit):
    """The slider of the map changes the map and says its day."""
    for slider in visit.page.locator("input[type=range].day").all():
        figure = visit.page.locator("figure.chart", has=slider)
        drawing, output = figure.locator(".picture"), figure.locator("output")
        last = {"day": slider.input_value(), "says": output.text_content().strip(), "map": pixels.element(drawing)}
        if last["day"] != slider.get_attribute("max"):
            yield f"starts at {last['day']}, not at its last day"
        slider.press("Home")
        first = {"day": slider.input_value(), "says": output.text_content().strip(), "map": pixels.element(drawing)}
        slider.press("ArrowRight")
        second = output.text_content().strip()
        if first["day"] == last["day"] or len({first["says"], second, last["says"]}) != 3 or not first["says"]:
            yield f"says {first['says']!r}, {second!r} and {last['says']!r}"
        if pixels.visible_change(first["map"], last["map"]) < FEW:
            yield "the map of the first day is that of the last"
        slider.press("End")
        if pixels.visible_change(pixels.element(drawing), last["map"]) > FEW:
            yield "the map of the last day is not drawn again"


def links(visit):
    """Each link of the navigation brings its section into view."""
    for link in visit.page.locator('nav a[href^="#"]').all():
        target = link.get_attribute("href")
        click(visit.page, link)
        top = visit.page.evaluate("(target) => document.querySelector(target)?.getBoundingClientRect().top ?? null", target)
        at_end = visit.page.evaluate("() => innerHeight + scrollY >= document.documentElement.scrollHeight - 2")
        if top is None or not (-2 <= top <= 200 or (at_end and top >= 0)):
            yield f"{target} leads {top} px below the top"


def details(visit):
    """Each folded part opens and closes at a click."""
    for part in visit.page.locator("details").all():
        summary = part.locator("> summary")
        if not summary.text_content().strip():
            yield "a summary without words"
        for _ in range(2):
            before = part.get_attribute("open")
            click(visit.page, summary)
            if (part.get_attribute("open") is None) == (before is None):
                yield f"{summary.text_content().strip()!r} does nothing"


def nothing_else(visit):
    """There is no control that the checks here do not know."""
    known = ".bands button, table.sortable thead th button, input[type=range].day"
    unknown = visit.page.evaluate(
        "([all, known]) => [...document.querySelectorAll(all)].filter((e) => !e.matches(known)).map((e) => e.outerHTML)",
        [CONTROLS, known],
    )
    yield from (f"unknown control {markup[:80]}" for markup in unknown)


CHECKS = [sorting, readouts, day_slider, links, details, nothing_else]

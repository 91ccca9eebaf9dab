"""A page whose script does not run: everything to read is there, and nothing that would not work."""

LINES = """() => {
    document.querySelectorAll('details').forEach((details) => { details.open = true; });
    const readers = [...document.querySelectorAll('main *')].filter((element) => !element.closest(
        '.bands, .readout, output, label, script, style') && element.checkVisibility({ visibilityProperty: true }));
    return readers.flatMap((element) => [...element.childNodes])
        .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim().replace(/\\s+/g, ' '))
        .filter((text) => text);
}"""

CONTROLS = """() => [...document.querySelectorAll('button, input, select, .readout')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true })).map((element) => element.outerHTML.slice(0, 80))"""

PICTURES = """() => [...document.querySelectorAll('figure.chart')].filter((figure) => {
    const box = figure.querySelector('.picture svg')?.getBoundingClientRect();
    return !box || box.width < 200 || box.height < 100;
}).map((figure) => figure.id)"""


def same_content(visit):
    """What can be read with the script can be read without it."""
    with visit.again() as scripted:
        expected = scripted.page.evaluate(LINES)
    readable = set(visit.page.evaluate(LINES))
    missing = [line for line in expected if line not in readable]
    yield from (f"missing without script: {line[:80]!r}" for line in missing[:5])
    if not readable:
        yield "nothing to read without script"


def no_controls(visit):
    """Controls that need the script are hidden."""
    yield from (f"useless control {control}" for control in visit.page.evaluate(CONTROLS)[:5])


def pictures(visit):
    """The pictures are there."""
    yield from (f"{figure} has no picture" for figure in visit.page.evaluate(PICTURES))


CHECKS = [no_controls, pictures, same_content]

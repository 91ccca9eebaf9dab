"""What a page is made of: one file, headings in order, names for what is not text, numbers behind every chart."""

import re

# Elements that load something or send something somewhere.
LOADERS = "link:not([rel=icon]), base, iframe, frame, object, embed, form, meta[http-equiv=refresh], [ping], [srcset], portal, audio, video"
URL_ATTRIBUTES = ["src", "href", "xlink:href", "action", "formaction", "poster", "background", "data"]

# Roles of the accessibility tree that tell a reader nothing without a name.
NAMED_ROLES = {"image", "img", "graphics-document", "SvgRoot", "button", "link", "slider", "region", "heading", "table"}

ADDRESSES = """(names) => [...document.querySelectorAll('*')].flatMap((element) => names
    .filter((name) => element.hasAttribute(name))
    .map((name) => ({ tag: element.localName, name, value: element.getAttribute(name).trim() })))"""

HANDLERS = """() => [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes]
    .filter((attribute) => attribute.name.startsWith('on'))
    .map((attribute) => `${element.localName} ${attribute.name}`))"""

HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .map((heading) => ({ level: Number(heading.localName[1]), text: heading.textContent.trim() }))"""

DOUBLE_IDS = """() => {
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}"""

LANDMARKS = """() => ({
    language: document.documentElement.lang,
    title: document.title.trim(),
    main: document.querySelectorAll('main').length,
    markings: [...document.querySelectorAll('.marking')].map((marking) => marking.textContent.trim()),
    direction: document.documentElement.dir,
    viewport: document.querySelector('meta[name=viewport]')?.content || '',
})"""

FIGURES = """() => [...document.querySelectorAll('figure.chart')].map((figure) => ({
    id: figure.id,
    chart: figure.dataset.chart || '',
    says: [...figure.querySelectorAll('.says')].map((says) => says.textContent.trim()),
    pictures: figure.querySelectorAll('.picture svg').length,
    caption: figure.querySelector('figcaption')?.textContent.trim() || '',
    tables: [...figure.querySelectorAll('details.numbers table')].map((table) => ({
        caption: table.caption?.textContent.trim() || '',
        columns: table.tHead ? [...table.tHead.rows].at(-1).cells.length : 0,
        headings: [...table.querySelectorAll('thead th[scope=col]')].map((heading) => heading.textContent.trim()),
        rows: [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => row.cells.length),
    })),
}))"""

READABLE = """() => {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll('script, style').forEach((element) => element.remove());
    return copy.textContent;
}"""

NAVIGATION = """() => ({
    links: [...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href')),
    sections: [...document.querySelectorAll('main section[id]:not(#bottom-line)')].map((section) => `#${section.id}`),
})"""


def one_file(visit):
    """Nothing in the page points outside it, except links that a reader follows on purpose."""
    page = visit.page
    yield from (f"<{tag}>" for tag in page.evaluate(f"() => [...document.querySelectorAll('{LOADERS}')].map((e) => e.localName)"))
    yield from (f"event handler in the markup: {handler}" for handler in page.evaluate(HANDLERS))
    for address in page.evaluate(ADDRESSES, URL_ATTRIBUTES):
        followed = address["tag"] == "a" and address["name"] == "href"
        allowed = r"#|https?://|mailto:" if followed else r"#|data:(image/|font/|,$)"
        if not re.match(allowed, address["value"]):
            yield f"<{address['tag']} {address['name']}={address['value'][:60]!r}>"


def policy(visit):
    """The content security policy forbids everything but the page's own styles, pictures and one script by its hash."""
    policies = visit.page.evaluate(
        "() => [...document.querySelectorAll('meta[http-equiv=\"Content-Security-Policy\"]')].map((meta) => meta.content)"
    )
    if len(policies) != 1:
        yield f"{len(policies)} content security policies"
        return
    directives = dict(part.strip().partition(" ")[::2] for part in policies[0].split(";") if part.strip())
    if directives.get("default-src") != "'none'":
        yield "default-src is not 'none'"
    if any(word in directives.get("script-src", "") for word in ("unsafe", "*", "http", "data:")):
        yield f"script-src {directives['script-src']}"
    before = visit.page.evaluate("() => document.querySelectorAll('script ~ meta[http-equiv], style ~ meta[http-equiv]').length")
    if before:
        yield "stands after a script or style"


def landmarks(visit):
    """Language, title, one main part, and the marking at the top and the bottom if there is one."""
    found = visit.page.evaluate(LANDMARKS)
    if found["language"] != "en":
        yield f"language {found['language']!r}"
    if not found["title"]:
        yield "no title"
    if found["main"] != 1:
        yield f"{found['main']} main parts"
    if "width=device-width" not in found["viewport"]:
        yield "no viewport for small screens"
    if len(found["markings"]) == 1 or len(set(found["markings"])) > 1:
        yield f"markings {found['markings']}"


def headings(visit):
    """One h1, first; no level is left out on the way down."""
    found = visit.page.evaluate(HEADINGS)
    if [heading["level"] for heading in found].count(1) != 1:
        yield "not exactly one h1"
    level = 0
    for heading in found:
        if heading["level"] > level + 1:
            yield f"h{heading['level']} after h{level}: {heading['text'][:60]!r}"
        if not heading["text"]:
            yield f"empty h{heading['level']}"
        level = heading["level"]


def names(visit):
    """What a screen reader announces has a name, as Chromium's accessibility tree computes it; no identifier stands twice."""
    yield from (f"id {identifier!r} stands twice" for identifier in visit.page.evaluate(DOUBLE_IDS))
    session = visit.page.context.new_cdp_session(visit.page)
    for node in session.send("Accessibility.getFullAXTree")["nodes"]:
        role = node.get("role", {}).get("value")
        if not node.get("ignored") and role in NAMED_ROLES and not node.get("name", {}).get("value", "").strip():
            markup = session.send("DOM.getOuterHTML", {"backendNodeId": node["backendDOMNodeId"]})["outerHTML"]
            yield f"{role} without a name: {markup[:60]}"
    session.detach()
    missing = visit.page.evaluate(
        "() => [...document.querySelectorAll('img:not([alt]), svg:not([aria-hidden=true]):not([role=img])')].map((e) => e.localName)"
    )
    yield from (f"<{tag}> without alt or role" for tag in missing)


def figures(visit):
    """Each chart has its sentence, one picture and its numbers as a table."""
    for figure in visit.page.evaluate(FIGURES):
        name = figure["id"] or "figure without id"
        if figure["id"] != f"chart-{figure['chart']}":
            yield f"{name}: data-chart is {figure['chart']!r}"
        if len(figure["says"]) != 1 or len(figure["says"][0].split()) < 3:
            yield f"{name}: no sentence of what it says"
        if figure["pictures"] != 1:
            yield f"{name}: {figure['pictures']} pictures"
        if not figure["tables"]:
            yield f"{name}: no table of numbers"
        for table in figure["tables"]:
            yield from (f"{name}: {problem}" for problem in table_problems(table))


def table_problems(table):
    if not table["caption"]:
        yield "a table without a caption"
    if not table["rows"]:
        yield "a table without rows"
    if len(table["headings"]) != table["columns"] or not all(table["headings"]):
        yield f"columns without a heading: {table['headings']}"
    if any(cells != table["columns"] for cells in table["rows"]):
        yield f"rows of {sorted(set(table['rows']))} cells under {table['columns']} columns"


def navigation(visit):
    """The navigation has each section of the page, in order, after the bottom line with which the page begins."""
    found = visit.page.evaluate(NAVIGATION)
    links = [link for link in found["links"] if link in found["sections"]]
    if links != found["sections"]:
        yield f"links {found['links']} for sections {found['sections']}"


def filled(visit):
    """Nothing is left of a template or of a missing number."""
    text = visit.page.evaluate(READABLE)
    for match in re.finditer(r"\bNaN\b|\bundefined\b|\bnull\b|\[object|\{\{|\{%|\bInfinity\b|\binf\b", text):
        yield text[max(0, match.start() - 40) : match.end() + 40].strip()


CHECKS = [one_file, policy, landmarks, headings, names, figures, navigation, filled]

"""Proves that every check can fail: a sound sample passes all of them, and each way of breaking it is found by the right one."""

import base64
import hashlib
import re
from pathlib import Path

from . import suite

SAMPLE = Path(__file__).parent / "sample.html"

# The check that must complain, the text to replace in the sample, and by what.
PAGE_FAULTS = [
    ("quiet", "</script>", "console.warn('odd');</script>"),
    ("quiet", "</script>", "missing();</script>"),
    ("quiet", "</script>", "fetch('https://example.org/');</script>"),
    ("quiet", "<h2>Military</h2>", "<h2>Military</h2><img alt='x' src='https://example.org/x.png'>"),
    ("quiet", "<h2>Military</h2>", "<h2>Military</h2><script>alert(1)</script>"),
    ("one_file", "<title>", "<link rel=preconnect href='https://example.org'><title>"),
    ("one_file", "<nav", "<p onclick='x()'>text</p><nav"),
    ("one_file", '<a href="#military">', '<a href="javascript:canary()">'),
    ("policy", "default-src 'none'; ", ""),
    ("policy", "script-src ", "script-src 'unsafe-inline' "),
    ("landmarks", '<html lang="en">', "<html>"),
    ("landmarks", '<p class="marking">SAMPLE</p>\n<main>', "<main>"),
    ("headings", "h2>", "h3>"),
    ("names", ' aria-labelledby="map-title"><title id="map-title">Map</title>', ">"),
    ("names", "map-title", "fan-title"),
    ("figures", '<p class="says">The attacker holds the town on the last day.</p>', ""),
    ("figures", "<tr><td>Town</td></tr>", ""),
    ("navigation", '<a href="#military">Military</a>', ""),
    ("filled", "About 300", "About NaN"),
    ("widths", "main {", "main { min-width: 500px;"),
    ("contrast", "color: #1a1a1a", "color: #999"),
    ("contrast", 'fill="#595959"', 'fill="#999999"'),
    ("direction", '<bdi dir="rtl">جيش الوادي (الشمال)</bdi>:', "جيش الوادي (الشمال):"),
    ("direction", "main {", "bdi { unicode-bidi: bidi-override !important; direction: ltr; } main {"),
    ("direction", "main {", "bdi { letter-spacing: 2px; } main {"),
    ("direction", "\u2067כפר\u2069", "כפר"),
    ("focus", ":focus-visible { outline: 3px solid #0072b2; }", "* { outline: none !important; }"),
    ("focus", '<button aria-pressed="true" data-part="band-90">', '<button aria-pressed="true" data-part="band-90" tabindex="-1">'),
    ("motion", "@media (prefers-reduced-motion: reduce)", "@media (prefers-reduced-motion: never)"),
    ("toggles", ".hide-band-90 .band-90,", ""),
    ("toggles", "button.setAttribute('aria-pressed', String(!hidden));", ""),
    ("toggles", 'fill="#8cf"', 'fill="#fff"'),
    ("sorting", "(down ? compare(other, one) : compare(one, other))", "0"),
    ("sorting", "heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');", ""),
    ("sorting", "row.cells[heading.cellIndex].dataset.sort;", "row.cells[heading.cellIndex].textContent.length;"),
    ("readouts", "picture.onpointermove", "picture.onabort"),
    ("readouts", "picture.onkeydown", "picture.onabort"),
    ("day_slider", ".setAttribute('r', String(100 + 50 * slider.value));", ";"),
    ("day_slider", "slider.oninput = show;", ""),
    ("links", "</script>", "document.querySelector('nav').onclick = (event) => event.preventDefault();</script>"),
    ("details", "</script>", "document.querySelector('details').onclick = (event) => event.preventDefault();</script>"),
    ("nothing_else", "<h2>Military</h2>", "<h2>Military</h2><button>More</button>"),
    ("paper", ".controls, nav { display: none !important; }", ""),
    ("paper", "break-inside: avoid;", "break-inside: auto; padding-top: 120mm; padding-bottom: 40mm;"),
    ("paper", "size: A4 portrait", "size: A5 portrait"),
    ("same_content", "document.documentElement.classList.add('js');", "document.documentElement.classList.add('js'); document.querySelector('h1').textContent = 'Else';"),
    ("no_controls", "html:not(.js) .controls { display: none; }", ""),
    ("pictures", "html:not(.js) .controls", "html:not(.js) svg, html:not(.js) .controls"),
]

DECK = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>Deck</title><style>
@page { size: 338.67mm 190.5mm; margin: 0; }
body { margin: 0; color: #1a1a1a; background: #fff; }
.slide { width: 1280px; height: 720px; overflow: hidden; break-after: page; font: 32px sans-serif; }
.slide:last-child { break-after: auto; }
</style></head><body><main><section class="slide"><h1>One</h1></section><section class="slide"><h2>Two</h2></section></main></body></html>"""

DECK_FAULTS = [
    ("slides", "size: 338.67mm 190.5mm", "size: A4"),
    ("slides", "break-after: page", "break-after: auto; height: 300px"),
    ("slides", "<h2>Two</h2>", "<h2 style='margin-top: 700px'>Two</h2>"),
    ("contrast", "color: #1a1a1a", "color: #aaa"),
]


def signed(markup):
    """The sample with the hash of its script in its policy."""
    script = re.findall(r"<script>(.*?)</script>", markup, re.DOTALL)
    digest = hashlib.sha256(script[-1].encode()).digest() if script else b""
    return markup.replace("HASH", base64.b64encode(digest).decode())


def run(browser, folder):
    """Tries every fault; the number of those that were missed or found by the wrong check."""
    folder.mkdir(parents=True, exist_ok=True)
    missed = 0
    samples = [(SAMPLE.read_text(encoding="utf-8"), PAGE_FAULTS, suite.PAGE), (DECK, DECK_FAULTS, suite.DECK)]
    for markup, faults, visits in samples:
        path = folder / "sample.html"
        path.write_text(signed(markup), encoding="utf-8")
        for name, problem in suite.problems_of(browser, path, visits):
            missed += 1
            print(f"the sound sample fails: {name}: {problem}")
        for name, sound, broken in faults:
            assert sound in markup, sound
            path.write_text(signed(markup.replace(sound, broken)), encoding="utf-8")
            if name not in [found for found, _ in suite.problems_of(browser, path, suite.only(visits, name))]:
                missed += 1
                print(f"missed by {name}: {sound[:60]!r} made {broken[:60]!r}")
    print(f"{len(PAGE_FAULTS) + len(DECK_FAULTS)} ways of breaking a page, {missed} surprises")
    return missed

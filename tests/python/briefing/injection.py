"""Hostile texts through every text field of scenarios: nothing runs, nothing is asked for, and they are shown as they are."""

import csv
import itertools
import json
import re
import subprocess
import time
import tomllib
import unicodedata
import xml.etree.ElementTree as tree
from pathlib import Path

from .payloads import PAYLOADS
from .scenario_texts import Texts, quoted

# Payloads in one field: fewer rounds, at texts that are still read whole.
TOGETHER = 3

REPLICATES = "4"

TEMPLATES = Path(__file__).parents[3] / "assets" / "briefing"

# A file name can do what a name can.
STEM = "<img src=x onerror=canary(90)> {{ 7 * 7 }}"

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

# Kinds of elements with their attributes, number of those that act, and everything that can be read
# outside pictures, which cut long names.
ANATOMY = """() => {
    const words = (node) => node.localName === 'svg' || node.localName === 'script' ? '' : node.nodeType === Node.TEXT_NODE
        ? node.data : [...node.childNodes].map(words).join('');
    const elements = [...document.querySelectorAll('*')];
    const count = (tag) => document.getElementsByTagName(tag).length;
    return {
        kinds: [...new Set(elements.map((element) => [element.localName, ...element.getAttributeNames()].join(' ')))],
        acting: Object.fromEntries(['script', 'style', 'link', 'meta', 'title', 'main', 'h1', 'h2'].map((tag) => [tag, count(tag)])),
        data: [...document.querySelectorAll('script[type="application/json"]')].map((script) => script.textContent),
        text: words(document.documentElement),
    };
}"""


def groups():
    """The payloads, a few in each, so that a formula stands first."""
    return [PAYLOADS[start :: -(-len(PAYLOADS) // TOGETHER)][::-1] for start in range(-(-len(PAYLOADS) // TOGETHER))]


def plain(text):
    """What is left of a text when it is read: without controls, invisible characters and differences of white space."""
    text = re.sub(r"<U\+[0-9A-F]+>|…", " ", text)
    kept = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    return re.sub(r"[\s\ufffd]+", "", kept)


class Bench:
    """Makes runs and briefings in a folder."""

    def __init__(self, flashpoint, folder):
        self.flashpoint = flashpoint
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.schema = json.loads(self.call("schema").stdout)

    def call(self, *words):
        return subprocess.run([self.flashpoint, *words], capture_output=True, text=True, cwd=self.folder, check=False)

    def briefing(self, scenario, *options, charts=False):
        """Runs a scenario's text and briefs it; the run's folder and the files of the page and the deck."""
        file = self.folder / f"{STEM}.toml"
        file.write_text(scenario, encoding="utf-8")
        drawn = [] if charts else ["--no-charts"]
        output = self.call("run", file.name, "-n", REPLICATES, "--csv", "--json", "--out", "runs", *drawn)
        if output.returncode:
            raise SystemExit(f"a scenario with hostile texts does not run: {output.stderr[:2000]}")
        run = max((self.folder / "runs").glob("*/*/manifest.json"), key=lambda manifest: manifest.stat().st_mtime).parent
        for made in ([], ["--slides"])[: 2 if charts else 1]:
            output = self.call("brief", str(run), "--out", "slides.html" if made else "page.html", *made, *options)
            if output.returncode:
                raise SystemExit(f"a run with hostile texts cannot be briefed: {output.stderr[:2000]}")
        return run, [self.folder / name for name in ("page.html", "slides.html")[: 2 if charts else 1]]


def anatomy(browser, path, enforce_policy):
    """What the file is made of, and what it did."""
    with browser.visit(path, enforce_policy=enforce_policy) as visit:
        return visit.page.evaluate(ANATOMY), visit.misdeeds()


def harmless_text(number):
    """A text for a field, with a letter from right to left, for the page has markup around such."""
    return f"Harmless {number} text א"


def shown(text):
    """Numbers of the fields that a page with harmless texts shows."""
    return {int(number) for number in re.findall(r"Harmless (\d+)\b", text)}


def same_anatomy(found, harmless, deck=False):
    """Texts make neither elements nor attributes, and do not end the page's data; a deck divides long ones among more slides."""
    strange = set(found["kinds"]) - set(harmless["kinds"])
    yield from (f"new kind of element: {kind}" for kind in sorted(strange))
    growing = {"h2"} if deck else set()
    for tag, count in found["acting"].items():
        if count != harmless["acting"][tag] and tag not in growing or count < harmless["acting"][tag]:
            yield f"{count} elements {tag} instead of {harmless['acting'][tag]}"
    for data in found["data"]:
        json.loads(data)


def drawings(folder):
    """Charts as files are well-formed, and have nothing in them that could act."""
    for path in sorted(folder.glob("charts/*.svg")):
        try:
            root = tree.parse(path).getroot()
        except tree.ParseError as error:
            yield f"{path.name}: {error}"
            continue
        for element in root.iter():
            tag = element.tag.rpartition("}")[2]
            acts = [name for name in element.attrib if name.startswith("on") or name.endswith("href")]
            if tag in ("script", "foreignObject", "a", "use", "image", "style") or acts:
                yield f"{path.name}: <{tag} {' '.join(acts)}>"


def tables(folder, texts):
    """No cell of a CSV table begins like a formula, unless it is a number; labels are whole."""
    cells = set()
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        if len({len(row) for row in rows}) > 1:
            yield f"{path.name}: rows of different lengths"
        for cell in itertools.chain.from_iterable(rows):
            cells.add(cell.removeprefix("'"))
            if cell.startswith(FORMULA) and not re.fullmatch(r"-(\d.*|inf)", cell):
                yield f"{path.name}: {cell[:60]!r}"
    if not cells & texts:
        yield "no text is in any table"


class Trial:
    """One scenario, made hostile again and again until each of its fields has had each payload."""

    def __init__(self, browser, bench, scenario):
        self.browser, self.bench = browser, bench
        self.texts = Texts(tomllib.loads(scenario), bench.schema)
        _, files = bench.briefing(self.texts.filled(harmless_text), charts=True)
        self.harmless = {file.name: anatomy(browser, file, True)[0] for file in files}

    def round(self, turn, thorough, open_drawings):
        """Problems with the payloads moved on by a number of fields; a thorough round has the deck and the charts too."""
        hostile = groups()
        text = lambda number: f"{' '.join(hostile[(number + turn) % len(hostile)])} {number}"
        options = [f"--confidence={text(7)}", *([f"--title={text(8)}", f"--marking={text(9)}"] if turn % 2 else [])]
        run, files = self.bench.briefing(self.texts.filled(text), *options, charts=thorough)
        for file in files:
            found, misdeeds = anatomy(self.browser, file, enforce_policy=turn % 4 == 0)
            harmless = self.harmless[file.name]
            yield from (f"{file.name}: {problem}" for problem in [*misdeeds, *same_anatomy(found, harmless, deck=file.stem == "slides")])
            if file.stem == "page":
                yield from self.hidden(found, harmless, text, replaced=turn % 2 == 1)
        yield from tables(run, {text(number) for number in range(len(self.texts.fields))})
        if thorough:
            yield from drawings(run)
            for path in sorted(run.glob("charts/*.svg")) if open_drawings else []:
                yield from (f"{path.name}: {misdeed}" for misdeed in anatomy(self.browser, path, False)[1])

    def hidden(self, found, harmless, text, replaced):
        """Fields that the page shows when they are harmless must be shown as they are when they are not, unless they are replaced."""
        readable = plain(found["text"])
        for number in sorted(shown(harmless["text"])):
            table, key = self.texts.fields[number]
            if plain(text(number)) not in readable and not (replaced and table is self.texts.document["scenario"]):
                yield f"the {key} {text(number)!r} is not shown as it is"


def careless(trial):
    """A template that writes a text as markup is found out: a proof that these checks can fail."""
    folder = trial.bench.folder / "careless"
    folder.mkdir(exist_ok=True)
    template = (TEMPLATES / "briefing.html").read_text(encoding="utf-8")
    (folder / "briefing.html").write_text(template.replace("briefing.title }}", "briefing.title|safe }}"), encoding="utf-8")
    title = "Harmless <img src=x onerror=canary(91)>"
    scenario = trial.texts.filled(harmless_text)
    _, [file] = trial.bench.briefing(scenario, f"--title={title}", f"--template={folder}")
    found, misdeeds = anatomy(trial.browser, file, enforce_policy=False)
    if "canary 91" not in misdeeds or not any(same_anatomy(found, trial.harmless[file.name])):
        yield "a careless template was not found out"


def identifiers(bench):
    """Identifiers are checked, so that no payload but a plain word can be one."""
    starter = (bench.folder / "starter.toml").read_text(encoding="utf-8")
    for payload in (payload for payload in PAYLOADS if not re.fullmatch(r"[a-z]+", payload)):
        file = bench.folder / "identifier.toml"
        file.write_text(f"{starter}\n[theatres.{quoted(payload)}]\nname = \"A\"\n", encoding="utf-8")
        output = bench.call("check", file.name)
        if output.returncode != 3 or "\x1b" in output.stdout + output.stderr:
            yield f"{payload!r} as an identifier: exit code {output.returncode}"


def trials(browser, bench, scenarios):
    """Every problem of every round; the starter goes through all of them, the others through one each."""
    bench.call("new", "starter.toml")
    yield from identifiers(bench)
    for path in [bench.folder / "starter.toml", *scenarios]:
        trial = Trial(browser, bench, path.read_text(encoding="utf-8"))
        rounds = len(groups()) if path.stem == "starter" else 1
        fields, read = len(trial.texts.fields), len(shown(trial.harmless["page.html"]["text"]))
        print(f"{path.name}: {fields} text fields, {read} of them on the page, {len(PAYLOADS)} hostile texts, {rounds} rounds")
        yield from careless(trial)
        for turn in range(rounds):
            yield from (f"{path.name}, round {turn}: {problem}" for problem in trial.round(turn, turn == 0, rounds > 1))


def run(browser, flashpoint, folder, scenarios):
    """Says what went wrong; the number of problems."""
    started = time.monotonic()
    problems = list(trials(browser, Bench(flashpoint, folder.resolve()), scenarios))
    print("\n".join(problems))
    print(f"injection: {len(problems)} problems, {time.monotonic() - started:.0f} s")
    return len(problems)

"""Runs the checks on pages and decks and says what each found."""

import time
from pathlib import Path

from . import appearance, approval, direction, interaction, printing, structure, without_script

DECK_STRUCTURE = [structure.one_file, structure.policy, structure.landmarks, structure.headings, structure.names, structure.filled]


def quiet(visit):
    """The page neither complains nor asks for anything nor runs what it should not."""
    yield from visit.misdeeds()


# Where the page may not scroll slowly to its place.
STILL = {"reduced_motion": "reduce"}

# Checks that share a visit, and how the page is opened for them. Those that change the page have a visit of their own.
PAGE = [
    (structure.CHECKS, {}),
    *(([check], {}) for check in [appearance.widths, appearance.contrast, direction.direction, interaction.toggles, printing.paper]),
    *(([check], STILL) for check in [appearance.motion, appearance.focus, *interaction.CHECKS]),
    (without_script.CHECKS, {"script": False}),
]
DECK = [
    (DECK_STRUCTURE, {}),
    *(([check], {}) for check in [appearance.contrast, direction.direction, printing.slides]),
    ([appearance.motion], STILL),
]


def problems_of(browser, path, visits):
    """Everything that is wrong with a file, as pairs of the check's name and what it found."""
    for checks, how in visits:
        with browser.visit(path, **how) as visit:
            for check in [*checks, quiet]:
                for problem in check(visit):
                    yield check.__name__, problem


def only(visits, name):
    """The visits without other checks than one; those that have it."""
    chosen = [([check for check in checks if check.__name__ == name], how) for checks, how in visits]
    return visits[:1] if name == "quiet" else [(checks, how) for checks, how in chosen if checks]


def is_deck(path):
    return '<section class="slide' in Path(path).read_text(encoding="utf-8")


def say(path, problems, started):
    """Prints the verdict on one file; the number of its problems."""
    problems = list(problems)
    print(f"{path}: {'sound' if not problems else f'{len(problems)} problems'}, {time.monotonic() - started:.1f} s")
    for name, problem in problems:
        print(f"    {name}: {problem}")
    return len(problems)


def check_folder(browser, folder):
    """Checks every HTML file of a folder; the number of problems."""
    paths = sorted(Path(folder).glob("*.html"))
    if not paths:
        raise SystemExit(f"{folder} has no HTML file")
    return sum(say(path, problems_of(browser, path, DECK if is_deck(path) else PAGE), time.monotonic()) for path in paths)


def check_pictures(browser, path, approve):
    """Compares a page with its approved pictures, or makes them."""
    started = time.monotonic()
    with browser.visit(path) as visit:
        if approve:
            approval.approve(visit, approval.APPROVED)
            return 0
        problems = [("pictures", problem) for problem in approval.compare(visit, approval.APPROVED, Path(path).parent / "deviations")]
    return say(f"{path}, pictures", problems, started)

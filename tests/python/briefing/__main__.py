"""Tests of briefings in a headless Chromium."""

import argparse
import sys
from pathlib import Path

from . import injection, self_test, suite
from .browser import chromium


def arguments():
    parser = argparse.ArgumentParser(prog="python -m briefing", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("self-test", help="prove on a sample that every check can fail").add_argument("folder", type=Path)
    commands.add_parser("check", help="check every page and deck of a folder").add_argument("folder", type=Path)
    pictures = commands.add_parser("pictures", help="compare a page with its approved pictures")
    pictures.add_argument("page", type=Path)
    pictures.add_argument("--approve", action="store_true", help="make its pictures of now the approved ones")
    inject = commands.add_parser("inject", help="put hostile texts through every text field of a scenario")
    inject.add_argument("flashpoint", type=Path)
    inject.add_argument("folder", type=Path)
    inject.add_argument("scenarios", type=Path, nargs="*", help="more scenarios than the starter")
    return parser.parse_args()


def main():
    given = arguments()
    folder = given.page.parent if given.command == "pictures" else given.folder
    with chromium(folder / "browser") as browser:
        if given.command == "self-test":
            problems = self_test.run(browser, folder)
        elif given.command == "check":
            problems = suite.check_folder(browser, folder)
        elif given.command == "pictures":
            problems = suite.check_pictures(browser, given.page, given.approve)
        else:
            problems = injection.run(browser, given.flashpoint.resolve(), folder, given.scenarios)
    sys.exit(1 if problems else 0)


main()

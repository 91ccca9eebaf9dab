"""Opens pages in Debian's Chromium, cut off from the network, and keeps what they do that no briefing may do."""

import os
import shutil
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}

# Dialogs of the page leave a trace even where the browser would not show them; a payload calls `canary`.
TRAPS = """
window.ran = [];
window.canary = (what) => { window.ran.push(`canary ${what}`); };
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    window[name] = () => { window.ran.push(name); };
}
document.addEventListener('securitypolicyviolation', (event) => {
    window.ran.push(`breach of the content security policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""

# Fonts that the charts and the page ask for, the same on every machine, so that pictures can be compared.
FONT_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts/truetype/liberation</dir>
  <dir>/usr/share/fonts/truetype/liberation2</dir>
  <dir>/usr/share/fonts/truetype/dejavu</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Liberation Sans</family><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Liberation Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>Liberation Mono</family></prefer></alias>
</fontconfig>
"""


# Middle of the first line of an element, scrolled into view.
MIDDLE = """(element) => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = element.getClientRects()[0];
    return [box.left + box.width / 2, box.top + box.height / 2];
}"""


class Visit:
    """An opened page, and its misdeeds so far: what it wrote to the console, asked for or ran. `again` opens it another time."""

    def __init__(self, page, address, again):
        self.page = page
        self.address = address
        self.again = again
        self._misdeeds = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._misdeeds.append(f"page error: {error}"))
        page.on("request", self._request)
        page.on("dialog", self._dialog)
        page.on("popup", lambda _: self._misdeeds.append("opened a window"))
        page.on("websocket", lambda socket: self._misdeeds.append(f"opened a socket to {socket.url}"))
        page.on("download", lambda download: self._misdeeds.append(f"downloaded {download.url}"))
        page.goto(address)

    def _console(self, message):
        if message.type in ("error", "warning", "assert"):
            self._misdeeds.append(f"console {message.type}: {message.text}")

    def _request(self, request):
        if request.url != self.address and not request.url.startswith("data:"):
            self._misdeeds.append(f"request: {request.url}")

    def _dialog(self, dialog):
        self._misdeeds.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def misdeeds(self):
        """Everything until now."""
        ran = self.page.evaluate("() => window.ran || []")
        moved = [] if self.page.url.split("#")[0] == self.address else [f"went to {self.page.url}"]
        return self._misdeeds + ran + moved


class Browser:
    """A running Chromium."""

    def __init__(self, chromium):
        self._chromium = chromium

    @contextmanager
    def visit(self, path, *, viewport=None, script=True, enforce_policy=True, reduced_motion="no-preference"):
        """Opens a file in a fresh profile without network. Without `enforce_policy` the page's own content security policy
        is ignored, so that only its escaping protects it."""
        context = self._chromium.new_context(
            viewport=viewport or WIDE,
            java_script_enabled=script,
            offline=True,
            bypass_csp=not enforce_policy,
            reduced_motion=reduced_motion,
            locale="en-GB",
            timezone_id="UTC",
        )
        try:
            context.set_default_timeout(60_000)
            address = Path(path).resolve().as_uri()
            context.add_init_script(TRAPS)
            yield Visit(context.new_page(), address, partial(self.visit, path))
        finally:
            context.close()


def click(page, locator):
    """Presses the mouse in the middle of an element, without the pauses that the library makes for moving ones."""
    x, y = locator.evaluate(MIDDLE)
    page.mouse.click(x, y)


def executable():
    """Path of the system's Chromium, or `None`."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def chromium(folder):
    """Runs Chromium with the fonts named above; its font configuration is written to `folder`."""
    fonts = Path(folder) / "fonts.conf"
    fonts.parent.mkdir(parents=True, exist_ok=True)
    fonts.write_text(FONT_CONFIGURATION)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts.resolve())}
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable(),
            args=[*sandbox, "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb", "--disable-lcd-text"],
            env=environment,
        )
        try:
            yield Browser(running)
        finally:
            running.close()

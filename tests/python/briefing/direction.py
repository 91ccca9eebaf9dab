"""Names from right to left: in their own order, joined, and apart from the words and numbers around them."""

from .appearance import OPEN_DETAILS

# Every line of text that holds a name from right to left: its letters with their places, in the order of reading. What an
# analyst wrote whole (a title, a statement) has a direction of its own and is left out.
LINES = """() => {
    const blocks = 'p, li, td, th, dd, dt, h1, h2, h3, figcaption, caption, summary, button, svg text';
    const rightToLeft = /[\\u0590-\\u08ff]/;
    const lines = [];
    for (const block of document.querySelectorAll(blocks)) {
        if (!rightToLeft.test(block.textContent) || !block.checkVisibility() || block.querySelector('bdi:not([dir])')) continue;
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        const letters = [], spaced = [];
        let names = 0;
        while (walker.nextNode()) {
            const node = walker.currentNode, range = document.createRange();
            if (rightToLeft.test(node.data) && !['normal', '0px'].includes(getComputedStyle(node.parentElement).letterSpacing)) {
                spaced.push(node.data.trim());
            }
            for (let index = 0; index < node.data.length; index += 1) {
                range.setStart(node, index);
                range.setEnd(node, index + 1);
                const box = range.getBoundingClientRect();
                const letter = node.data[index];
                if (!/[\\p{L}\\p{N}]/u.test(letter)) {
                    names += /[^\\p{L}\\p{N}\\s()\u200e-]/u.test(letter);
                    continue;
                }
                if (box.width < 0.1) continue;
                letters.push({ letter, name: rightToLeft.test(letter), after: names, left: box.left, right: box.right, top: box.top, height: box.height });
            }
        }
        lines.push({ text: block.textContent.trim().slice(0, 80), letters, spaced });
    }
    return lines;
}"""

# Letters may touch, and those that join may overlap.
SLACK = 1.0


def runs(letters):
    """Letters in a row that are of a name, or are not."""
    found = []
    for letter in letters:
        if found and alike(found[-1][-1], letter) and same_line(found[-1][-1], letter):
            found[-1].append(letter)
        else:
            found.append([letter])
    return found


def alike(one, other):
    """Two letters of the same name, or of what is between names: a sign of punctuation ends a name."""
    return one["name"] == other["name"] and (not one["name"] or one["after"] == other["after"])


def same_line(one, other):
    return abs(one["top"] - other["top"]) < one["height"] / 2


def middle(letter):
    return (letter["left"] + letter["right"]) / 2


def direction(visit):
    """Each name runs from right to left, and everything else on its line from left to right, before and after it."""
    visit.page.evaluate(OPEN_DETAILS)
    for line in visit.page.evaluate(LINES):
        yield from (f"letters set apart in {text!r}" for text in line["spaced"])
        found = runs(line["letters"])
        for run in found:
            places = [middle(letter) for letter in run]
            if places != sorted(places, reverse=run[0]["name"]):
                yield f"{''.join(letter['letter'] for letter in run)!r} runs the wrong way in {line['text']!r}"
        for before, after in zip(found, found[1:]):
            left, right = max(letter["right"] for letter in before), min(letter["left"] for letter in after)
            if same_line(before[-1], after[0]) and right < left - SLACK:
                yield f"{before[0]['letter']}… and {after[0]['letter']}… change places in {line['text']!r}"

"""Puts texts of one's choice into every text field of a scenario."""

import copy
import re
from datetime import date

# Names of fields that hold any text, wherever the format has them.
FREE = {"name", "short", "title", "summary", "author", "marking", "note", "publisher", "statement", "scope", "about", "successor"}

# Control characters, which TOML wants written out.
CONTROL = re.compile(r'[\x00-\x1f\x7f"\\]')


class Texts:
    """The text fields of a scenario; those that it could have, but has not, are added."""

    def __init__(self, document, schema):
        self.document = copy.deepcopy(document)
        self.fields = []
        for name, entry in self.document.items():
            self._visit(entry, schema["properties"].get(name, {}))

    def _visit(self, node, schema):
        if isinstance(node, list):
            for item in node:
                self._visit(item, schema.get("items", {}))
        elif isinstance(node, dict):
            properties = schema.get("properties", {})
            free = {key for key, form in properties.items() if is_free(key, form)}
            if not properties and ("value" in node or "low" in node):
                free = {"note"}
            for key, value in node.items():
                self._visit(value, properties.get(key) or schema.get("additionalProperties") or {})
            self.fields += [(node, key) for key in sorted(free)]

    def filled(self, text):
        """The scenario with `text(number)` in the field of each number."""
        for number, (table, key) in enumerate(self.fields):
            table[key] = text(number)
        return toml(self.document)


def is_free(key, form):
    """Whether a property is a text that is neither looked up nor computed."""
    plain = form.get("type") == "string" and not {"enum", "format", "$comment"} & form.keys()
    cited = key == "source" and form.get("description") == "Where it is known from."
    return plain and (key in FREE or cited)


def toml(document):
    """The document as TOML: a line for each entry, everything below it inline."""
    lines = []
    for name, entry in document.items():
        if isinstance(entry, dict):
            lines += [f"{quoted(name)}.{quoted(key)} = {value(item)}" for key, item in entry.items()]
        else:
            lines.append(f"{quoted(name)} = {value(entry)}")
    return "\n".join(lines) + "\n"


def value(item):
    if isinstance(item, dict):
        return "{ " + ", ".join(f"{quoted(key)} = {value(each)}" for key, each in item.items()) + " }"
    if isinstance(item, list):
        return "[" + ", ".join(map(value, item)) + "]"
    if isinstance(item, bool):
        return str(item).lower()
    if isinstance(item, date):
        return item.isoformat()
    return quoted(item) if isinstance(item, str) else repr(item)


def quoted(text):
    return '"' + CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + '"'

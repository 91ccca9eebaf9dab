"""Recomputes the sentences of a briefing from the tables of its run: recompute_sentences.py RUN_FOLDER PAGE."""

import html
import json
import math
import re
import sys
from pathlib import Path

import pandas

NARROW = "\u202f"
NO_BREAK = "\u00a0"


def grouped(value):
    return f"{abs(value):,.0f}".replace(",", NARROW) if value >= 0 else "−" + f"{-value:,.0f}".replace(",", NARROW)


def rounded(value):
    """Half away from zero, as the program rounds."""
    return math.copysign(math.floor(abs(value) + 0.5), value)


def parts(value):
    """A count to two significant digits: its number, and `million` or `billion`."""
    size = abs(value)
    if size < 10:
        return (f"{value:.1f}" if value % 1 else f"{value:.0f}"), ""
    step = 10 ** math.floor(math.log10(size)) / 10
    near = rounded(value / step) * step
    for unit, name in [(1e9, "billion"), (1e6, "million")]:
        if abs(near) >= unit:
            shown = near / unit
            return (f"{shown:.1f}" if abs(shown) < 10 else grouped(shown)), name
    return grouped(rounded(value) if size < 100 else near), ""


def prose(value):
    number, unit = parts(value)
    return number + (NO_BREAK + unit if unit else "")


def prose_range(low, high):
    (low_number, low_unit), (high_number, high_unit) = parts(low), parts(high)
    if low_unit == high_unit:
        return f"{low_number}–{high_number}" + (NO_BREAK + high_unit if high_unit else "")
    return f"{prose(low)}–{prose(high)}"


def percent(share):
    if 0 < share < 0.005:
        return f"<1{NARROW}%"
    if 0.995 < share < 1:
        return f">99{NARROW}%"
    return f"{round(share * 100):.0f}{NARROW}%"


def date(day):
    return f"{day.day}{NO_BREAK}{day:%b}{NO_BREAK}{day.year}"


class Run:
    """The tables of a run folder."""

    def __init__(self, folder):
        self.summary = json.loads((folder / "summary.json").read_text())
        self.series = pandas.read_parquet(folder / "series.parquet")
        self.events = pandas.read_parquet(folder / "events.parquet")
        self.outcomes = pandas.read_parquet(folder / "outcomes.parquet")
        self.replicates = len(self.outcomes)

    def last(self, series):
        rows = self.series[self.series.series == series]
        return rows.iloc[-1] if len(rows) else None

    def date(self, day):
        return date(pandas.Timestamp(self.summary["start"]) + pandas.Timedelta(days=int(day)))

    def first_days(self, event):
        return self.events[self.events.event == event].day.sort_values().reset_index(drop=True)


def displacement(run):
    said = {"cumulative": "have been driven from home", "current": "are away from home (earlier exiles not counted)", "returned": "have returned"}
    for name, what in said.items():
        row = run.last(f"displacement.{name}")
        if row is not None and row.q95 > 0:
            ranges = f"half of runs {prose_range(row.q25, row.q75)}, 90{NARROW}% of runs {prose_range(row.q05, row.q95)}"
            yield f"By {date(row.date)}, {prose(row.q50)}{NO_BREAK}people in the median run ({ranges}) {what}."


def agreements(run):
    for agreement in run.summary["agreements"]:
        days = {name: run.first_days(f"agreements.{agreement['id']}.{name}") for name in ("declared", "failed", "took_hold")}
        declared = len(days["declared"])
        if declared:
            half = days["declared"].iloc[(declared + 1) // 2 - 1]
            yield (
                f"{agreement['label']}: declared in {percent(declared / run.replicates)} of runs, in half of these by "
                f"{run.date(half)}; in {percent(len(days['failed']) / declared)} of these it then fails at least once. A truce that "
                f"lasts takes hold in {percent(len(days['took_hold']) / run.replicates)} of all runs, in some without being "
                f"declared first."
            )


def control(run):
    ends = run.series[run.series.kind == "control"].groupby("series", sort=False).last()
    held = list(ends[ends["mean"] > 0.5].label)
    if held:
        names, day = "; ".join(held), date(ends.date.iloc[0])
        yield f"On {day} {len(held)} of {len(ends)} contested zones are in the attackers’ hands in most runs, taken or handed over: {names}."


def balance(run):
    ends = run.series[run.series.kind == "balance"].groupby("series", sort=False).last()
    for row in ends.head(3).itertuples():
        holder, target = row.label.split(" over ", 1)
        if row.q50 != 0:
            one, other = (holder, target) if row.q50 > 0 else (target, holder)
            yield f"On {date(row.date)} {one} has the upper hand over {other} in the median run: a balance of {abs(row.q50):.2f} in its favour"


def decimals(question):
    low, high = question["interval"]
    return 1 if high < 0.1 or low > 0.9 else 0


def answer(run, question):
    share = run.outcomes[f"question.{question['id']}"].mean()
    return f"{share * 100:.1f}{NARROW}%" if decimals(question) and 0 < share < 1 else percent(share)


def judgements(run):
    for question in run.summary["questions"]:
        yield question["statement"] + " … " + answer(run, question)


def headlines(run):
    for question in [question for question in run.summary["questions"] if question["headline"]][:2]:
        low, high = (f"{100 * end:.{0 if end in (0, 1) else decimals(question)}f}" for end in question["interval"])
        statement, share = question["statement"].rstrip("."), answer(run, question)
        yield f"“{statement}” comes true in {share} of runs ({low}–{high}{NARROW}% with the error of sampling), "


def history(run):
    resolved = [question for question in run.summary["questions"] if question["resolved"] is not None]
    hits = sum((run.outcomes[f"question.{question['id']}"].mean() > 0.5) == question["resolved"] for question in resolved)
    if resolved:
        yield f"In {hits} of {len(resolved)} resolved questions the likelier answer came true."


def parameters(run):
    rows = run.summary["parameters"]
    without = sum(not row["source"].strip() for row in rows)
    counts = pandas.Series([row["status"] for row in rows]).value_counts().sort_index()
    by_status = [f"{grouped(count)} {status}" for status, count in counts.items()]
    listed = ", ".join(by_status[:-1]) + (" and " if len(by_status) > 1 else "") + by_status[-1]
    yield f"The run rests on {grouped(len(rows))} numbers: {listed}; {grouped(without)} of them name no source."


def text_of(page):
    """What the page says, tags and line breaks left out."""
    bare = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.S)
    return re.sub(r"[ \n]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", bare)))


def main():
    run, page = Run(Path(sys.argv[1])), text_of(Path(sys.argv[2]).read_text())
    sentences = [sentence for make in (headlines, displacement, agreements, control, balance, history, parameters) for sentence in make(run)]
    wrong = [sentence for sentence in sentences if re.sub(r" +", " ", sentence) not in page]
    for judgement in judgements(run):
        statement, share = judgement.split(" … ")
        if not re.search(re.escape(statement) + r"\s+by [^<>%≤]{8,14}\s+" + re.escape(share), page):
            wrong.append(judgement)
    for sentence in wrong:
        print(f"not on the page, though the tables say so: {sentence}", file=sys.stderr)
    count = len(sentences) + len(run.summary["questions"])
    print(f"{sys.argv[2]}: {count - len(wrong)} of {count} sentences recomputed from the tables")
    sys.exit(1 if wrong or count < 5 else 0)


main()

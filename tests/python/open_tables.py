"""Opens the tables of a run folder with pandas, Polars and DuckDB, without options, and checks that they agree.

    pip install pandas pyarrow polars duckdb
    python tests/python/open_tables.py output/SCENARIO/RUN
"""

import datetime
import json
import sys
from pathlib import Path

import duckdb
import pandas
import polars

TABLES = ["events", "flows", "observations", "outcomes", "series"]
QUANTILES = ["q025", "q05", "q10", "q25", "q50", "q75", "q90", "q95", "q975"]
TEXT, INTEGER, DAY, DATE, NUMBER, CONDITION = "text", "integer", "day", "date", "number", "condition"

POLARS_TYPES = {
    TEXT: polars.String,
    INTEGER: polars.Int64,
    DAY: polars.Int32,
    DATE: polars.Date,
    NUMBER: polars.Float64,
    CONDITION: polars.Boolean,
}
DUCKDB_TYPES = {TEXT: "VARCHAR", INTEGER: "BIGINT", DAY: "INTEGER", DATE: "DATE", NUMBER: "DOUBLE", CONDITION: "BOOLEAN"}
PANDAS_TYPES = {INTEGER: ["int64"], DAY: ["int32"], NUMBER: ["float64"], CONDITION: ["bool", "object"]}


def expected_columns(summary):
    """Name and kind of every column of every table."""
    kinds = {"number": NUMBER, "condition": CONDITION}
    numbers = [(name, NUMBER) for name in ["mean", *QUANTILES]]
    return {
        "outcomes": [("replicate", INTEGER)] + [(outcome["id"], kinds[outcome["kind"]]) for outcome in summary["outcomes"]],
        "series": [(name, TEXT) for name in ["series", "label", "unit", "kind"]] + [("day", DAY), ("date", DATE)] + numbers,
        "events": [("replicate", INTEGER), ("event", TEXT), ("label", TEXT), ("day", DAY), ("date", DATE)],
        "flows": [(name, TEXT) for name in ["home", "home_label", "place", "place_label", "people"]]
        + [("day", DAY), ("date", DATE)]
        + numbers,
        "observations": [("series", TEXT), ("date", DATE)]
        + [(name, NUMBER) for name in ["value", "low", "high"]]
        + [(name, TEXT) for name in ["use", "status", "source"]],
    }


def check_pandas(path, columns):
    frame = pandas.read_parquet(path)
    assert list(frame.columns) == [name for name, _ in columns], frame.columns
    for name, kind in columns:
        if kind == DATE:
            assert all(type(value) is datetime.date for value in frame[name]), (path, name)
        elif kind == TEXT:
            assert all(isinstance(value, str) for value in frame[name]), (path, name)
        else:
            assert str(frame[name].dtype) in PANDAS_TYPES[kind], (path, name, frame[name].dtype)
    return frame


def check_polars(path, columns):
    frame = polars.read_parquet(path)
    assert list(frame.schema.items()) == [(name, POLARS_TYPES[kind]) for name, kind in columns], frame.schema
    return frame


def check_duckdb(path, columns):
    relation = duckdb.sql(f"SELECT * FROM '{path}'")
    found = [(name, str(kind)) for name, kind in zip(relation.columns, relation.types)]
    assert found == [(name, DUCKDB_TYPES[kind]) for name, kind in columns], found
    return relation.fetchall()


def check_footer(path, provenance):
    rows = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
    footer = {key.decode(): value.decode() for key, value in rows}
    for key in ["scenario", "scenario_hash", "seed", "replicates", "version", "run_id"]:
        assert footer[f"flashpoint.{key}"] == str(provenance[key]), (path, key)


def check_table(path, columns, provenance):
    """Returns the number of rows, on which all three must agree, cell by cell except for texts."""
    by_pandas, by_polars, by_duckdb = check_pandas(path, columns), check_polars(path, columns), check_duckdb(path, columns)
    rows = len(by_pandas)
    assert rows == by_polars.height == len(by_duckdb), path
    for index, (name, kind) in enumerate(columns):
        if kind != TEXT and rows > 0:
            ours = by_polars[name].to_list()
            assert ours == [row[index] for row in by_duckdb], (path, name)
            assert [None if pandas.isna(value) else value for value in by_pandas[name]] == ours, (path, name)
    check_footer(path, provenance)
    return rows


def main(folder):
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    provenance = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["provenance"]
    columns = expected_columns(summary)
    rows = {name: check_table(folder / f"{name}.parquet", columns[name], provenance) for name in TABLES}
    assert rows["series"] == len(summary["series"]) * summary["days"], rows
    assert rows["flows"] == len(summary["flows"]) * len(summary["flow_days"]), rows
    print("OK", " ".join(f"{name}={count}" for name, count in rows.items()))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

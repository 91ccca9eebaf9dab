"""Makes the small tables of tests/data/tables, as pandas, pyarrow, Polars and DuckDB write them.

    pip install pandas pyarrow polars duckdb
    python tests/python/make_tables.py tests/data/tables
"""

import datetime
import decimal
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

out = Path(sys.argv[1])
rows = 6
frame = pd.DataFrame({
    "whole": np.array([1, -2, 3, 2**40, 0, 7], dtype="int64"),
    "small": np.array([0, 1, 2, 253, 254, 255], dtype="uint8"),
    "share": np.array([0.5, np.nan, -1.25, np.inf, 0.0, 1e-300]),
    "half": np.array([0.5, 1, -2, 65504, 0, 0.25], dtype="float16"),
    "single": np.array([0.5, 1, -2, 3, 0, 0.25], dtype="float32"),
    "open": [True, False, True, True, False, False],
    "perhaps": pd.array([True, None, False, None, True, False], dtype="boolean"),
    "count": pd.array([1, None, 3, None, 5, 6], dtype="Int32"),
    "word": pd.Categorical(["low", "high", "low", None, "mid", "low"]),
    "name": ["ä", "b", "c, d", "", 'e "f"', "b"],
    "day": [
        datetime.date(2020, 3, 5), None, datetime.date(1969, 12, 31), datetime.date(2020, 2, 29),
        datetime.date(2020, 3, 6), datetime.date(2020, 3, 7),
    ],
    "moment": pd.to_datetime(
        ["2020-03-05 06:00", None, "1969-12-31 12:00", "2020-02-29", "2020-03-06", "2020-03-07"], format="ISO8601"
    ),
    "money": [None if text is None else decimal.Decimal(text) for text in ["1.25", "-3.50", None, "100.00", "0.01", "7.00"]],
    "list": [[1], [1, 2], [], [3], [4], [5]],
})
frame.to_parquet(out / "pandas.parquet", row_group_size=2)
table = pa.Table.from_pandas(frame, preserve_index=False)
table = table.append_column("nested", pa.array([{"x": i / 2, "y": None if i == 2 else i} for i in range(rows)]))
table = table.append_column("unsigned", pa.array([2**63, 1, 2, 3, None, 5], pa.uint64()))
table = table.append_column("bytes", pa.array([b"\xff\x00"] * rows, pa.binary()))
table = table.append_column("time", pa.array([datetime.time(1, 2)] * rows))
pq.write_table(
    table, out / "pyarrow.parquet", compression="gzip", data_page_version="2.0",
    use_dictionary=["name", "word", "share"], row_group_size=4, version="2.6",
)
pq.write_table(
    table.drop_columns(["half"]), out / "legacy.parquet", compression="lz4",
    use_deprecated_int96_timestamps=True, version="1.0", use_dictionary=False,
)
pq.write_table(table, out / "brotli.parquet", compression="brotli")
polars = pl.from_pandas(frame.drop(columns=["list", "half"]))
polars.write_parquet(out / "polars.parquet", row_group_size=3)
polars.write_csv(out / "polars.csv")
duckdb.sql(f"COPY (SELECT * FROM polars) TO '{out}/duckdb.parquet' (FORMAT parquet)")
duckdb.sql(f"COPY (SELECT * FROM polars) TO '{out}/duckdb.csv' (HEADER)")
frame.drop(columns=["list"]).to_csv(out / "pandas.csv")
frame.drop(columns=["list"]).to_csv(out / "excel.csv", sep=";", decimal=",", index=False, encoding="utf-8-sig", lineterminator="\r\n")

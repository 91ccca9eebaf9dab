use std::fs;

use proptest::prelude::*;

use super::*;

/// A table of `tests/data/tables`, made by `tests/python/make_tables.py`.
fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tables").join(name)
}

/// What the sample's columns hold, whoever wrote them.
const NAN: f64 = f64::NAN;
const COLUMNS: [(&str, RawKind, [f64; 6]); 11] = [
    ("whole", RawKind::Number, [1.0, -2.0, 3.0, 1_099_511_627_776.0, 0.0, 7.0]),
    ("small", RawKind::Number, [0.0, 1.0, 2.0, 253.0, 254.0, 255.0]),
    ("share", RawKind::Number, [0.5, NAN, -1.25, f64::INFINITY, 0.0, 1e-300]),
    ("single", RawKind::Number, [0.5, 1.0, -2.0, 3.0, 0.0, 0.25]),
    ("open", RawKind::Condition, [1.0, 0.0, 1.0, 1.0, 0.0, 0.0]),
    ("perhaps", RawKind::Condition, [1.0, NAN, 0.0, NAN, 1.0, 0.0]),
    ("count", RawKind::Number, [1.0, NAN, 3.0, NAN, 5.0, 6.0]),
    ("word", RawKind::Category, [1.0, 0.0, 1.0, NAN, 2.0, 1.0]),
    ("day", RawKind::Date, [18_326.0, NAN, -1.0, 18_321.0, 18_327.0, 18_328.0]),
    ("moment", RawKind::Date, [18_326.25, NAN, -0.5, 18_321.0, 18_327.0, 18_328.0]),
    ("money", RawKind::Number, [1.25, -3.5, NAN, 100.0, 0.01, 7.0]),
];

/// Equal, NaN being equal to NaN, up to the rounding of a scaled decimal.
fn same(found: &[f64], expected: &[f64]) -> bool {
    let alike = |(a, b): (&f64, &f64)| (a.is_nan() && b.is_nan()) || a == b || (a - b).abs() < 1e-15;
    found.len() == expected.len() && found.iter().zip(expected).all(alike)
}

#[test]
fn tables_of_pandas_pyarrow_polars_and_duckdb_hold_the_same() {
    let files = [
        "pandas.parquet",
        "pyarrow.parquet",
        "legacy.parquet",
        "polars.parquet",
        "duckdb.parquet",
        "pandas.csv",
        "polars.csv",
        "duckdb.csv",
        "excel.csv",
    ];
    for file in files {
        let table = read_table(&sample(file)).unwrap();
        assert_eq!(table.rows, 6, "{file}");
        for (name, kind, values) in &COLUMNS {
            let column = table.get(name).unwrap_or_else(|| panic!("{file} has no {name}"));
            assert!(column.kind == *kind && same(&column.values, values), "{file} {name}: {column:?}");
        }
        assert_eq!(table.get("word").unwrap().variable.categories, ["high", "low", "mid"], "{file}");
        let names = &table.get("name").unwrap().variable.categories;
        // In CSV an empty text is no text.
        let expected: &[&str] = &["", "b", "c, d", "e \"f\"", "ä"];
        assert_eq!(names, if file.ends_with("csv") { &expected[1..] } else { expected }, "{file}");
    }
}

#[test]
fn rarer_types_are_read_and_others_are_kept_out() {
    let table = read_table(&sample("pyarrow.parquet")).unwrap();
    let values = |name: &str| table.get(name).unwrap().values.clone();
    assert!(same(&values("half"), &[0.5, 1.0, -2.0, 65_504.0, 0.0, 0.25]));
    assert!(same(&values("unsigned"), &[9_223_372_036_854_775_808.0, 1.0, 2.0, 3.0, NAN, 5.0]));
    assert!(same(&values("nested.x"), &[0.0, 0.5, 1.0, 1.5, 2.0, 2.5]));
    assert!(same(&values("nested.y"), &[0.0, 1.0, NAN, 3.0, 4.0, 5.0]));
    for name in ["list.list.element", "bytes", "time"] {
        let column = table.get(name).unwrap_or_else(|| panic!("no {name}"));
        assert!(matches!(&column.kind, RawKind::Unusable(_)) && column.values.is_empty(), "{column:?}");
    }
    let error = data(&table, &["whole".into()], &["bytes".into()]).unwrap_err();
    assert!(error.to_string().ends_with("column `bytes` holds bytes, not texts"), "{error}");
}

#[test]
fn a_compression_that_is_not_read_is_named() {
    let error = read_table(&sample("brotli.parquet")).unwrap_err();
    assert!(error.to_string().contains("brotli") && error.help().contains("zstd"), "{error}: {}", error.help());
}

/// A file with this content, read.
fn read_text(text: impl AsRef<[u8]>) -> Result<RawTable, OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    fs::write(&path, text).unwrap();
    read_table(&path)
}

fn select(text: &str, inputs: &[&str], outputs: &[&str]) -> Result<crate::record::Data, OutputError> {
    let names = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    data(&read_text(text).unwrap(), &names(inputs), &names(outputs))
}

#[test]
fn inputs_and_outputs_are_picked_by_name() {
    let text = "x,border,n,y,y.error\n0.5,open,true,10,1\n1.5,closed,false,,2\n";
    let found = select(text, &[], &["y"]).unwrap();
    let names: Vec<&str> = found.inputs.iter().map(|column| column.variable.id.as_str()).collect();
    assert_eq!(names, ["x", "border", "n"]);
    assert_eq!(found.input("border").unwrap().variable.categories, ["closed", "open"]);
    assert_eq!(found.input("border").unwrap().values, [1.0, 0.0]);
    assert_eq!(found.input("n").unwrap().variable.categories, ["false", "true"]);
    let output = found.output("y").unwrap();
    assert!(same(&output.values, &[10.0, NAN]) && output.errors == [1.0, 2.0]);
    assert_eq!(select(text, &["x"], &["y", "n"]).unwrap().output("n").unwrap().variable.categories, [""; 0]);
}

#[test]
fn what_cannot_be_analysed_is_named_with_column_row_and_remedy() {
    let text = "x,name,y,z\n1,a,5,\n2,b,oops,\n3,c,6,\n";
    let cases: [(&[&str], &[&str], &str, &str); 7] = [
        (&["x"], &["yy"], "has no column `yy`", "did you mean `y`?"),
        (&["x"], &["y"], "row 2 has `oops` in column `y`, which holds numbers", "correct the cell"),
        (&["x"], &["name"], "output `name` holds texts, such as `a`", "an output holds numbers"),
        (&["z"], &["x"], "row 1 has no value in input `z`", "fill the cell"),
        (&["x"], &["z"], "output `z` has no value in any row", "name another"),
        (&["x"], &["x"], "column `x` is asked for twice", "once"),
        (&["x"], &[], "no output is named", "there are `x`, `name`, `y`, `z`"),
    ];
    for (inputs, outputs, reason, help) in cases {
        let error = select(text, inputs, outputs).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        assert!(error.help().contains(help), "{}", error.help());
    }
    let error = select("x,y\n", &[], &["y"]).unwrap_err();
    assert!(error.to_string().ends_with("has no rows"), "{error}");
    let names: String = (0..300).map(|row| format!("run {row},1\n")).collect();
    let error = select(&format!("id,y\n{names}"), &[], &["y"]).unwrap_err();
    assert!(error.to_string().contains("`id` holds 300 different texts"), "{error}");
}

#[test]
fn broken_text_is_refused_with_its_line() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "has no columns"),
        (b"a,b\n1,2\n3\n", "line 3 has 1 cells where the heading has 2"),
        (b"a,a\n1,2\n", "two columns named `a`"),
        (b"0.5,1\n1,2\n", "has numbers where the names"),
        (b"a,b\n1,\xff\n", "line 2 is not UTF-8"),
        (b"\x1f\x8b\x08\x00", "archive or a spreadsheet"),
        (b"PAR1PAR1", "cannot be read as Parquet"),
    ];
    for (text, reason) in cases {
        let error = read_text(text).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(read_table(folder.path()).unwrap_err().to_string().contains("is a folder"));
    assert!(matches!(read_table(&folder.path().join("none.csv")), Err(OutputError::File { .. })));
}

#[test]
fn torn_parquet_is_an_error_at_every_length() {
    let whole = fs::read(sample("duckdb.parquet")).unwrap();
    for length in 0..whole.len() {
        assert!(length < 4 || read_text(&whole[..length]).is_err(), "{length} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damaged_parquet_never_panics(
        file in 0_usize..5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let files = ["pandas", "pyarrow", "legacy", "polars", "duckdb"];
        let mut bytes = fs::read(sample(&format!("{}.parquet", files[file]))).unwrap();
        for (at, byte) in changes {
            let at = 4 + at.index(bytes.len() - 4);
            bytes[at] = byte;
        }
        let _ = read_text(&bytes);
    }

    #[test]
    fn any_text_is_a_table_or_an_error(text in "[a-c0-9.,;\"\n\t\r -]{0,80}") {
        if let Ok(table) = read_text(&text) {
            prop_assert!(table.columns.iter().all(|column| column.values.len() == table.rows));
        }
    }
}

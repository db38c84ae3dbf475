"""Checks that pyarrow and DuckDB read what `onrecord export --as parquet` writes, row by row as the JSON lines have it.

    python3 tests/parquet/check.py target/debug/onrecord

The program must be built with `--features parquet`.
"""
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

import duckdb
import pyarrow
import pyarrow.parquet

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures"
STORIES = ["harbour_fire", "ships_diverted", "correction_noted"]
MOMENT = pyarrow.timestamp("us", tz="UTC")
# Each column with its type and the value that the JSON of the row has for it.
COLUMNS = {
    "claims": {
        "version": (pyarrow.string(), lambda row: row["version"]["ref"]),
        "claim": (pyarrow.string(), lambda row: row["claim"]["id"]),
        "speaker": (pyarrow.string(), lambda row: row["claim"]["speaker_name"]),
        "said_on": (pyarrow.date32(), lambda row: day((row["claim"]["said_on"] or {}).get("date"))),
        "stance": (pyarrow.string(), lambda row: (row["claim"]["position"] or {}).get("stance")),
        "confidence": (pyarrow.float64(), lambda row: row["claim"]["confidence"]),
        "start": (pyarrow.int64(), lambda row: row["claim"]["span"][0]),
        "end": (pyarrow.int64(), lambda row: row["claim"]["span"][1]),
        "outlet": (pyarrow.string(), lambda row: row["version"]["outlet"]),
        "captured_at": (MOMENT, lambda row: moment(row["version"]["captured_at"])),
        "sha256": (pyarrow.string(), lambda row: row["version"]["sha256"]),
    },
    "edits": {
        "story": (pyarrow.string(), lambda row: row["story"]["slug"]),
        "old_version": (pyarrow.string(), lambda row: row["old"]["ref"]),
        "new_captured_at": (MOMENT, lambda row: moment(row["new"]["captured_at"])),
        "id": (pyarrow.string(), lambda row: row.get("edit", {}).get("id")),
        "changes": (pyarrow.string(), lambda row: changes(row)),
        "noted": (pyarrow.bool_(), lambda row: row.get("edit", row.get("metadata")).get("noted")),
    },
}


def day(text):
    return text and datetime.date.fromisoformat(text)


def moment(text):
    return text and datetime.datetime.fromisoformat(text)


def changes(row):
    of = row.get("edit") or row["metadata"]
    return "; ".join(change["kind"] for change in of["changes"]) if "changes" in of else None


def check(what, folder, run):
    run("export", what, "-o", f"{what}.parquet")
    run("export", what, "-o", f"{what}.jsonl")
    again = f"again-{what}.parquet"
    run("export", what, "-o", again)
    file = folder / f"{what}.parquet"
    assert file.read_bytes() == (folder / again).read_bytes(), "the same history gives the same bytes"
    assert run("export", what, "--as", "parquet") == file.read_bytes(), "standard output has them too"
    lines = (folder / f"{what}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) > 30, len(rows)
    table = pyarrow.parquet.read_table(file)
    assert table.column("json").to_pylist() == lines
    by_duckdb = duckdb.sql(f"SELECT * FROM '{file}'")
    assert [row[-1] for row in by_duckdb.fetchall()] == lines
    for name, (kind, value) in COLUMNS[what].items():
        assert table.schema.field(name).type == kind, (name, table.schema.field(name).type)
        expected = [value(row) for row in rows]
        assert table.column(name).to_pylist() == expected, name
        if kind != MOMENT:
            assert [row[0] for row in by_duckdb.select(f'"{name}"').fetchall()] == expected, name
    assert any(value is None for column in table.columns for value in column.to_pylist()), "null is null"
    print(f"{what}: {len(rows)} rows, {len(table.schema)} columns, {file.stat().st_size} bytes")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)

        def run(*words):
            command = [program, "--db", "history.db", *map(str, words)]
            called = subprocess.run(command, cwd=folder, capture_output=True)
            assert called.returncode == 0, called.stderr.decode()
            return called.stdout

        run("ingest", "--model", "rules", *(FIXTURES / story for story in STORIES))
        for what in COLUMNS:
            check(what, folder, run)
        counted = duckdb.sql(f"SELECT speaker, count(*) FROM '{folder}/claims.parquet' WHERE speaker IS NOT NULL "
                             "GROUP BY speaker ORDER BY 2 DESC, 1 LIMIT 1").fetchall()
        assert counted[0][1] > 1, counted


if __name__ == "__main__":
    main()

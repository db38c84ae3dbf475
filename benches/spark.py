"""Runs onrecord as a filter under Spark, and checks that what comes out is what one call of it says, line for line.

    python3 benches/texts.py 2000 > versions.jsonl
    python3 benches/spark.py target/release/onrecord versions.jsonl --cores 1,2 --model fast

Needs Java 17 and `pip install pyspark 'pandas<3' pyarrow`. Each task of Spark starts one onrecord with one thread, so that
Spark decides how many cores are taken. Two ways are measured: `rdd.pipe` on lines of JSON, and `mapInPandas` on a table.
Times are by the clock, without the start of Spark.
"""
import argparse
import hashlib
import json
import os
import subprocess
import sys
import threading
import time

import pandas
from pyspark.sql import SparkSession, functions

COLUMNS = "id string, text string, headline string, outlet string, url string, published string, captured string"


def session(cores, size, parts):
    """Starts Spark on this machine alone, with a file cut into `parts` that keep its order."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(f"local[{cores}]").appName("onrecord").config("spark.ui.enabled", False)
    builder = builder.config("spark.ui.showConsoleProgress", False)
    builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    # A file is cut where it is asked for, and not earlier.
    builder = builder.config("spark.sql.files.maxPartitionBytes", size // parts + 1)
    builder = builder.config("spark.sql.files.openCostInBytes", 1).config("spark.sql.files.minPartitionNum", 1)
    spark = builder.config("spark.log.level", "ERROR").getOrCreate()
    # A worker of Python is started once before the clock runs.
    spark.sparkContext.parallelize(range(cores), cores).map(lambda number: number + 1).count()
    return spark


def by_pipe(spark, command, path, parts):
    """Lines in, lines out: nothing of Spark's is needed but `pipe`."""
    answers = spark.sparkContext.textFile(path, parts).pipe(" ".join(command), checkCode=True)
    return answers.map(lambda answer: hashlib.sha256(answer.encode()).hexdigest()).collect()


def by_table(spark, command, path, parts):
    """A table in, a table out: a batch of rows goes to onrecord at once, and as many answers come back."""

    def answered(batches):
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            for batch in batches:
                lines = batch.to_json(orient="records", lines=True, force_ascii=False).strip("\n") + "\n"

                def feed(lines=lines):
                    child.stdin.write(lines.encode())
                    child.stdin.flush()

                # It answers while it reads: who writes all before reading would wait for ever.
                feeder = threading.Thread(target=feed)
                feeder.start()
                answers = [child.stdout.readline().decode().rstrip("\n") for _ in range(len(batch))]
                feeder.join()
                yield pandas.DataFrame({"answer": answers})
            child.stdin.close()
            if child.wait():
                raise RuntimeError(f"onrecord ended with {child.returncode}")

    answers = spark.read.schema(COLUMNS).json(path).mapInPandas(answered, "answer string")
    return [row[0] for row in answers.select(functions.sha2("answer", 256)).collect()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("onrecord")
    parser.add_argument("versions")
    parser.add_argument("--model", default="accurate")
    parser.add_argument("--cores", default="1,2", help="how many cores Spark takes, one run each")
    parser.add_argument("--parts", type=int, default=8, help="into how many parts the file is cut")
    arguments = parser.parse_args()
    path = os.path.abspath(arguments.versions)
    command = [os.path.abspath(arguments.onrecord), "extract", "--jsonl", "--jobs", "1", "--model", arguments.model]
    with open(path, "rb") as file:
        words = [len(json.loads(line)["text"].split()) for line in file]
    started = time.monotonic()
    alone = subprocess.run([*command, path], stdout=subprocess.PIPE, check=True).stdout.splitlines()
    taken = {"one onrecord, one thread": time.monotonic() - started}
    expected = [hashlib.sha256(line).hexdigest() for line in alone]
    for cores in map(int, arguments.cores.split(",")):
        spark = session(cores, os.path.getsize(path), arguments.parts)
        for name, run in [("rdd.pipe", by_pipe), ("mapInPandas", by_table)]:
            started = time.monotonic()
            found = run(spark, command, path, arguments.parts)
            taken[f"{name}, local[{cores}]"] = time.monotonic() - started
            if found != expected:
                sys.exit(f"{name} on {cores} cores: {len(found)} answers that are not the {len(expected)} of one call")
        spark.stop()
    print(f"{len(words)} versions of {sum(words) // len(words)} words, --model {arguments.model}")
    for name, seconds in taken.items():
        print(f"{name:26} {seconds:7.1f} s {len(words) / seconds:8.1f} versions/s {sum(words) / seconds:9.0f} words/s")


if __name__ == "__main__":
    main()

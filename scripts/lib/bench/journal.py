"""Questions about a million recorded calls, at rest and while calls are recorded without a pause."""

import subprocess

from bench.server import BenchError
from bench.tables import table

_ENTRIES = 1_000_000


def run(bench):
    root = bench.place.root
    program = root / "build/release/tests/bench/journal_queries"
    done = subprocess.run([program, str(_ENTRIES), root / "openapi/embedded-2025-09.yaml",
                           root / "fixtures/embedded-2025-09"],
                          capture_output=True, text=True, timeout=1800)
    if done.returncode != 0:
        raise BenchError(f"{program.name} ended with {done.returncode}: {done.stderr.strip()}")
    rows = []
    for line in done.stdout.splitlines():
        name, found, resting, busy, rate = line.split("\t")
        rows.append([name, f"{int(found):,}", f"{float(resting):.2f} s", f"{float(busy):.2f} s",
                     f"{int(rate):,}"])
    heads = [f"count of {_ENTRIES:,} calls by", "found", "at rest", "while recording",
             "calls recorded a second meanwhile"]
    return table(heads, rows)

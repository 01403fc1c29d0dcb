"""What claims of spaces cost a call, by how many more recent ones it is compared with."""

import subprocess

from bench.server import BenchError
from bench.tables import table

_SPACES = 1_000


def run(bench):
    program = bench.place.root / "build/release/tests/bench/space_claims"
    done = subprocess.run([program, str(_SPACES)], capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise BenchError(f"{program.name} ended with {done.returncode}: {done.stderr.strip()}")
    rows = [[f"{cell} µs" if i and cell != "-" else cell for i, cell in enumerate(line.split("\t"))]
            for line in done.stdout.splitlines()]
    return table([f"a call, among {_SPACES:,} claims", "CPU", "one thread", "each of two threads"], rows)

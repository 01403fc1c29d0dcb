"""What calls and validation cost without sockets: a call among few and among many path templates, and the documented
answer of the built-in API against its schema."""

import json
import re
import shutil
import subprocess

from bench.big_document import many_templates
from bench.server import BenchError
from bench.tables import table

_TEMPLATES = (10, 10_000)
_TARGET = "/group0/things-0/1"
_CALLS = 20_000
_COUNTED_CALLS = 1_000
_VALIDATIONS = 200_000


def run(bench):
    folder = bench.place.build / "in-process"
    folder.mkdir(parents=True, exist_ok=True)
    program = bench.place.root / "build/release/tests/bench/in_process"
    rows = []
    for count in _TEMPLATES:
        path = folder / f"templates-{count}.json"
        path.write_text(json.dumps(many_templates(count)))
        time = float(_output([program, "calls", path, _TARGET, str(_CALLS)]))
        rows.append([f"a call among {count:,} templates", f"{time:.1f} µs",
                     f"{_instructions(program, path, folder):,.0f}"])
    document = bench.place.root / "openapi/embedded-2025-09.yaml"
    time = float(_output([program, "validate", document, str(_VALIDATIONS)]))
    rows.append(["the documented answer against its schema", f"{time:.2f} µs", ""])
    return table(["", "CPU", "instructions"], rows)


def _output(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800)
    if done.returncode != 0:
        raise BenchError(f"{command[0].name} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def _instructions(program, path, folder):
    """Of one more call: what the first calls have to prepare is in both runs."""
    if not shutil.which("valgrind"):
        raise BenchError("valgrind is not installed; it is the Debian package of that name")
    few, many = (_collected(program, path, folder, times * _COUNTED_CALLS) for times in (1, 2))
    return (many - few) / (_COUNTED_CALLS + _COUNTED_CALLS // 10)


def _collected(program, path, folder, calls):
    """Of so many calls, and a tenth as many before them."""
    counted = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder / 'callgrind.out'}",
         "--toggle-collect=emulator::Emulator::handle(*", program, "calls", path, _TARGET,
         str(calls)],
        capture_output=True, text=True, timeout=1800)
    found = re.search(r"Collected : (\d+)", counted.stderr)
    if counted.returncode != 0 or not found:
        raise BenchError(f"valgrind says: {counted.stderr[-500:]}")
    return int(found[1])

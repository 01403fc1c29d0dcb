"""What the program does for one call, in instructions in user space: the same on a busy machine as on a quiet one."""

import re
import shutil
import subprocess

from bench import clients
from bench.contestants import emulator_command
from bench.server import BenchError, Server, free_port
from bench.tables import table

_JOURNAL = 1_000
_CALLS_BEFORE = 2_500
_CALLS = 3_000

# What a function and all that it calls take; none of them is inside another.
_PARTS = {
    "gate: framing, header lines, target": "emulator::Gate::next()",
    "decision: target, route, rules, lookups, body": "emulator::decide(",
    "record: id, own headers, entry, coverage, journal, the dropped call": "emulator::Emulator::record(",
    "answer: its head's values, its sending": "emulator::wire::Connection::complete(",
}


def run(bench):
    if not shutil.which("valgrind"):
        raise BenchError("valgrind is not installed; it is the Debian package of that name")
    port = free_port()
    dump = bench.place.build / "callgrind.out"
    for old in bench.place.build.glob("callgrind.out*"):
        old.unlink()
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={dump}",
               *emulator_command(bench.place, port, "--journal-entries", _JOURNAL, "--no-watch")]
    requests = [clients.request(bench.place.work.target(pair)) for pair in bench.place.work.pairs]
    with Server("alloy-emulator", command, port, bench.place.work.first_target,
                bench.place.build / "instructions.log", patience=120) as server:
        pid = server.tree()[0]
        with clients.connect(port) as connection:
            _ask(connection, requests, _CALLS_BEFORE)
            _control("--zero", pid)
            _ask(connection, requests, _CALLS)
            _control("--dump", pid)
    total, of = _read(dump.with_name(dump.name + ".1"))
    rows = [[part, f"{of(function):,.0f}"] for part, function in _PARTS.items()]
    rest = total - sum(of(function) for function in _PARTS.values())
    rows += [["the rest: connection, reactor, mailbox, spaces, clean-up", f"{rest:,.0f}"],
             ["**all**", f"**{total:,.0f}**"]]
    return table(["part", "instructions a call"], rows)


def _ask(connection, requests, count):
    for number in range(count):
        connection.sendall(requests[number % len(requests)])
        status = clients.read_answer(connection)
        if status != 200:
            raise BenchError(f"a call was answered {status}")


def _control(what, pid):
    subprocess.run(["callgrind_control", what, str(pid)], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=60)


def _read(dump):
    """(instructions a call, the same of a function and all that it calls)"""
    text = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", str(dump)],
                          capture_output=True, text=True, timeout=120).stdout
    lines = [(int(count.replace(",", "")) / _CALLS, name) for count, name in
             re.findall(r"^ *([\d,]+) \( *[\d.]+%\) +(.*)$", text, re.M)]
    if not lines:
        raise BenchError(f"callgrind_annotate says nothing of {dump}")

    def of(function):
        found = [count for count, name in lines if f":{function}" in name]
        if not found:
            raise BenchError(f"no function {function} was called")
        return max(found)

    return lines[0][0], of

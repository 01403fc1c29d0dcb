"""5,000 calls delayed by a second, while an undelayed client goes on."""

import json
import subprocess
import sys

from bench import clients
from bench.contestants import emulator_command
from bench.limits import raise_descriptor_limit
from bench.server import BenchError, Server, free_port
from bench.tables import microseconds, middle, milliseconds, percentile, table

_CALLS = 5_000
_DELAY_MS = 1_000
_STUB = {"request": {"method": "GET", "urlPath": "/delayed"},
         "response": {"status": 200, "body": "late", "fixedDelayMilliseconds": _DELAY_MS}}


def run(bench):
    raise_descriptor_limit(_CALLS + 200)
    port = free_port()
    with Server("alloy-emulator", emulator_command(bench.place, port), port,
                bench.place.work.first_target, bench.place.build / "delayed.log") as server:
        status, answer = server.ask("POST", "/__admin/mappings", json.dumps(_STUB))
        if status not in (200, 201):
            raise BenchError(f"POST /__admin/mappings is answered {status}: {answer[:200]}")
        alone = _finish(_steady(bench, port, 3))
        connections = [clients.connect(port) for _ in range(_CALLS)]
        steady = _steady(bench, port, 3)
        took, bad = clients.answer_times(connections, clients.request("/delayed"), 30)
        beside = _finish(steady)
        for connection in connections:
            connection.close()
    answered = [one for one in took if one is not None]
    in_time = sum(one <= 1.5 for one in answered)
    return (table(["delayed calls", "answered", "within 1.5 s", "median", "slowest", "not 200"],
                  [[f"{_CALLS:,}", f"{len(answered):,}", f"{in_time:,}",
                    milliseconds(middle(answered)), milliseconds(max(answered, default=0)),
                    str(bad)]]) + "\n" +
            table(["undelayed client", "p50", "p99"],
                  [["alone", microseconds(middle(alone)), microseconds(percentile(alone, .99))],
                   ["beside the delayed calls", microseconds(middle(beside)),
                    microseconds(percentile(beside, .99))]]))


def _steady(bench, port, seconds):
    """A process of its own, so that the work of the many does not count as its waiting."""
    return subprocess.Popen(
        [sys.executable, "-m", "bench.clients", str(port), bench.place.work.first_target,
         str(seconds)], cwd=bench.place.root / "scripts" / "lib", stdout=subprocess.PIPE, text=True)


def _finish(steady):
    try:
        lines = steady.communicate(timeout=60)[0].split()
    except subprocess.TimeoutExpired:
        steady.kill()
        steady.communicate()
        raise BenchError("the undelayed client did not end in time") from None
    if steady.returncode != 0 or not lines or "bad" in lines:
        raise BenchError("the undelayed client was not always answered 200")
    return [float(line) for line in lines]

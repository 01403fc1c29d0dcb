"""Load by wrk, and what it cost the server."""

import subprocess
from dataclasses import dataclass

from bench.server import BenchError


@dataclass
class Load:
    """per_second: requests; cpu_us: the server's CPU a request; p50_us, p99_us: as wrk saw them;
    refused: answers that are no 2xx or 3xx; broken: connections or requests without an answer."""
    per_second: float
    cpu_us: float
    p50_us: float
    p99_us: float
    refused: int
    broken: int
    requests: int


def apply(server, work, connections, seconds):
    """wrk walks the pairs over that many connections."""
    command = ["wrk", "--threads", str(min(2, connections)), "--connections", str(connections),
               "--duration", f"{seconds}s", "--timeout", "10s", "--script", str(work.lua),
               f"http://127.0.0.1:{server.port}"]
    before = server.cpu_seconds()
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    spent = server.cpu_seconds() - before
    told = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if done.returncode != 0 or not told:
        raise BenchError(f"wrk failed against {server.name}: {done.stderr or done.stdout}")
    requests, took_us, p50, p99, refused, broken = map(int, told[0].split()[1:])
    return Load(requests / (took_us / 1e6), spent * 1e6 / max(requests, 1), p50, p99, refused,
                broken, requests)


def warm_up(server, work, seconds, calls):
    """At least that long and, within half a minute, that many calls."""
    done = apply(server, work, 64, max(1, round(seconds))).requests
    for _ in range(15):
        if done >= calls:
            return
        done += apply(server, work, 64, 2).requests

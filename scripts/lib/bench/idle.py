"""10,000 idle keep-alive connections: what they cost, and what a newcomer notices of them."""

import time

from bench import clients
from bench.contestants import emulator_command
from bench.limits import raise_descriptor_limit
from bench.server import Server, free_port
from bench.tables import mebibytes, microseconds, middle, table

_CONNECTIONS = 10_000
_WATCHED_SECONDS = 10
_NEWCOMERS = 50


def run(bench):
    raise_descriptor_limit(_CONNECTIONS + 200)
    text = clients.request(bench.place.work.first_target)
    port = free_port()
    with Server("alloy-emulator", emulator_command(bench.place, port), port,
                bench.place.work.first_target, bench.place.build / "idle.log") as server:
        before = server.resident_bytes()
        idle, refused = [], 0
        for _ in range(_CONNECTIONS):
            connection = clients.connect(port)
            connection.sendall(text)
            refused += clients.read_answer(connection) != 200
            idle.append(connection)
        resident = server.resident_bytes()
        cpu = server.cpu_seconds()
        time.sleep(_WATCHED_SECONDS)
        cpu = server.cpu_seconds() - cpu
        newcomers = [_newcomer(port, text) for _ in range(_NEWCOMERS)]
        for connection in idle:
            connection.close()
    return table(["idle connections", "RSS before", "RSS with them",
                  f"CPU in {_WATCHED_SECONDS} s", "newcomer, median", "slowest", "not 200"],
                 [[f"{_CONNECTIONS:,}", mebibytes(before), mebibytes(resident),
                   f"{cpu * 1000:.0f} ms", microseconds(middle(newcomers)),
                   microseconds(max(newcomers)), str(refused)]])


def _newcomer(port, text):
    begun = time.perf_counter()
    with clients.connect(port) as connection:
        connection.sendall(text)
        clients.read_answer(connection)
    return (time.perf_counter() - begun) * 1e6

"""A large document: from exec to the first answer with 200, and how much memory the server then has."""

import json

from bench.big_document import as_yaml, big_document
from bench.server import Server, free_port
from bench.tables import mebibytes, middle, milliseconds, table

_OPERATIONS = 1000
_BYTES = 10_000_000
_STARTS = 5


def run(bench):
    folder = bench.place.build / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    document = big_document(_OPERATIONS, _BYTES)
    (folder / "big.json").write_text(json.dumps(document))
    (folder / "big.yaml").write_text(as_yaml(document))
    rows = [_row(bench, folder / name) for name in ("big.json", "big.yaml")]
    return table([f"{_OPERATIONS:,} operations", "size", "fastest", "median", "slowest", "RSS"], rows)


def _row(bench, path):
    times, resident = [], []
    program = bench.place.root / "build/release/alloy-emulator"
    for _ in range(_STARTS):
        port = free_port()
        command = [program, "--host", "127.0.0.1", "--log", "off", "--openapi", path, "--port", port]
        with Server(path.name, command, port, "/group0/things-0/1",
                    bench.place.build / "documents.log") as server:
            times.append(server.first_200)
            resident.append(server.resident_bytes())
    return [path.name, mebibytes(path.stat().st_size), milliseconds(min(times)),
            milliseconds(middle(times)), milliseconds(max(times)), mebibytes(middle(resident))]

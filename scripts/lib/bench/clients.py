"""Many connections at once from one thread, and one client that only measures its own answers."""

import selectors
import socket
import sys
import time

from bench.server import BenchError
from bench.work import HEADERS


def request(target):
    lines = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode()


def read_answer(connection):
    """A whole answer with a Content-Length; returns its status."""
    text = b""
    while b"\r\n\r\n" not in text:
        text += _some(connection)
    head, _, body = text.partition(b"\r\n\r\n")
    missing = length_of(head) - len(body)
    while missing > 0:
        missing -= len(_some(connection))
    return int(head.split()[1])


def length_of(head):
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _some(connection):
    part = connection.recv(65536)
    if not part:
        raise BenchError("the server closed a connection in the middle of an answer")
    return part


def connect(port):
    return socket.create_connection(("127.0.0.1", port), 10)


def answer_times(connections, text, patience):
    """Sends the request on every connection at once; seconds from each sending to its whole answer,
    None where none came in time, and the number of answers that are no 200."""
    selector = selectors.DefaultSelector()
    sent, took, got, bad = {}, {}, {}, 0
    for connection in connections:
        selector.register(connection, selectors.EVENT_READ)
    for connection in connections:
        sent[connection] = time.perf_counter()
        connection.sendall(text)
    deadline = time.perf_counter() + patience
    while len(took) < len(connections) and time.perf_counter() < deadline:
        for key, _ in selector.select(0.1):
            part = key.fileobj.recv(65536)
            got[key.fileobj] = got.get(key.fileobj, b"") + part
            head, end, body = got[key.fileobj].partition(b"\r\n\r\n")
            if part and not (end and len(body) >= length_of(head)):
                continue
            took[key.fileobj] = time.perf_counter() - sent[key.fileobj]
            bad += not (part and head.startswith(b"HTTP/1.1 200"))
            selector.unregister(key.fileobj)
    selector.close()
    return [took.get(connection) for connection in connections], bad


def _steady_client(port, target, seconds):
    """Asks 500 times a second; prints each answer's microseconds."""
    text = request(target)
    with connect(port) as connection:
        for number in range(int(seconds * 500)):
            begun = time.perf_counter()
            connection.sendall(text)
            status = read_answer(connection)
            took = time.perf_counter() - begun
            print(f"{took * 1e6:.0f}" if status == 200 else "bad")
            time.sleep(max(0.0, 0.002 - took))


if __name__ == "__main__":
    _steady_client(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))

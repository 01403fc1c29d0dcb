"""One server under measurement: started, asked until it answers, watched, ended by its pid."""

import http.client
import os
import signal
import socket
import ssl
import subprocess
import time
from pathlib import Path

from bench.work import HEADERS

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_running = []


class BenchError(Exception):
    """What keeps a measurement from being made, in words for the person who asked for it."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A contestant's process and its children.

    first_200  seconds from exec to the first answer with 200
    """

    def __init__(self, name, command, port, target, log, environment=None, folder=None, tls=False,
                 patience=60):
        self.name = name
        self.port = port
        self._log = log
        with open(log, "wb") as output:
            begun = time.perf_counter()
            self._process = subprocess.Popen(
                [str(part) for part in command], stdout=output, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, cwd=folder, env=os.environ | (environment or {}))
        _running.append(self)
        try:
            self._wait_for_200(target, tls, begun + patience)
        except BaseException:
            self.stop()
            raise
        self.first_200 = time.perf_counter() - begun

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _wait_for_200(self, target, tls, deadline):
        context = ssl._create_unverified_context() if tls else None
        last = "nothing answered"
        while time.perf_counter() < deadline:
            if self._process.poll() is not None:
                raise BenchError(f"{self.name} ended with {self._process.returncode}; {self._words()}")
            try:
                # A bare connect() is cheap enough to ask again and again.
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                connection = (http.client.HTTPSConnection("127.0.0.1", self.port, timeout=10,
                                                          context=context) if tls else
                              http.client.HTTPConnection("127.0.0.1", self.port, timeout=10))
                connection.request("GET", target, headers=HEADERS)
                answer = connection.getresponse()
                answer.read()
                connection.close()
                if answer.status == 200:
                    return
                last = f"the answer is {answer.status}"
            except (OSError, http.client.HTTPException) as error:
                last = str(error)
            time.sleep(0.0005)
        raise BenchError(f"{self.name} did not answer 200 in time: {last}; {self._words()}")

    def _words(self):
        words = Path(self._log).read_text(errors="replace").strip().splitlines()[-12:]
        return f"its last words ({self._log}):\n" + "\n".join(words)

    def tree(self):
        """The process and its descendants."""
        children = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            stat = _stat(int(entry.name))
            if stat:
                children.setdefault(int(stat[1]), []).append(int(entry.name))
        found = [self._process.pid]
        for pid in found:
            found.extend(children.get(pid, []))
        return found

    def cpu_seconds(self):
        """User and system time of the process and its descendants, ended ones included."""
        stats = [stat for pid in self.tree() if (stat := _stat(pid))]
        return sum(int(field) for stat in stats for field in stat[11:15]) / _TICKS

    def resident_bytes(self):
        pages = 0
        for pid in self.tree():
            try:
                pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            except OSError:
                pass
        return pages * _PAGE

    def ask(self, method, target, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, target, body=body, headers=HEADERS)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, text

    def stop(self):
        if self in _running:
            _running.remove(self)
        pids = self.tree() if self._process.poll() is None else []
        if pids:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
        for pid in pids[1:]:
            stat = _stat(pid)
            if stat and stat[0] != "Z":
                _kill(pid)


def stop_all():
    for server in list(_running):
        server.stop()


def _stat(pid):
    """The fields of /proc/PID/stat from the state on; the process is gone: None."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


def _kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass

"""A thousand tests, one after the other, each as a test author would write it: a space, a user of its
own, a stub, three calls, an assertion, a reset. The peers do the same without spaces, as they have
none: there a test resets what all tests share."""

import http.client
import json
import time

from bench.server import BenchError, Server, free_port
from bench.tables import middle, milliseconds, table
from bench.work import HEADERS

_TESTS = 1_000
_WARM_UP = 200
_CALLS = 3
_INTEGRATION = "/integrations/Shopify"


class Client:
    """One connection, as a test's client keeps one."""

    def __init__(self, port):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, method, target, body=None, expected=(200, 201, 202, 204)):
        text = json.dumps(body) if body is not None else None
        headers = HEADERS | ({"Content-Type": "application/json"} if text else {})
        self._connection.request(method, target, text, headers)
        answer = self._connection.getresponse()
        got = answer.read()
        if answer.status not in expected:
            raise BenchError(f"{method} {target} was answered {answer.status}: {got[:300]!r}")
        return got


def _user(number):
    return f"user-{number}"


def _target(number):
    return f"{_INTEGRATION}?userId={_user(number)}"


def _emulator_test(client, number):
    user = _user(number)
    admin = f"/__space/t{number}/__admin"
    client.ask("PUT", f"/__admin/spaces/t{number}",
               {"match": {"queryParameters": {"userId": {"equalTo": user}}}})
    client.ask("PUT", f"{admin}/fixtures/users/{user}", {"username": f"{user}@example.com"})
    client.ask("POST", f"{admin}/mappings",
               {"request": {"method": "GET", "urlPath": "/integrations/Magento"},
                "response": {"status": 503, "jsonBody": {"message": "try later"}}})
    client.ask("GET", _target(number))
    client.ask("GET", f"/integrations/Magento?userId={user}", expected=(503,))
    client.ask("GET", _target(number))
    client.ask("POST", f"{admin}/verify", {"pattern": {"method": "GET"}, "exactly": _CALLS})
    client.ask("POST", f"{admin}/reset")
    client.ask("DELETE", f"/__admin/spaces/t{number}")


def _wiremock_test(client, number):
    user = _user(number)
    query = {"userId": {"equalTo": user}}
    for path, status in ((_INTEGRATION, 200), ("/integrations/Magento", 503)):
        client.ask("POST", "/__admin/mappings",
                   {"request": {"method": "GET", "urlPath": path, "queryParameters": query},
                    "response": {"status": status, "jsonBody": {"data": {"app": "Shopify"}}}})
    client.ask("GET", _target(number))
    client.ask("GET", f"/integrations/Magento?userId={user}", expected=(503,))
    client.ask("GET", _target(number))
    count = json.loads(client.ask("POST", "/__admin/requests/count", {"queryParameters": query}))
    if count["count"] != _CALLS:
        raise BenchError(f"WireMock counted {count}")
    client.ask("POST", "/__admin/reset")


def _mockserver_test(client, number):
    user = _user(number)
    query = {"userId": [user]}
    for path, status in ((_INTEGRATION, 200), ("/integrations/Magento", 503)):
        client.ask("PUT", "/mockserver/expectation",
                   {"httpRequest": {"method": "GET", "path": path, "queryStringParameters": query},
                    "httpResponse": {"statusCode": status,
                                     "body": json.dumps({"data": {"app": "Shopify"}})}})
    client.ask("GET", _target(number))
    client.ask("GET", f"/integrations/Magento?userId={user}", expected=(503,))
    client.ask("GET", _target(number))
    client.ask("PUT", "/mockserver/verify",
               {"httpRequest": {"queryStringParameters": query},
                "times": {"atLeast": _CALLS, "atMost": _CALLS}})
    client.ask("PUT", "/mockserver/reset")


_EMULATOR = "alloy-emulator"
_TESTS_OF = {_EMULATOR: _emulator_test, "WireMock": _wiremock_test, "MockServer": _mockserver_test}


def run(bench):
    rows = [_row(bench, contestant) for contestant in bench.contestants
            if contestant.name in _TESTS_OF]
    return table([f"{_TESTS:,} tests", "time", "a test, median", "CPU", "CPU a test"], rows)


def _row(bench, contestant):
    if contestant.lacks:
        return [contestant.name, contestant.lacks, "", "", ""]
    port = free_port()
    command, target = contestant.command(port), bench.place.work.first_target
    if contestant.name == _EMULATOR:
        command = [bench.place.root / "build/release/alloy-emulator", "--host", "127.0.0.1",
                   "--port", port, "--log", "off"]
        target = f"{_INTEGRATION}?userId=merchant_123@example.com"
    one_test = _TESTS_OF[contestant.name]
    with Server(contestant.name, command, port, target, bench.place.build / "cycle.log",
                contestant.environment, contestant.folder) as server:
        client = Client(port)
        for number in range(_WARM_UP):
            one_test(client, number)
        cpu, begun, times = server.cpu_seconds(), time.perf_counter(), []
        for number in range(_WARM_UP, _WARM_UP + _TESTS):
            started = time.perf_counter()
            one_test(client, number)
            times.append(time.perf_counter() - started)
        took, cpu = time.perf_counter() - begun, server.cpu_seconds() - cpu
    return [contestant.name, f"{took:.2f} s", milliseconds(middle(times)), f"{cpu:.2f} s",
            milliseconds(cpu / _TESTS)]

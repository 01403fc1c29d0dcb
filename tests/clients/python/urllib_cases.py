"""Every endpoint of the admin protocol, asked with urllib.request."""

import json
import threading
import urllib.parse

from cases import ENDPOINTS, GUARDED_URL, SPARE_URLS, TOKEN, admin, call, case, equal, fails, listen, run_all

NO_ID = "00000000-0000-4000-8000-000000000000"
USER = {"Authorization": "bearer YOUR_API_KEY", "x-api-version": "2025-09"}
MAGENTO = "/integrations/Magento?userId="


def stub(path, **rest):
    made = admin("POST", "/mappings", {"request": {"method": "GET", "urlPath": path}, "response": {"body": path}, **rest})
    equal(made.status, 201)
    return made.json


def stubs_left():
    return [mapping["request"]["urlPath"] for mapping in admin("GET", "/mappings").json["mappings"]]


def calls_left():
    return [event["request"]["url"] for event in admin("GET", "/requests").json["requests"]]


@case("stubs", "a stub answers, is listed, read, replaced and deleted")
def _():
    made = stub("/a")
    equal(call("GET", "/a").text, "/a")
    equal(admin("GET", "/mappings").json, {"mappings": [made], "meta": {"total": 1}})
    equal(admin("GET", f"/mappings/{made['id']}").json, made)
    replaced = admin("PUT", f"/mappings/{made['id']}", {"request": made["request"], "response": {"status": 204}})
    equal((replaced.status, replaced.json["id"]), (200, made["id"]))
    equal(call("GET", "/a").status, 204)
    equal(admin("POST", "/mappings/edit", {**made, "response": {"status": 205}}).status, 204)
    equal(call("GET", "/a").status, 205)
    equal(admin("DELETE", f"/mappings/{made['id']}").json, {})
    equal(call("GET", "/a").status, 404)


@case("stubs", "stubs are imported, a page of them is listed, and they are removed")
def _():
    first = {"request": {"urlPath": "/a"}}
    second = {"request": {"urlPath": "/b"}}
    equal(admin("POST", "/mappings/import", {"mappings": [first, second]}).status, 200)
    equal(stubs_left(), ["/a", "/b"])
    page = admin("GET", "/mappings?limit=1&offset=1").json
    equal(([one["request"]["urlPath"] for one in page["mappings"]], page["meta"]["total"]), (["/b"], 2))
    equal(admin("POST", "/mappings/remove", first).status, 200)
    equal(stubs_left(), ["/b"])
    equal(admin("DELETE", "/mappings").json, {})
    equal(stubs_left(), [])


@case("stubs", "stubs that no call used are listed and deleted")
def _():
    stub("/used")
    stub("/unused")
    call("GET", "/used")
    equal([one["request"]["urlPath"] for one in admin("GET", "/mappings/unmatched").json["mappings"]], ["/unused"])
    equal(admin("DELETE", "/mappings/unmatched").json, {})
    equal(stubs_left(), ["/used"])


@case("stubs", "stubs are found and removed by their metadata")
def _():
    blue = stub("/a", metadata={"colour": "blue"})
    stub("/b", metadata={"colour": "red"})
    pattern = {"matchesJsonPath": {"expression": "$.colour", "equalTo": "blue"}}
    equal(admin("POST", "/mappings/find-by-metadata", pattern).json["mappings"], [blue])
    equal(admin("POST", "/mappings/remove-by-metadata", pattern).json, {})
    equal(stubs_left(), ["/b"])


@case("stubs", "stubs are saved, and reset with the calls")
def _():
    stub("/a")
    call("GET", "/a")
    equal(admin("POST", "/mappings/save").status, 200)
    equal(admin("POST", "/mappings/reset").status, 200)
    equal((stubs_left(), calls_left()), ([], []))


@case("stubs", "a body from a file that is put, read, listed and deleted")
def _():
    equal(admin("PUT", "/files/hello.txt", "Hello from a file").status, 200)
    equal(admin("GET", "/files").json, ["hello.txt"])
    equal(admin("GET", "/files/hello.txt").text, "Hello from a file")
    admin("POST", "/mappings", {"request": {"urlPath": "/a"}, "response": {"bodyFileName": "hello.txt"}})
    equal(call("GET", "/a").text, "Hello from a file")
    equal(admin("DELETE", "/files/hello.txt").status, 200)
    equal(admin("GET", "/files").json, [])


@case("stubs", "the page that lists them")
def _():
    equal(admin("GET", "").json, {"mappings": [], "meta": {"total": 0}})
    equal(admin("GET", "/").json, {"mappings": [], "meta": {"total": 0}})


@fails("stubs", "what is wrong in a stub is told with its place")
def _():
    wrong = {"request": {"urlPaht": "/a"}}
    told = "Error parsing JSON: a request pattern has no key 'urlPaht'; did you mean 'urlPath'?"
    made = stub("/a")
    for method, path, body, pointer in [
            ("POST", "/mappings", wrong, "/request/urlPaht"),
            ("PUT", f"/mappings/{made['id']}", wrong, "/request/urlPaht"),
            ("POST", "/mappings/edit", {**wrong, "id": made["id"]}, "/request/urlPaht"),
            ("POST", "/mappings/remove", wrong, "/request/urlPaht"),
            ("POST", "/mappings/import", {"mappings": [{}, wrong]}, "/mappings/1/request/urlPaht")]:
        answer = admin(method, path, body)
        equal((answer.status, answer.error), (422, (pointer, told)))
    equal(stubs_left(), ["/a"])
    answer = admin("POST", "/mappings", "{")
    equal((answer.status, answer.error), (422, (None, "Error parsing JSON: the body is not JSON at line 1, column 2")))
    answer = admin("POST", "/mappings", {"id": made["id"]})
    equal((answer.status, answer.error[1].split(":")[0]), (422, "Duplicate stub mapping ID"))


@fails("stubs", "a stub, a file or an id that does not exist is told")
def _():
    for method, path, body in [
            ("GET", f"/mappings/{NO_ID}", None), ("PUT", f"/mappings/{NO_ID}", {}), ("DELETE", f"/mappings/{NO_ID}", None),
            ("POST", "/mappings/edit", {"id": NO_ID}), ("GET", "/files/none.txt", None)]:
        answer = admin(method, path, body)
        equal((method, path, answer.status), (method, path, 404))
    answer = admin("DELETE", "/mappings/seven")
    equal((answer.status, answer.error), (400, (None, "'seven' is not a UUID")))
    for path in ("find-by-metadata", "remove-by-metadata"):
        answer = admin("POST", f"/mappings/{path}", {"equals": 1})
        equal((answer.status, answer.error),
              (422, (None, "Error parsing JSON: there is no matcher 'equals'; did you mean 'equalTo'?")))


@case("verification", "calls are listed, read, counted and found")
def _():
    stub("/a")
    call("GET", "/a?n=1", headers={"X-Test": "yes"})
    call("POST", "/b", "hello")
    events = admin("GET", "/requests?limit=5").json
    equal(([event["request"]["url"] for event in events["requests"]], events["meta"]), (["/b", "/a?n=1"], {"total": 2}))
    equal(admin("GET", f"/requests/{events['requests'][0]['id']}").json, events["requests"][0])
    equal(admin("POST", "/requests/count", {"headers": {"x-test": {"equalTo": "yes"}}}).json["count"], 1)
    equal([one["url"] for one in admin("POST", "/requests/find", {}).json["requests"]], ["/a?n=1", "/b"])
    equal([one["body"] for one in admin("GET", "/requests/unmatched").json["requests"]], ["hello"])


@case("verification", "an assertion waits for calls that are still to come")
def _():
    later = threading.Timer(0.05, call, ("GET", "/late"))
    later.start()
    answer = admin("POST", "/verify", {"pattern": {"urlPath": "/late"}, "exactly": 1, "withinMs": 10_000})
    later.join()
    equal((answer.status, answer.text),
          (200, 'as expected: exactly 1 of the recorded calls to match {"urlPath":"/late"}: 1 call\n'))


@case("verification", "a refused call is asserted by the rule that it broke")
def _():
    call("GET", MAGENTO + "nobody", headers=USER)
    pattern = {"operationId": "get-an-integration", "outcome": "refused", "violated": "query.userId.known"}
    equal(admin("POST", "/verify", {"pattern": pattern, "exactly": 1}).status, 200)
    equal(admin("POST", "/requests/count", pattern).json["count"], 1)


@case("verification", "calls are forgotten: one, those of a pattern, those of a stub, all")
def _():
    stub("/a", metadata={"colour": "blue"})
    for path in ("/a", "/b", "/c", "/d"):
        call("GET", path)
    newest = admin("GET", "/requests?limit=1").json["requests"][0]
    equal(admin("DELETE", f"/requests/{newest['id']}").json, {})
    removed = admin("POST", "/requests/remove", {"urlPath": "/b"}).json
    equal([event["request"]["url"] for event in removed["serveEvents"]], ["/b"])
    removed = admin("POST", "/requests/remove-by-metadata", {"matchesJsonPath": "$.colour"}).json
    equal([event["request"]["url"] for event in removed["serveEvents"]], ["/a"])
    equal(calls_left(), ["/c"])
    equal(admin("POST", "/requests/reset").json, {})
    equal(calls_left(), [])
    call("GET", "/e")
    equal(admin("DELETE", "/requests").json, {})
    equal(calls_left(), [])


@case("verification", "calls are exported, as a file for a browser and as lines, with secrets masked")
def _():
    call("GET", MAGENTO + "merchant_123@example.com", headers=USER)
    har = admin("GET", "/export?format=har").json
    equal([entry["response"]["status"] for entry in har["log"]["entries"]], [200])
    equal(len(admin("POST", "/export?format=ndjson", {"urlPath": "/none"}).text), 0)
    curl = admin("GET", "/export?format=curl").text
    equal(("YOUR_API_KEY" in curl, "/integrations/Magento" in curl), (False, True))


@case("verification", "coverage tells what of the documents was exercised")
def _():
    before = admin("GET", "/coverage").json["summary"]["operations"]
    call("GET", MAGENTO + "merchant_123@example.com", headers=USER)
    after = admin("GET", "/coverage").json
    equal((before["exercised"], after["summary"]["operations"]["exercised"]), (0, 1))
    equal([one["calls"] for one in after["operations"] if one["operation"] == "get-an-integration"], [1])


def told(stream):
    """The next call that a stream of events tells."""
    for line in stream:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("the stream ended")


@case("verification", "calls are told as they are recorded, all or those of a pattern")
def _():
    with listen("GET", "/events") as every, listen("POST", "/events", {"urlPath": "/b"}) as some:
        call("GET", "/a")
        call("GET", "/b")
        equal([told(stream)["request"]["url"] for stream in (every, every, some)], ["/a", "/b", "/b"])


@fails("verification", "a wrong assertion names the nearest call and what it lacks")
def _():
    call("GET", "/orders/8")
    answer = admin("POST", "/verify", {"pattern": {"urlPath": "/orders/7"}, "atLeast": 1})
    lines = answer.text.splitlines()
    equal((answer.status, lines[0], lines[2]),
          (409, 'expected at least 1 of the recorded calls to match {"urlPath":"/orders/7"}, found 0 calls',
           "  urlPath: expected \"/orders/7\", found '/orders/8'"))
    as_json = admin("POST", "/verify", {"pattern": {}, "exactly": 2}, {"Accept": "application/json"}).json
    equal((as_json["satisfied"], as_json["expected"], as_json["found"]), (False, "exactly 2", 1))


@fails("verification", "a question that cannot be understood is refused with its place")
def _():
    wrong = {"queryParameters": {"n": {"equalTo": 1}}}
    told = "Error parsing JSON: must be a string, is the number 1"
    for path, body, pointer in [
            ("/requests/count", wrong, ""), ("/requests/find", wrong, ""), ("/requests/remove", wrong, ""), ("/export", wrong, ""),
            ("/events", wrong, ""),
            ("/verify", {"pattern": wrong, "exactly": 1}, "/pattern")]:
        answer = admin("POST", path, body)
        equal((path, answer.status, answer.error), (path, 422, (pointer + "/queryParameters/n/equalTo", told)))
    equal(admin("POST", "/requests/remove-by-metadata", {}).status, 422)
    for query in ("limit=x", "since=yesterday", "matchingStub=seven"):
        equal(admin("GET", f"/requests?{query}").status, 400)
    equal(admin("GET", "/events?pattern=%7B").error,
          (None, "Error parsing JSON: the query parameter 'pattern' is not JSON at line 1, column 2"))


@fails("verification", "a call that does not exist is not found")
def _():
    equal(admin("GET", f"/requests/{NO_ID}").status, 404)
    equal(admin("DELETE", f"/requests/{NO_ID}").json, {})
    answer = admin("DELETE", "/requests/seven")
    equal((answer.status, answer.error), (400, (None, "'seven' is not a UUID")))


@case("near misses", "the stubs nearest to a request, and to each that nothing answered")
def _():
    near = stub("/orders/7")
    stub("/somewhere/else")
    for path in ("/near-misses/request", "/requests/near-misses/request"):
        misses = admin("POST", path, {"url": "/orders/8", "method": "GET"}).json["nearMisses"]
        equal((misses[0]["stubMapping"], len(misses)), (near, 2))
    call("GET", "/orders/8")
    misses = admin("GET", "/requests/unmatched/near-misses").json["nearMisses"]
    equal((misses[0]["request"]["url"], misses[0]["stubMapping"]["id"]), ("/orders/8", near["id"]))


@case("near misses", "the calls nearest to a pattern")
def _():
    for path in ("/orders/8", "/somewhere/else"):
        call("GET", path)
    for path in ("/near-misses/request-pattern", "/requests/near-misses/request-pattern"):
        misses = admin("POST", path, {"urlPath": "/orders/7"}).json["nearMisses"]
        equal([miss["request"]["url"] for miss in misses], ["/orders/8", "/somewhere/else"])


@fails("near misses", "a question that cannot be understood is refused with its place")
def _():
    for path in ("/near-misses/request", "/requests/near-misses/request"):
        answer = admin("POST", path, {"url": "/a"})
        equal((answer.status, answer.error), (422, (None, "Error parsing JSON: the member 'method' is missing")))
    for path in ("/near-misses/request-pattern", "/requests/near-misses/request-pattern"):
        answer = admin("POST", path, {"method": 7})
        equal((answer.status, answer.error), (422, ("/method", "Error parsing JSON: must be a string, is the number 7")))


def turnstile():
    stub("/gate", scenarioName="turn stile", requiredScenarioState="Started", newScenarioState="open")


def state():
    return [f"{one['name']}: {one['state']}" for one in admin("GET", "/scenarios").json["scenarios"]]


STATE = f"/scenarios/{urllib.parse.quote('turn stile')}/state"


@case("scenarios", "a scenario goes from state to state, is set, and reset")
def _():
    turnstile()
    equal(call("GET", "/gate").status, 200)
    equal((state(), call("GET", "/gate").status), (["turn stile: open"], 404))
    equal(admin("PUT", STATE).json, {})
    equal(state(), ["turn stile: Started"])
    equal(admin("PUT", STATE, {"state": "open"}).json, {})
    equal(admin("POST", "/scenarios/reset").json, {})
    equal(state(), ["turn stile: Started"])


@fails("scenarios", "a scenario or a state that does not exist is told")
def _():
    turnstile()
    answer = admin("PUT", "/scenarios/turnpike/state", {"state": "open"})
    equal((answer.status, answer.error),
          (404, (None, "No such scenario: no stub belongs to the scenario 'turnpike'")))
    answer = admin("PUT", STATE, {"state": "ajar"})
    equal((answer.status, answer.error),
          (422, (None, "No such state: the scenario 'turn stile' has no state 'ajar'; it has 'Started' and 'open'")))
    equal(admin("PUT", STATE, {}).status, 422)


@case("server", "a delay for every stub, until the settings are replaced")
def _():
    stub("/a")
    equal(admin("POST", "/settings", {"fixedDelay": 7}).status, 200)
    equal(admin("GET", "/settings").json["settings"]["fixedDelay"], 7)
    call("GET", "/a")
    equal(admin("PUT", "/settings", {}).status, 200)
    call("GET", "/a")
    equal([event["timing"]["addedDelay"] for event in admin("GET", "/requests").json["requests"]], [0, 7])


@case("server", "a test makes its own user, changes it, and removes it")
def _():
    made = admin("PUT", "/fixtures/users/u_77", {"username": "joan@example.com"})
    equal(made.json["record"], {"username": "joan@example.com", "userId": "u_77"})
    equal(call("GET", MAGENTO + "joan@example.com", headers=USER).status, 200)
    admin("PATCH", "/fixtures/users/u_77", {"username": "jo@example.com"})
    equal(admin("GET", "/fixtures/users/u_77").json["username"], "jo@example.com")
    admin("DELETE", "/fixtures/users/u_77")
    equal(call("GET", MAGENTO + "jo@example.com", headers=USER).status, 400)
    equal(admin("GET", "/fixtures").status, 200)
    equal(admin("GET", "/fixtures/users").status, 200)


@case("server", "a space has stubs and calls of its own")
def _():
    claim = {"match": {"queryParameters": {"userId": {"equalTo": "joe"}}}}
    made = admin("PUT", "/spaces/joe", claim)
    equal((made.status, made.json["name"]), (201, "joe"))
    call("POST", "/__space/joe/__admin/mappings", {"response": {"status": 503}})
    equal((call("GET", "/a?userId=joe").status, call("GET", "/a?userId=jim").status), (503, 404))
    equal([space["name"] for space in admin("GET", "/spaces").json["spaces"]], ["joe"])
    equal(call("POST", "/__space/joe/__admin/requests/count", {}).json["count"], 1)
    admin("DELETE", "/spaces/joe")
    equal(call("GET", "/a?userId=joe").status, 404)


@case("server", "whether it is ready, which version it is; files are loaded again, all is reset")
def _():
    equal(admin("GET", "/health").json["status"], "healthy")
    equal(list(admin("GET", "/version").json), ["version"])
    equal(admin("POST", "/reload").json["warnings"], [])
    stub("/a")
    equal(admin("POST", "/reset").status, 200)
    equal(stubs_left(), [])


@case("server", "the emulator is shut down")
def _():
    equal(admin("POST", "/shutdown", url=SPARE_URLS[0]).status, 200)


@fails("server", "settings, records and claims that cannot be understood are refused with their place")
def _():
    for method in ("POST", "PUT"):
        answer = admin(method, "/settings", {"fixedDelay": "long"})
        equal((answer.status, answer.error[0]), (422, "/fixedDelay"))
    for method in ("PUT", "PATCH"):
        answer = admin(method, "/fixtures/users/6622cd2e506ac293a3e60b00", {"username": "merchant+test@example.com"})
        equal((answer.status, answer.json["errors"][0]["title"]), (422, "fixture.duplicate-key"))
    equal(admin("GET", "/fixtures/users/none").status, 404)
    equal(admin("DELETE", "/fixtures/users/none").status, 404)
    equal(admin("GET", "/fixtures/none").status, 404)
    equal(admin("PUT", "/spaces/joe", {"match": 7}).status, 422)
    equal(admin("DELETE", "/spaces/none").status, 404)


@fails("server", "every endpoint is refused where a token is wanted, and says so")
def _():
    for method, template in ENDPOINTS:
        path = template.removeprefix("/__admin").replace("{id}", NO_ID).replace("{", "").replace("}", "")
        answer = admin(method, path, url=GUARDED_URL)
        if path == "/health":
            equal(answer.status, 200)
            continue
        equal((method, path, answer.status), (method, path, 401))
        equal(answer.error, (None, "A token is wanted: send the token that the emulator was started with (--admin-token) as "
                             "'Authorization: Bearer TOKEN', or as the password of Basic credentials"))
    equal(admin("GET", "/mappings", headers={"Authorization": f"Bearer {TOKEN}"}, url=GUARDED_URL).status, 200)


@fails("not supported", "recording: it never started, and cannot be")
def _():
    equal(admin("GET", "/recordings/status").json, {"status": "NeverStarted"})
    for path in ("start", "snapshot"):
        answer = admin("POST", f"/recordings/{path}", {})
        equal((answer.status, answer.error[1].split(":")[0]), (404, "Recording is not supported"))
    answer = admin("POST", "/recordings/stop")
    equal((answer.status, answer.error), (400, (None, "Not recording: there is no recording to stop")))


run_all("urllib")

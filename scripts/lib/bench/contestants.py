"""Who is measured, and what each does for one call. Each is configured to do the nearest to the
same work that it can, with what it remembers of calls left on."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from bench import peers
from bench.work import TOKEN, VERSION

# The emulator's journal keeps that many calls unless told otherwise.
JOURNAL_ENTRIES = 100_000
# WireMock counts its journal with every call: one of 100,000 entries would make it many times slower.
WIREMOCK_ENTRIES = 1_000
_JAVA = ["java", "-Xmx2g", "-Djava.net.preferIPv4Stack=true"]


@dataclass
class Place:
    """Where things are: the project, the build folder of the bench, the work."""
    root: Path
    build: Path
    work: object


@dataclass
class Contestant:
    """command(port)  gives the arguments that start it on 127.0.0.1
    lacks          why it cannot be measured; it can: empty
    calls_before   with which it is warmed up, at least
    own_answers    it cannot send the bytes of the work
    """
    name: str
    does: str
    command: Callable[[int], list]
    lacks: str = ""
    environment: dict = field(default_factory=dict)
    folder: Path = None
    calls_before: int = 0
    own_answers: bool = False
    warm_up: float = 1.0


def all_contestants(place):
    made = [nginx(place), emulator(place), bare_reactor(place), prism(place), wiremock(place),
            mockoon(place), mockserver(place)]
    for contestant in made:
        contestant.environment = peers.QUIET | contestant.environment
    return made


def emulator_command(place, port, *more):
    return [place.root / "build/release/alloy-emulator", "--openapi", place.work.document,
            "--fixtures", place.work.fixtures, "--host", "127.0.0.1", "--port", port,
            "--log", "off", *more]


def emulator(place):
    return Contestant(
        "alloy-emulator",
        "all rules of the operation, lookup of user and integration, the installation of the pair; "
        "the last 100,000 calls are kept, and the journal is full before it is measured",
        lambda port: emulator_command(place, port), calls_before=JOURNAL_ENTRIES + 10_000)


def bare_reactor(place):
    body = place.build / "one-body.json"
    body.write_text(place.work.bodies[place.work.pairs[0]])
    program = place.root / "build/release/tests/bench/bare_reactor"
    return Contestant(
        "bare reactor",
        "nothing: the emulator's own connections and cpp-httplib around one constant answer, "
        "without checks, lookup or journal",
        lambda port: [program, port, body], lacks="" if program.exists() else f"no {program}")


def nginx(place):
    """A map from the pair to a body in memory: less work than files, hence the higher ceiling."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    folder = place.build / "nginx"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bodies = "\n".join(f"    '/integrations/{integration}?{user}' '{body}';"
                       for (integration, user), body in place.work.bodies.items())

    def command(port):
        (folder / "nginx.conf").write_text(f"""\
daemon off;
user root;
worker_processes 2;
worker_rlimit_nofile 20000;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 10000; }}
http {{
  access_log off;
  default_type application/json;
  keepalive_requests 1000000000;
  map_hash_max_size 8192;
  map_hash_bucket_size 128;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  map '$uri?$arg_userId' $body {{
    default '';
{bodies}
  }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      if ($body = '') {{ return 404; }}
      return 200 $body;
    }}
  }}
}}
""")
        return [program, "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"]

    return Contestant("nginx", "finds the body of the pair in a map in memory; checks nothing, "
                      "keeps nothing", command, lacks="" if program else "nginx is not installed")


def prism(place):
    program = peers.script(place.build, "@stoplight/prism-cli/dist/index.js")
    return Contestant(
        "Prism", "checks the request against the same document, answers its one example for every "
        "pair; keeps nothing",
        lambda port: ["node", program, "mock", "--host", "127.0.0.1", "--port", port,
                      "--errors", "--multiprocess=false", "--verboseLevel", "silent",
                      place.work.document],
        lacks=_needs(program), environment={"NODE_ENV": "production"}, own_answers=True,
        warm_up=5)


def wiremock(place):
    jar = peers.jar(place.build, "wiremock")
    folder = _fresh(place.build / "wiremock")
    (folder / "mappings").mkdir()
    shutil.copytree(place.work.bodies_folder, folder / "__files")
    (folder / "mappings" / "pair.json").write_text(json.dumps({
        "request": {
            "method": "GET",
            "urlPathPattern": "/integrations/[^/]+",
            "queryParameters": {"userId": {"matches": "[0-9a-f]{24}"}},
            "headers": {"Authorization": {"matches": "(?i)bearer .+"},
                        "x-api-version": {"equalTo": VERSION}},
        },
        "response": {
            "status": 200,
            "headers": {"Content-Type": "application/json"},
            "bodyFileName": "{{request.pathSegments.[1]}}-{{request.query.userId}}.json",
            "transformers": ["response-template"],
        },
    }))
    return Contestant(
        "WireMock", "one stub: path pattern, three matchers, a template that names the pair's file; "
        f"the last {WIREMOCK_ENTRIES:,} calls are kept",
        lambda port: [*_JAVA, "-jar", jar, "--bind-address", "127.0.0.1", "--port", port,
                      "--root-dir", folder, "--disable-banner",
                      "--max-request-journal-entries", WIREMOCK_ENTRIES],
        lacks=_needs(jar), warm_up=15)


def mockoon(place):
    program = peers.script(place.build, "@mockoon/cli/bin/run.js")
    folder = _fresh(place.build / "mockoon")
    data = folder / "environment.json"

    def rule(target, modifier, operator, value):
        return {"target": target, "modifier": modifier, "operator": operator, "value": value,
                "invert": False}

    def answer(uuid, **more):
        return {"uuid": uuid, "body": "{}", "latency": 0, "statusCode": 200, "label": "",
                "headers": [{"key": "Content-Type", "value": "application/json"}],
                "bodyType": "INLINE", "filePath": "", "databucketID": "", "sendFileAsBody": False,
                "rules": [], "rulesOperator": "AND", "disableTemplating": True,
                "fallbackTo404": False, "default": False, "crudKey": "id", "callbacks": []} | more

    found = answer("b6c3a6ea-7f0a-4f0a-8d0a-000000000003", bodyType="FILE",
                   filePath=str(place.work.bodies_folder) +
                   "/{{urlParam 'integrationId'}}-{{queryParam 'userId'}}.json",
                   rules=[rule("header", "Authorization", "regex_i", "^bearer .+"),
                          rule("header", "x-api-version", "equals", VERSION),
                          rule("query", "userId", "regex", "^[0-9a-f]{24}$")])
    refused = answer("b6c3a6ea-7f0a-4f0a-8d0a-000000000004", statusCode=400, default=True)
    route = {"uuid": "b6c3a6ea-7f0a-4f0a-8d0a-000000000002", "type": "http", "documentation": "",
             "method": "get", "endpoint": "integrations/:integrationId",
             "responses": [found, refused], "responseMode": None, "streamingMode": None,
             "streamingInterval": 0}
    data.write_text(json.dumps({
        "uuid": "b6c3a6ea-7f0a-4f0a-8d0a-000000000001", "lastMigration": 33, "name": "pairs",
        "endpointPrefix": "", "latency": 0, "port": 3000, "hostname": "127.0.0.1", "folders": [],
        "routes": [route], "rootChildren": [{"type": "route", "uuid": route["uuid"]}],
        "proxyMode": False, "proxyHost": "", "proxyRemovePrefix": False, "cors": False,
        "headers": [], "proxyReqHeaders": [], "proxyResHeaders": [], "data": [], "callbacks": [],
        "tlsOptions": {"enabled": False, "type": "CERT", "pfxPath": "", "certPath": "",
                       "keyPath": "", "caPath": "", "passphrase": ""},
    }))
    return Contestant(
        "Mockoon", "one route with three rules, a template that names the pair's file; the last "
        "100 calls are kept",
        lambda port: ["node", program, "start", "--data", data, "--port", port,
                      "--hostname", "127.0.0.1", "--repair", "--disable-log-to-file"],
        lacks=_needs(program), folder=folder,
        environment={"NODE_ENV": "production", "HOME": str(folder)}, warm_up=5)


def mockserver(place):
    jar = peers.jar(place.build, "mockserver-node")
    folder = _fresh(place.build / "mockserver")
    expectations = folder / "expectations.json"
    expectations.write_text(json.dumps([{
        "httpRequest": {
            "method": "GET", "path": f"/integrations/{integration}",
            "queryStringParameters": {"userId": [user]},
            "headers": {"Authorization": [f"bearer {TOKEN}"], "x-api-version": [VERSION]},
        },
        "httpResponse": {"statusCode": 200, "headers": {"Content-Type": ["application/json"]},
                         "body": body},
        "times": {"unlimited": True},
    } for (integration, user), body in place.work.bodies.items()]))
    settings = {
        "initializationJsonPath": expectations, "logLevel": "ERROR", "disableSystemOut": "true",
        "maxExpectations": 2000, "localBoundIP": "127.0.0.1", "otelMetricsEnabled": "false",
        "telemetryEnabled": "false",
    }
    return Contestant(
        "MockServer", "1,000 expectations, one a pair, each with path, parameter and two headers; "
        "calls are kept as its memory allows",
        lambda port: [*_JAVA, *(f"-Dmockserver.{name}={value}" for name, value in settings.items()),
                      "-jar", jar, "-serverPort", port],
        lacks=_needs(jar), folder=folder, warm_up=15)


def _needs(file):
    return "" if file else "scripts/bench --setup has not installed it"


def _fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder

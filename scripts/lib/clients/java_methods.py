"""What the Java client offers, and which of it each case calls: read from class files with javap."""

import re
import subprocess

BASE = "com.github.tomakehurst.wiremock."
# Those whose public methods the cases have to call.
OFFERED = (
    "client.WireMock", "client.HttpAdminClient", "client.WireMockBuilder", "client.MappingBuilder",
    "client.ScenarioMappingBuilder", "client.ResponseDefinitionBuilder",
    "client.ResponseDefinitionBuilder$ProxyResponseDefinitionBuilder", "matching.RequestPatternBuilder",
    "stubbing.StubImport", "stubbing.StubImportBuilder", "admin.model.ServeEventQuery", "global.GlobalSettings$Builder",
)
# Those that ask the emulator something; of these not what only makes patterns, answers and connections.
ASKING = ("WireMock", "HttpAdminClient")
LOCAL = re.compile(r"^(configure|configureFor|create|port|getOptions)$")
LOCAL_RESULT = re.compile(r"Builder$|\.matching\.|CountMatchingStrategy$")
# Of what a server in the same process does; the admin client only has it because it must.
SERVERS = {"ServeEventQuery.fromRequest", "ServeEventQuery.filter", "ServeEventQuery.isOnlyUnmatched",
           "ServeEventQuery.getStubMappingId", "StubImport.getMappings", "StubImport.getImportOptions"}


def javap(classpath, *arguments):
    return subprocess.run(["javap", "-cp", classpath, *arguments], capture_output=True, text=True, check=True).stdout


def short(name):
    return re.sub(r".*[./$]", "", name)


def parameters(descriptor):
    """"(ILjava/lang/String;[B)V" becomes "int, String, byte[]"."""
    primitive = {"I": "int", "J": "long", "D": "double", "Z": "boolean", "B": "byte"}
    found = re.findall(r"(\[*)(?:L([^;]+);|([IJDZB]))", descriptor[1:descriptor.index(")")])
    return ", ".join((short(name) if name else primitive[letter]) + "[]" * len(arrays) for arrays, name, letter in found)


def label(owner, name, descriptor):
    """"WireMock.verify(int, RequestPatternBuilder)"; what overrides a method of MappingBuilder is that method."""
    owner = "MappingBuilder" if owner.endswith("ScenarioMappingBuilder") and name not in (
        "whenScenarioStateIs", "willSetStateTo") else short(owner)
    owner = "GlobalSettings.Builder" if owner == "Builder" else owner
    return f"{owner}.{'new' if name == '<init>' else name}({parameters(descriptor)})"


def offered(classpath):
    """The public methods and constructors of OFFERED, and those of them that ask the emulator nothing."""
    methods, local = set(), set()
    for name in OFFERED:
        text = javap(classpath, "-s", "-public", BASE + name)
        for line, descriptor in re.findall(r"^  public ([^\n]*\([^\n]*)\n    descriptor: (\S+)$", text, re.M):
            *words, head = line[:line.index("(")].split()
            constructor = head == BASE + name
            method = label(name, "<init>" if constructor else head, descriptor)
            if method.split("(")[0] in SERVERS:
                continue
            methods.add(method)
            if (short(name) not in ASKING or constructor or LOCAL.match(head)
                    or LOCAL_RESULT.search(re.sub(r"<.*", "", words[-1]))):
                local.add(method)
    return methods, local


def calls_of(folder, classpath):
    """{"StubCases.aStub": {"WireMock.get(UrlPattern)", …}}, with what helpers and lambdas call for it."""
    classes = sorted(path.stem for path in folder.glob("*Cases.class"))
    text = javap(f"{folder}:{classpath}", "-c", "-p", *classes)
    direct = {}
    for body in re.split(r"^Compiled from .*\n", text, flags=re.M)[1:]:
        owner = re.search(r"class (\w+)", body)[1]
        for head, code in re.findall(r"^  (\S[^\n]*\))[^\n]*;\n    Code:\n(.*?)(?=^$|\Z)", body, re.M | re.S):
            name = head[:head.index("(")].split()[-1]
            # "lambda$aStub$3" belongs to aStub.
            name = re.sub(r"^lambda\$(\w+)\$\d+$", r"\1", name)
            direct.setdefault(f"{owner}.{name}", set()).update(invoked(owner, code))
    return {name: resolved(name, direct, set()) for name in direct}


def invoked(owner, code):
    for target in re.findall(r"// (?:Interface)?Method (\S+)", code):
        found = re.fullmatch(r'(?:([\w/$]+)\.)?"?([\w<>$]+)"?:(\(\S*)', target)
        if not found:
            continue
        holder, name, descriptor = found.groups()
        if holder is None or "/" not in holder:
            yield f"{holder or owner}.{name}"  # one of ours
        elif holder.replace("/", ".").removeprefix(BASE) in OFFERED:
            yield label(holder, name, descriptor)


def resolved(name, direct, seen):
    seen.add(name)
    found = set()
    for target in direct.get(name, ()):
        if "(" in target:
            found.add(target)
        elif target not in seen:
            found |= resolved(target, direct, seen)
    return found

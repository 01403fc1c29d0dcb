#!/usr/bin/env bash
# Every endpoint of the admin protocol, asked with curl.
#
# In: EMULATOR_URL, a fresh emulator; EMULATOR_GUARDED_URL, one that wants a token; EMULATOR_SPARE_URLS, further ones, to be shut
# down; ADMIN_ENDPOINTS, all endpoints of the admin protocol, as lines like "GET /__admin/mappings/{id}"; CLIENT_REPORT, the file for
# what scripts/lib/check-clients reads, a JSON value a line.
set -uo pipefail

readonly no_id=00000000-0000-4000-8000-000000000000
readonly magento='/integrations/Magento?userId='
readonly user=(-H 'Authorization: bearer YOUR_API_KEY' -H 'x-api-version: 2025-09')
called=$(mktemp)
trap 'rm -f "$called"' EXIT
failed=0

# Sets $status and $answer.
#   call METHOD TARGET [BODY [OPTION…]]
call() {
  local body=()
  [[ -z ${3-} ]] || body=(--data-binary "$3")
  answer=$(curl -s --max-time 30 -w '\n%{http_code}' -X "$1" "${url:-$EMULATOR_URL}$2" "${body[@]}" "${@:4}")
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
}

#   admin METHOD PATH [BODY [OPTION…]]    PATH is what follows /__admin
admin() {
  echo "$1 /__admin${2%%\?*}" >>"$called"
  call "$1" "/__admin$2" "${@:3}"
}

#   expect STATUS [PATTERN]    of the last answer; * in the pattern is any text
expect() {
  [[ $status == "$1" && $answer == ${2-*} ]] && return
  echo "line ${BASH_LINENO[0]}: expected $1 ${2-}, found $status $answer"
  exit 1
}

#   stub PATH [MEMBERS]
stub() { admin POST /mappings '{"request": {"urlPath": "'"$1"'"}, "response": {"body": "'"$1"'"}'"${2+, $2}"'}'; expect 201; }

id() { grep -o '"id":"[^"]*"' <<<"$answer" | head -1 | cut -d '"' -f 4; }

#   show works|fails GROUP NAME FUNCTION
show() {
  curl -s -o /dev/null -X POST "$EMULATOR_URL/__admin/settings" -d '{}'
  curl -s -o /dev/null -X POST "$EMULATOR_URL/__admin/reset?spaces=all"
  : >"$called"
  local wrong passed=true
  wrong=$("$4") || passed=false
  if $passed; then
    echo "ok     curl, $2: $3"
  else
    echo "FAILED curl, $2: $3: $wrong"
    failed=1
  fi
  local methods
  methods=$(sort -u "$called" | sed 's/.*/"&"/' | paste -sd,)
  echo '{"group": "'"$2"'", "name": "'"$3"'", "shows": "'"$1"'", "passed": '$passed', "methods": ['"$methods"']}' >>"$CLIENT_REPORT"
}

a_stub() {
  stub /a
  local id; id=$(id)
  call GET /a; expect 200 /a
  admin GET /mappings; expect 200 '{"mappings":\[{"id":"'"$id"'"*"meta":{"total":1}}'
  admin GET "/mappings/$id"; expect 200 '{"id":"'"$id"'"*'
  admin PUT "/mappings/$id" '{"response": {"status": 204}}'; expect 200
  call GET /a; expect 204
  admin POST /mappings/edit '{"id": "'"$id"'", "response": {"status": 299}}'; expect 204 ''
  call GET /a; expect 299
  admin DELETE "/mappings/$id"; expect 200 '{}'
  call GET /a; expect 404
}
show works stubs "a stub answers, is listed, read, replaced and deleted" a_stub

many_stubs() {
  admin POST /mappings/import '{"mappings": [{"request": {"urlPath": "/a"}, "metadata": {"colour": "blue"}}, {"request": {"urlPath": "/b"}}]}'
  expect 200 ''
  admin POST /mappings/find-by-metadata '{"matchesJsonPath": "$.colour"}'; expect 200 '*"urlPath":"/a"*"total":1}}'
  call GET /a
  admin GET /mappings/unmatched; expect 200 '*"urlPath":"/b"*"total":1}}'
  admin DELETE /mappings/unmatched; expect 200 '{}'
  admin POST /mappings/remove-by-metadata '{"matchesJsonPath": "$.colour"}'; expect 200 '{}'
  admin GET /mappings; expect 200 '{"mappings":\[\],"meta":{"total":0}}'
  stub /c
  admin POST /mappings/remove '{"request": {"urlPath": "/c"}}'; expect 200 ''
  stub /d
  admin DELETE /mappings; expect 200 '{}'
  admin POST /mappings/save; expect 200 ''
  admin POST /mappings/reset; expect 200 ''
  admin GET /; expect 200 '{"mappings":\[\],"meta":{"total":0}}'
  admin GET ""; expect 302 ''
}
show works stubs "stubs are imported, found by metadata, listed when unused, removed and reset" many_stubs

a_file() {
  admin PUT /files/hello.txt 'Hello from a file'; expect 200
  admin GET /files; expect 200 '\["hello.txt"\]'
  admin GET /files/hello.txt; expect 200 'Hello from a file'
  admin POST /mappings '{"request": {"urlPath": "/a"}, "response": {"bodyFileName": "hello.txt"}}'
  call GET /a; expect 200 'Hello from a file'
  admin DELETE /files/hello.txt; expect 200
}
show works stubs "a body from a file" a_file

wrong_stubs() {
  local wrong='"request": {"urlPaht": "/a"}' told="*a request pattern has no key 'urlPaht'; did you mean 'urlPath'?*"
  stub /a
  local id; id=$(id)
  admin POST /mappings "{$wrong}"; expect 422 "$told"
  admin PUT "/mappings/$id" "{$wrong}"; expect 422 "$told"
  admin POST /mappings/edit "{\"id\": \"$id\", $wrong}"; expect 422 "$told"
  admin POST /mappings/remove "{$wrong}"; expect 422 "$told"
  admin POST /mappings/import "{\"mappings\": [{$wrong}]}"; expect 422 '*"pointer":"/mappings/0/request/urlPaht"*'
  admin POST /mappings/find-by-metadata '{}'; expect 422 '*a matcher needs an operator*'
  admin POST /mappings/remove-by-metadata '{}'; expect 422 '*a matcher needs an operator*'
}
show fails stubs "what is wrong in a stub is told with its place" wrong_stubs

no_stub() {
  admin GET "/mappings/$no_id"; expect 404 ''
  admin PUT "/mappings/$no_id" '{}'; expect 404 ''
  admin DELETE "/mappings/$no_id"; expect 404 ''
  admin POST /mappings/edit '{"id": "'$no_id'"}'; expect 404 ''
  admin GET /mappings/seven; expect 400 "*'seven' is not a UUID*"
  admin GET /files/none.txt; expect 404
  call GET /none; expect 404 '*"title":*'
}
show fails stubs "a stub or a file that does not exist is not found" no_stub

calls() {
  stub /a
  call GET '/a?n=1' '' -H 'X-Test: yes'
  call POST /b hello
  admin GET '/requests?limit=1'; expect 200 '{"requests":\[{"id":"*"url":"/b"*"meta":{"total":2}*'
  admin GET "/requests/$(id)"; expect 200 '*"body":"hello"*'
  admin POST /requests/count '{"headers": {"X-Test": {"equalTo": "yes"}}}'; expect 200 '{"count":1,"requestJournalDisabled":false}'
  admin POST /requests/find '{"urlPath": "/a"}'; expect 200 '{"requests":\[{"url":"/a?n=1"*'
  admin GET /requests/unmatched; expect 200 '{"requests":\[{"url":"/b"*'
  admin POST /verify '{"pattern": {"urlPath": "/a"}, "exactly": 1}'; expect 200 'as expected: exactly 1 of *'
}
show works verification "calls are listed, read, counted, found and asserted" calls

forgotten() {
  stub /a '"metadata": {"colour": "blue"}'
  local path
  for path in /a /b /c /d; do call GET "$path"; done
  admin GET '/requests?limit=1'
  admin DELETE "/requests/$(id)"; expect 200 '{}'
  admin POST /requests/remove '{"urlPath": "/c"}'; expect 200 '{"serveEvents":\[{*"url":"/c"*'
  admin POST /requests/remove-by-metadata '{"matchesJsonPath": "$.colour"}'; expect 200 '{"serveEvents":\[{*"url":"/a"*'
  admin POST /requests/count '{}'; expect 200 '{"count":1,*'
  admin POST /requests/reset; expect 200 '{}'
  admin DELETE /requests; expect 200 '{}'
  admin POST /requests/count '{}'; expect 200 '{"count":0,*'
}
show works verification "calls are forgotten: one, those of a pattern, those of a stub, all" forgotten

exported() {
  call GET "${magento}merchant_123@example.com" '' "${user[@]}"; expect 200
  admin GET '/export?format=curl'; expect 200 "curl *'Authorization: *"
  admin POST '/export?format=ndjson' '{"urlPath": "/none"}'; expect 200 ''
}
show works verification "calls are exported" exported

wrong_questions() {
  local wrong='{"method": 7}' told='*"pointer":"/method"*must be a string, is the number 7*'
  admin POST /requests/count "$wrong"; expect 422 "$told"
  admin POST /requests/find "$wrong"; expect 422 "$told"
  admin POST /requests/remove "$wrong"; expect 422 "$told"
  admin POST /export "$wrong"; expect 422 "$told"
  admin POST /verify "{\"pattern\": $wrong, \"exactly\": 1}"; expect 422 '*"pointer":"/pattern/method"*'
  admin POST /requests/remove-by-metadata '{}'; expect 422 '*a matcher needs an operator*'
  admin GET '/requests?limit=x'; expect 400
  admin POST /events '{"method": 7}'; expect 422 '*must be a string, is the number 7*'
  admin GET '/events?pattern=%7B'; expect 400 '*is not JSON at line 1, column 2*'
  admin GET "/requests/$no_id"; expect 404 ''
  admin DELETE /requests/seven; expect 400 "*'seven' is not a UUID*"
}
show fails verification "a question that cannot be understood is refused with its place" wrong_questions

coverage() {
  call GET "${magento}merchant_123@example.com" '' "${user[@]}"
  admin GET /coverage; expect 200 '{"percent":*"operations":{"exercised":1,*'
}
show works verification "coverage tells what of the documents was exercised" coverage

# Until a file holds a text.
wait_for() { for ((tries = 0; tries < 600; ++tries)); do grep -qs "$1" "$2" && return; sleep 0.05; done; echo "no $1 in: $(<"$2")"; exit 1; }

#   listen METHOD PATH [OPTION…]    Adds what it is told to the file told.$1, until it is ended.
listen() {
  echo "$1 /__admin${2%%\?*}" >>"$called"
  curl -sN --max-time 30 -X "$1" "$EMULATOR_URL/__admin$2" "${@:3}" >"told.$1" &
  listeners+=($!)
  wait_for 'each call is told' "told.$1"
}

events() {
  local listeners=()
  listen GET /events
  listen POST /events -d '{"urlPath": "/b"}'
  call GET /a
  call GET /b
  wait_for '"url":"/a"' told.GET
  wait_for '"url":"/b"' told.GET
  wait_for '"url":"/b"' told.POST
  kill "${listeners[@]}"
  ! grep -q '"url":"/a"' told.POST || { echo "told of more than the pattern"; exit 1; }
}
show works verification "calls are told as they are recorded, all or those of a pattern" events

wrong_assertion() {
  call GET /orders/8
  admin POST /verify '{"pattern": {"urlPath": "/orders/7"}, "exactly": 1}'
  expect 409 'expected exactly 1 of the recorded calls to match {"urlPath":"/orders/7"}, found 0 calls
near: GET /orders/8 answered 404 (*)
  urlPath: expected "/orders/7", found '"'/orders/8'*"
}
show fails verification "a wrong assertion names the nearest call and what it lacks" wrong_assertion

near_misses() {
  stub /somewhere/else; stub /orders/7
  local near; near=$(id)
  call GET /orders/8
  local path
  for path in /near-misses/request /requests/near-misses/request; do
    admin POST "$path" '{"url": "/orders/8", "method": "GET"}'; expect 200 '{"nearMisses":\[{*"stubMapping":{"id":"'"$near"'"*'
  done
  for path in /near-misses/request-pattern /requests/near-misses/request-pattern; do
    admin POST "$path" '{"urlPath": "/orders/9"}'; expect 200 '{"nearMisses":\[{"request":{"url":"/orders/8"*'
  done
  admin GET /requests/unmatched/near-misses; expect 200 '{"nearMisses":\[{*"stubMapping":{"id":"'"$near"'"*'
}
show works "near misses" "stubs nearest to a request, calls nearest to a pattern" near_misses

wrong_near_misses() {
  local path
  for path in /near-misses/request /requests/near-misses/request; do
    admin POST "$path" '{"url": "/a"}'; expect 422 "*the member 'method' is missing*"
  done
  for path in /near-misses/request-pattern /requests/near-misses/request-pattern; do
    admin POST "$path" '{"method": 7}'; expect 422 '*must be a string, is the number 7*'
  done
}
show fails "near misses" "a question that cannot be understood is refused" wrong_near_misses

turnstile() { stub /gate '"scenarioName": "turn stile", "requiredScenarioState": "Started", "newScenarioState": "open"'; }

a_scenario() {
  turnstile
  call GET /gate; expect 200
  admin GET /scenarios; expect 200 '*"name":"turn stile","state":"open"*'
  admin PUT /scenarios/turn%20stile/state; expect 200 '{}'
  call GET /gate; expect 200
  admin POST /scenarios/reset; expect 200 '{}'
  admin PUT /scenarios/turn%20stile/state '{"state": "open"}'; expect 200 '{}'
  call GET /gate; expect 404
}
show works scenarios "a scenario goes from state to state, is set, and reset" a_scenario

no_scenario() {
  turnstile
  admin PUT /scenarios/turnpike/state; expect 404 "*no stub belongs to the scenario 'turnpike'*"
  admin PUT /scenarios/turn%20stile/state '{"state": "ajar"}'
  expect 422 "*the scenario 'turn stile' has no state 'ajar'; it has 'Started' and 'open'*"
}
show fails scenarios "a scenario or a state that does not exist is told" no_scenario

settings() {
  admin POST /settings '{"fixedDelay": 7}'; expect 200 ''
  admin GET /settings; expect 200 '{"settings":{"fixedDelay":7,"proxyPassThrough":true}}'
  admin PUT /settings '{}'; expect 200 ''
  admin GET /health; expect 200 '{"status":"healthy"*'
  admin GET /version; expect 200 '{"version":"*"}'
  admin POST /reload; expect 200 '*"warnings":\[\]}'
  admin POST /reset; expect 200 ''
}
show works server "settings, health, version, reload and reset" settings

records() {
  admin PUT /fixtures/users/u_77 '{"username": "joan@example.com"}'; expect 200 '{"record":{"username":"joan@example.com",*'
  call GET "${magento}joan@example.com" '' "${user[@]}"; expect 200
  admin PATCH /fixtures/users/u_77 '{"username": "jo@example.com"}'; expect 200
  admin GET /fixtures/users/u_77; expect 200 '*jo@example.com*'
  admin GET /fixtures/users; expect 200 '*jo@example.com*'
  admin GET /fixtures; expect 200 '*users*'
  admin DELETE /fixtures/users/u_77; expect 200
}
show works server "a test makes its own user, changes it, and removes it" records

spaces() {
  admin PUT /spaces/joe '{"match": {"queryParameters": {"userId": {"equalTo": "joe"}}}}'; expect 201 '{"name":"joe",*'
  call POST /__space/joe/__admin/mappings '{"response": {"status": 503}}'
  call GET '/a?userId=joe'; expect 503
  admin GET /spaces; expect 200 '*"name":"joe"*'
  admin DELETE /spaces/joe; expect 200
  call GET '/a?userId=joe'; expect 404
}
show works server "a space has stubs and calls of its own" spaces

shut_down() {
  local url=${EMULATOR_SPARE_URLS%% *}
  admin POST /shutdown; expect 200 ''
}
show works server "the emulator is shut down" shut_down

wrong_settings() {
  local wrong='{"fixedDelay": "long"}' told='*"pointer":"/fixedDelay"*must be a whole number*'
  admin POST /settings "$wrong"; expect 422 "$told"
  admin PUT /settings "$wrong"; expect 422 "$told"
  local taken='{"username": "merchant+test@example.com"}'
  admin PUT /fixtures/users/6622cd2e506ac293a3e60b00 "$taken"; expect 422 '*fixture.duplicate-key*'
  admin PATCH /fixtures/users/6622cd2e506ac293a3e60b00 "$taken"; expect 422 '*fixture.duplicate-key*'
  admin GET /fixtures/users/none; expect 404
  admin DELETE /fixtures/users/none; expect 404
  admin GET /fixtures/none; expect 404
  admin PUT /spaces/joe '{"match": 7}'; expect 422
  admin DELETE /spaces/none; expect 404
}
show fails server "settings, records and claims that cannot be understood are refused" wrong_settings

stranger() {
  local url=$EMULATOR_GUARDED_URL method path
  while read -r method path; do
    path=${path#/__admin}
    path=${path//\{id\}/$no_id}
    path=${path//[\{\}]/}
    admin "$method" "$path"
    [[ $path == /health ]] && continue
    expect 401 '*"title":"A token is wanted"*--admin-token*'
  done <<<"$ADMIN_ENDPOINTS"
}
show fails server "every endpoint is refused where a token is wanted, and says so" stranger

recording() {
  admin GET /recordings/status; expect 200 '{"status":"NeverStarted"}'
  admin POST /recordings/start '{}'; expect 404 '*Recording is not supported*'
  admin POST /recordings/snapshot '{}'; expect 404 '*Recording is not supported*'
  admin POST /recordings/stop; expect 400 '*there is no recording to stop*'
}
show fails "not supported" "recording: it never started, and cannot be" recording

exit $failed

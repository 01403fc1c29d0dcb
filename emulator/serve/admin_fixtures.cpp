#include "emulator/serve/admin_fixtures.h"

#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"
#include "emulator/serve/space.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr int kUnusable = 10;

const std::string& collection_of(const AdminCall& call) { return call.variables[0]; }
const std::string& key_of(const AdminCall& call) { return call.variables[1]; }

Response no_such_collection(const AdminCall& call, const Records& records) {
  const std::vector<std::string> names = records.names();
  const std::string_view meant = nearest(collection_of(call), names);
  return error_answer(404, {404,
                            "No such collection",
                            "the fixtures have no collection " + in_quotes(collection_of(call)) +
                                (!meant.empty()  ? "; did you mean " + in_quotes(meant) + "?"
                                 : names.empty() ? "; they have none"
                                                 : "; they have " + listed(names, "and")),
                            {}});
}

Response no_such_record(const AdminCall& call) {
  return error_answer(404, {404,
                            "No such record",
                            "no record of " + in_quotes(collection_of(call)) + " has the key " +
                                in_quotes(key_of(call)) + "; GET /__admin/fixtures/" +
                                collection_of(call) + " lists them",
                            {}});
}

Response refused(const Findings& findings) {
  Json errors = Json::array();
  for (const Finding& finding : findings.sorted()) {
    if (finding.severity == Severity::kError)
      errors.push_back(
          {{"code", kUnusable}, {"title", finding.code}, {"detail", to_text(finding)}});
  }
  Response response = json_answer(Json{{"errors", std::move(errors)}});
  response.status = 422;
  return response;
}

Response too_much(const AdminCall&) {
  return error_answer(422, {kUnusable,
                            "Too many changes of records",
                            "the records put in at run time may take " +
                                std::to_string(Space::kMostRecordBytes >> 20) +
                                " MiB; POST /__admin/reset undoes them",
                            {}});
}

// Applies one change in one step with the others.
Response change(const AdminCall& call,
                const std::function<std::optional<RecordChange>(const Records&, Response&)>& make) {
  Response response = empty_answer(404);
  call.host.change_records([&](const RecordsPtr& records) -> RecordsPtr {
    if (!records->collection(collection_of(call))) {
      response = no_such_collection(call, *records);
      return nullptr;
    }
    const auto wanted = make(*records, response);
    if (!wanted) return nullptr;
    if (records->bytes() + wanted->record.value_or("").size() > Space::kMostRecordBytes) {
      response = too_much(call);
      return nullptr;
    }
    Findings findings;
    const std::string source = collection_of(call) + "/" + key_of(call);
    RecordsPtr next = records->with(*wanted, source, findings);
    if (!next) {
      response = refused(findings);
      return nullptr;
    }
    Json told = Json::array();
    for (const Finding& finding : findings.sorted()) told.push_back(to_text(finding));
    const Record* record = next->find(collection_of(call), key_of(call));
    response = wanted->record
                   ? json_answer(Json{{"record", *record->value}, {"findings", std::move(told)}})
                   : json_answer(Json::object());
    return next;
  });
  return response;
}

}  // namespace

Response list_collections(const AdminCall& call) {
  const RecordsPtr records = call.host.records();
  Json sizes = Json::object();
  for (const std::string& name : records->names())
    sizes[name] = records->collection(name)->records().size();
  return json_answer(Json{{"collections", std::move(sizes)}});
}

Response list_records(const AdminCall& call) {
  const RecordsPtr records = call.host.records();
  const Collection* collection = records->collection(collection_of(call));
  if (!collection) return no_such_collection(call, *records);
  Json shown = Json::array();
  for (const Record& record : collection->records()) shown.push_back(*record.value);
  return json_answer(Json{{"records", std::move(shown)}});
}

Response get_record(const AdminCall& call) {
  const RecordsPtr records = call.host.records();
  if (!records->collection(collection_of(call))) return no_such_collection(call, *records);
  const Record* record = records->find(collection_of(call), key_of(call));
  return record ? json_answer(*record->value) : no_such_record(call);
}

Response put_record(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    site.object();
    return change(call, [&](const Records&, Response&) {
      return std::optional(
          RecordChange{collection_of(call), key_of(call), to_wire_text(site.value)});
    });
  });
}

Response patch_record(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    site.object();
    return change(call,
                  [&](const Records& records, Response& response) -> std::optional<RecordChange> {
                    const Record* record = records.find(collection_of(call), key_of(call));
                    if (!record) {
                      response = no_such_record(call);
                      return std::nullopt;
                    }
                    Json patched = *record->value;
                    patched.merge_patch(site.value);
                    return RecordChange{collection_of(call), key_of(call), to_wire_text(patched)};
                  });
  });
}

Response delete_record(const AdminCall& call) {
  return change(call,
                [&](const Records& records, Response& response) -> std::optional<RecordChange> {
                  if (records.find(collection_of(call), key_of(call)))
                    return RecordChange{collection_of(call), key_of(call), std::nullopt};
                  response = no_such_record(call);
                  return std::nullopt;
                });
}

}  // namespace emulator

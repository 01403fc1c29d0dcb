#include "emulator/model/openapi_encoding.h"

#include <nlohmann/json.hpp>

#include "emulator/model/media_type.h"
#include "emulator/model/reference.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

using Style = ParameterForm::Style;

/// A style and the places that have it, the first one of a place being its default.
/// source  OpenAPI 3.0.4, Parameter Object, style values
struct StyleRow {
  const char* name;
  Style style;
  bool path, query, header, cookie;
};
constexpr StyleRow kStyles[] = {
    {"simple", Style::kSimple, true, false, true, false},
    {"form", Style::kForm, false, true, false, true},
    {"label", Style::kLabel, true, false, false, false},
    {"matrix", Style::kMatrix, true, false, false, false},
    {"spaceDelimited", Style::kSpaceDelimited, false, true, false, false},
    {"pipeDelimited", Style::kPipeDelimited, false, true, false, false},
    {"deepObject", Style::kDeepObject, false, true, false, false}};

bool has(const StyleRow& row, In in) {
  switch (in) {
    case In::kPath:
      return row.path;
    case In::kHeader:
      return row.header;
    case In::kCookie:
      return row.cookie;
    case In::kQuery:
    case In::kBody:
      break;
  }
  return row.query;
}

Style style_of(const Located& node, In in, Findings& findings) {
  const std::string name = text_of(node, "style");
  const StyleRow* fallback = nullptr;
  std::vector<std::string> known;
  for (const StyleRow& row : kStyles) {
    if (!has(row, in)) continue;
    if (row.name == name) return row.style;
    if (!fallback) fallback = &row;
    known.push_back(in_quotes(row.name));
  }
  if (!name.empty()) {
    findings.add(member_of(node, "style")
                     .finding(Severity::kWarning, "openapi.parameter-style",
                              "there is no style " + in_quotes(name) + " here",
                              "it is read as " + in_quotes(fallback->name) + "; write " +
                                  listed(known, "or")));
  }
  return fallback->style;
}

// "image/png, image/jpeg" is two.
std::vector<std::string> types_in(std::string_view list) {
  std::vector<std::string> types;
  while (!list.empty()) {
    const auto comma = list.find(',');
    const std::string_view type = without_blanks(list.substr(0, comma));
    if (!type.empty()) types.emplace_back(type);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return types;
}

std::vector<std::string> required_headers(const Located& headers, Findings& findings) {
  std::vector<std::string> names;
  if (!headers || !headers.value->is_object()) return names;
  for (const auto& [name, ignored] : headers.value->items()) {
    if (bool_of(resolve(member_of(headers, name), findings), "required")) names.push_back(name);
  }
  return names;
}

}  // namespace

ParameterForm read_form(const Located& node, In in, Findings& findings) {
  ParameterForm form;
  form.style = style_of(node, in, findings);
  form.explode = bool_of(node, "explode", form.style == Style::kForm);
  form.is_encoded = in == In::kQuery || in == In::kBody;
  form.may_have_blanks = in == In::kHeader;
  form.allow_reserved = bool_of(node, "allowReserved");
  return form;
}

std::vector<FieldEncoding> read_encodings(const Located& encoding, Findings& findings) {
  std::vector<FieldEncoding> out;
  if (!encoding || !encoding.value->is_object()) return out;
  for (const auto& [name, ignored] : encoding.value->items()) {
    const Located node = member_of(encoding, name);
    FieldEncoding field;
    field.name = name;
    field.content_types = types_in(text_of(node, "contentType"));
    const bool has_form =
        member_of(node, "style") || member_of(node, "explode") || member_of(node, "allowReserved");
    if (has_form) field.form = read_form(node, In::kBody, findings);
    field.headers = required_headers(member_of(node, "headers"), findings);
    out.push_back(std::move(field));
  }
  return out;
}

}  // namespace emulator

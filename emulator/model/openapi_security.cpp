#include "emulator/model/openapi_security.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/message.h"
#include "emulator/model/reference.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// As a quoted string of a header.
std::string as_quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c >= 0x20 && c < 0x7F) out += c;
  }
  return out + "\"";
}

std::string scheme_word(const Located& scheme) {
  if (text_of(scheme, "type") != "http") return "Bearer";
  const std::string word = text_of(scheme, "scheme");
  for (const char* known : {"Basic", "Bearer", "Digest"}) {
    if (equal_ignoring_case(word, known)) return known;
  }
  return word;
}

// Reads the security of one operation.
class SecurityReader {
 public:
  SecurityReader(const Located& root, Findings& findings)
      : schemes_(member_of(member_of(root, "components"), "securitySchemes")),
        realm_("realm=" + as_quoted(text_of(member_of(root, "info"), "title"))),
        findings_(findings) {}

  Security read(const Located& requirements) {
    if (!requirements || !requirements.value->is_array()) return {};
    for (std::size_t i = 0; i < requirements.value->size(); ++i) {
      const Located entry = element_of(requirements, i);
      if (entry.value->is_object()) read_alternative(entry);
    }
    add_other_ways();
    return std::move(out_);
  }

 private:
  void read_alternative(const Located& entry) {
    std::vector<std::size_t> alternative;
    for (const auto& [name, ignored] : entry.value->items())
      alternative.push_back(rule_for(name, member_of(entry, name)));
    out_.alternatives.push_back(std::move(alternative));
  }

  // A scheme that several entries name is one rule.
  std::size_t rule_for(const std::string& name, const Located& use) {
    const std::string id = "security." + name;
    for (std::size_t i = 0; i < out_.rules.size(); ++i) {
      if (out_.rules[i].id == id) return i;
    }
    Rule rule;
    rule.id = id;
    rule.in = In::kHeader;
    rule.name = "Authorization";
    rule.place = use.key_place();
    rule.demand = Credentials{Credentials::Kind::kUnchecked};
    fill(rule, name, use);
    out_.rules.push_back(std::move(rule));
    return out_.rules.size() - 1;
  }

  // The document's own, or one that another page of its API has.
  Located scheme_named(const std::string& name, const Located& use) const {
    if (const Located own = member_of(schemes_, name)) return own;
    Findings none;
    return follow(use, "#" + pointer_append("/components/securitySchemes", name), none);
  }

  void fill(Rule& rule, const std::string& name, const Located& use) {
    const Located written = scheme_named(name, use);
    const Located scheme = resolve(written, findings_);
    const std::string type = text_of(scheme, "type");
    if (written && !scheme) return;  // where its reference leads was told
    if (!scheme) {
      warn(use, "there is no security scheme " + in_quotes(name),
           "any call satisfies it; define it under `components.securitySchemes`");
    } else if (type == "apiKey") {
      fill_api_key(rule, scheme);
    } else if (type == "http" && equal_ignoring_case(text_of(scheme, "scheme"), "basic")) {
      rule.demand = Credentials{Credentials::Kind::kBasic, "Basic"};
      rule.hint = "send 'Authorization: Basic ' and USER:PASSWORD in base64";
      challenge("Basic " + realm_);
    } else if (type == "oauth2" || type == "openIdConnect" ||
               (type == "http" && !text_of(scheme, "scheme").empty())) {
      fill_token(rule, scheme_word(scheme));
    } else if (type != "mutualTLS") {
      warn(scheme, "the security scheme " + in_quotes(name) + " is of no known type",
           "any call satisfies it; write a `type` of apiKey, http with a `scheme`, oauth2, "
           "openIdConnect or mutualTLS");
    }
  }

  void fill_token(Rule& rule, const std::string& word) {
    rule.demand = Credentials{Credentials::Kind::kToken, word};
    rule.hint = "send " + in_quotes("Authorization: " + word + " TOKEN");
    // What a nonce is made of is the server's own affair, RFC 7616, section 3.3; nobody verifies the answer here.
    challenge(word + " " + realm_ + (word == "Digest" ? ", qop=\"auth\", nonce=\"0\"" : ""));
  }

  void fill_api_key(Rule& rule, const Located& scheme) {
    const std::string in = text_of(scheme, "in");
    rule.name = text_of(scheme, "name");
    const std::string pair = in_quotes(rule.name + "=KEY");
    if (in == "query") {
      rule.in = In::kQuery;
      rule.hint = "add " + pair + " to the query";
    } else if (in == "cookie") {
      rule.in = In::kCookie;
      rule.hint = "send the cookie " + pair;
    } else {
      rule.hint = "send the header " + in_quotes(rule.name + ": KEY");
    }
    if (rule.name.empty() || (in != "query" && in != "cookie" && in != "header"))
      return warn(scheme, "an apiKey needs a `name` and an `in` of query, header or cookie",
                  "any call satisfies it; complete it");
    rule.demand = Credentials{Credentials::Kind::kApiKey};
    challenge("ApiKey " + realm_ + ", in=" + as_quoted(in) + ", name=" + as_quoted(rule.name));
  }

  void challenge(std::string text) { out_.challenges.push_back(std::move(text)); }

  void warn(const Located& at, std::string message, std::string hint) {
    findings_.add(at.finding(Severity::kWarning, "openapi.security-scheme", std::move(message),
                             std::move(hint)));
  }

  // Where one of several entries is enough, each hint names them all.
  void add_other_ways() {
    if (out_.alternatives.size() < 2) return;
    std::vector<std::string> ways;
    for (const auto& alternative : out_.alternatives) {
      std::vector<std::string> names;
      for (const std::size_t rule : alternative)
        names.push_back(out_.rules[rule].id.substr(std::string_view("security.").size()));
      ways.push_back(listed(names, "with"));
    }
    for (Rule& rule : out_.rules) rule.hint += "; enough is " + listed(ways, "or");
  }

  Located schemes_;
  std::string realm_;
  Findings& findings_;
  Security out_;
};

}  // namespace

Security read_security(const Located& node, const Located& root, Findings& findings) {
  const Located own = member_of(node, "security");
  return SecurityReader(root, findings).read(own ? own : member_of(root, "security"));
}

}  // namespace emulator

#include "emulator/model/rule.h"

namespace emulator {

const char* to_string(Class cls) {
  switch (cls) {
    case Class::kDocumented:
      return "documented";
    case Class::kInferred:
      return "inferred";
    case Class::kAssumed:
      return "assumed";
  }
  return "";
}

const char* to_string(In in) {
  switch (in) {
    case In::kPath:
      return "path";
    case In::kQuery:
      return "query";
    case In::kHeader:
      return "header";
    case In::kCookie:
      return "cookie";
    case In::kBody:
      return "body";
  }
  return "";
}

const char* flag_of(RuleOption option) {
  switch (option) {
    case RuleOption::kNone:
      return "";
    case RuleOption::kApiKey:
      return "--api-key";
    case RuleOption::kAcceptApiVersion:
      return "--accept-api-version";
    case RuleOption::kAllowUnknownUsers:
      return "--allow-unknown-users";
  }
  return "";
}

}  // namespace emulator

#include "emulator/journal/sent_answer.h"

namespace emulator {
namespace {

bool may_have_content(const Request& request, int status) {
  return request.method != "HEAD" && status >= 200 && status != 204 && status != 304;
}

/// What is left of an answer behind each effect.
struct Broken {
  SentAnswer& sent;
  bool has_content;

  void operator()(const Delay&) const {}
  void operator()(const Dribble&) const {}
  void operator()(const EmptyResponse&) const { sent = {}; }
  void operator()(const ConnectionReset&) const { sent = {}; }
  void operator()(const RandomData&) const { sent = {}; }
  void operator()(const MalformedChunk&) const {
    sent = {200, {{"Transfer-Encoding", "chunked"}}, {}};
  }
  // Without content it is the head that is cut, within its first line.
  void operator()(const Truncate& cut) const {
    if (!has_content)
      sent = {};
    else if (cut.after_bytes < sent.body.size())
      sent.body.resize(cut.after_bytes);
  }
  void operator()(const Stall&) const { sent.body.clear(); }
};

}  // namespace

SentAnswer sent_answer(const Entry& entry) {
  const Response& response = entry.decision.response;
  const bool has_content = may_have_content(entry.request, response.status);
  SentAnswer sent{response.status, response.headers, {}};
  if (has_content && response.body) sent.body = *response.body;
  for (const Effect& effect : response.effects) std::visit(Broken{sent, has_content}, effect);
  return sent;
}

}  // namespace emulator

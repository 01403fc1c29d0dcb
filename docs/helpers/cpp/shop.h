#pragma once

#include <httplib.h>

#include <string>

/// The code under test.
inline int ask_for_magento(const std::string& base_url, const std::string& user) {
  httplib::Client client(base_url);
  const auto answer =
      client.Get("/integrations/Magento", httplib::Params{{"userId", user}},
                 {{"Authorization", "bearer YOUR_API_KEY"}, {"x-api-version", "2025-09"}});
  return answer ? answer->status : 0;
}

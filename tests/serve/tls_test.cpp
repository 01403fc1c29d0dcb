#include "emulator/serve/tls.h"

#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include <mutex>
#include <thread>

#include "emulator/serve/listener.h"
#include "tests/support/tls_client.h"

using namespace emulator;
using namespace std::chrono_literals;
using support::SocketClient;
using support::TlsClient;
using support::TlsWish;

namespace {

const CertificateAndKey& test_authority() {
  static const CertificateAndKey authority = make_authority({"localhost", "127.0.0.1"});
  return authority;
}

/// Answers "0123456789"; echoes a body; tells the scheme of "/scheme".
class SecureService : public Service {
 public:
  void call(Request request, Responder respond) override {
    Response response;
    response.headers = {{"Date", "then"}};
    response.starts_tls = request.method == "CONNECT";
    std::string body = "0123456789";
    if (!request.body.empty()) body = request.body;
    if (request.target == "/scheme") body = request.tls ? "https" : "http";
    response.body = std::make_shared<const std::string>(body);
    respond(std::move(response));
  }
  Response rejected(const Rejection& rejection) override {
    Response response;
    response.status = rejection.status;
    response.headers = {{"Date", "then"}};
    response.body = std::make_shared<const std::string>(rejection.rule + " " +
                                                        std::string(rejection.request.target));
    return response;
  }
  void unanswered() override {}
};

struct Secured {
  explicit Secured(ListenerOptions options = {}) : listener(with_tls(std::move(options)), service) {
    listener.start();
  }
  ListenerOptions with_tls(ListenerOptions options) {
    options.tls = std::make_shared<const TlsContext>(
        issue_certificate(test_authority(), {"localhost", "127.0.0.1"}));
    options.secure = !options.http_port;
    if (options.http_port) std::swap(options.port, *options.http_port), options.http_port.reset();
    options.warn = [this](const std::string& text) {
      const std::lock_guard lock(mutex);
      warned += text + "\n";
    };
    return options;
  }
  TlsClient client(const TlsWish& wish = {test_authority().certificate}) const {
    return TlsClient(SocketClient(listener.port()), wish);
  }
  std::string warnings() {
    const std::lock_guard lock(mutex);
    return warned;
  }

  std::mutex mutex;
  std::string warned;
  SecureService service;
  Listener listener;
};

const std::string kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kTlsHead = "HTTP/1.1 200 OK\r\nDate: then\r\nContent-Length: 10\r\n\r\n";

}  // namespace

TEST_CASE("calls inside TLS are answered, one after the other, to a client that checks the name") {
  Secured server;
  CHECK(server.listener.url().starts_with("https://127.0.0.1:"));
  auto client = server.client();
  REQUIRE(client.failure() == "");
  CHECK(client.version() == "TLSv1.3");
  for (int i = 0; i < 3; ++i) {
    client.send(kGet);
    CHECK(client.next(kTlsHead.size() + 10) == kTlsHead + "0123456789");
  }
  client.send("GET /scheme HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(client.rest().ends_with("\r\n\r\nhttps"));
  CHECK(client.ended_cleanly());
}

TEST_CASE("what an authority issues beyond its names is refused by the clients that trust it") {
  const std::string elsewhere = "elsewhere.test";
  const auto failure_with = [&](const CertificateAndKey& authority) {
    ListenerOptions options;
    options.tls = std::make_shared<const TlsContext>(issue_certificate(authority, {elsewhere}));
    options.secure = true;
    SecureService service;
    Listener listener(options, service);
    listener.start();
    return TlsClient(SocketClient(listener.port()), {authority.certificate, elsewhere}).failure();
  };
  CHECK(failure_with(make_authority({"localhost", elsewhere})) == "");
  CHECK(failure_with(make_authority({"localhost"})) == "certificate verify failed");
}

TEST_CASE("large bodies pass through TLS in both directions") {
  Secured server;
  auto client = server.client();
  const std::string body(3'000'000, 'x');
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\nConnection: close\r\n\r\n");
  for (std::size_t at = 0; at < body.size(); at += 100'000) client.send(body.substr(at, 100'000));
  const std::string answer = client.rest();
  CHECK(answer.size() > body.size());
  CHECK(answer.ends_with("\r\n\r\n" + body));
}

TEST_CASE("HTTP/1.1 is chosen by ALPN, and a client with other protocols alone is told so") {
  Secured server;
  CHECK(server.client({"", "localhost", "\x02h2\x08http/1.1"}).protocol() == "http/1.1");
  CHECK(server.client({"", "localhost", ""}).protocol() == "");
  CHECK(server.client({"", "localhost", "\x02h2"}).failure() ==
        "tlsv1 alert no application protocol");
}

TEST_CASE("TLS 1.2 is spoken, and nothing older") {
  Secured server;
  CHECK(server.client({"", "localhost", "", TLS1_2_VERSION}).version() == "TLSv1.2");
  CHECK(server.client({"", "localhost", "", TLS1_1_VERSION}).failure() != "");
}

TEST_CASE("a session is resumed") {
  Secured server;
  auto first = server.client();
  first.send(kGet);
  first.next(10);  // the tickets come with it
  const auto session = first.session();
  TlsClient second(SocketClient(server.listener.port()), {}, session.get());
  CHECK(second.failure() == "");
  CHECK(second.resumed());
}

TEST_CASE("why a handshake failed is told") {
  Secured server;
  const auto stranger = make_authority({"localhost"});
  CHECK(server.client({stranger.certificate}).failure() == "certificate verify failed");
  const auto until = std::chrono::steady_clock::now() + 10s;
  while (server.warnings().empty() && std::chrono::steady_clock::now() < until)
    std::this_thread::yield();
  CHECK(server.warnings().starts_with("a TLS handshake with 127.0.0.1 failed: tlsv1 alert "));
  CHECK(server.warnings().find("; the client does not trust the certificate; 'alloy-emulator ca "
                               "--trust' says how it learns to\n") != std::string::npos);
}

TEST_CASE("a request without TLS is answered without TLS, with the reason") {
  Secured server;
  SocketClient whole(server.listener.port());
  whole.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(whole.rest() ==
        "HTTP/1.1 400 Bad Request\r\nDate: then\r\nContent-Length: 19\r\nConnection: close\r\n\r\n"
        "gate.without-tls /a");
  SocketClient part(server.listener.port());
  part.send("GET");
  CHECK(part.rest().ends_with("\r\n\r\ngate.without-tls "));
}

TEST_CASE("garbage, half a handshake and silence cost a TLS port nothing but that connection") {
  ListenerOptions options;
  options.tls_patience = 50ms;
  Secured server(options);
  SocketClient garbage(server.listener.port());
  garbage.send("\x16\x03\x01\x02\x00garbage garbage garbage garbage");
  SocketClient silent(server.listener.port()), torn(server.listener.port());
  torn.send("\x16\x03\x01");
  torn.reset();
  garbage.end_writing();
  garbage.rest();
  CHECK(silent.rest() == "");
  CHECK(silent.ended_cleanly());
  auto client = server.client();
  client.send(kGet);
  CHECK(client.next(kTlsHead.size()) == kTlsHead);
}

TEST_CASE("a port speaks TLS while another speaks plain HTTP") {
  ListenerOptions options;
  options.tls =
      std::make_shared<const TlsContext>(issue_certificate(test_authority(), {"localhost"}));
  options.secure = true;
  options.http_port = 0;
  SecureService service;
  Listener listener(options, service);
  listener.start();
  const auto urls = listener.urls();
  const auto plain = std::find_if(urls.begin(), urls.end(), [](const std::string& url) {
    return url.starts_with("http://127.0.0.1:");
  });
  REQUIRE(plain != urls.end());
  SocketClient client(static_cast<std::uint16_t>(std::stoi(plain->substr(17))));
  client.send("GET /scheme HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(client.rest().ends_with("\r\n\r\nhttp"));
}

TEST_CASE("a tunnel leads to TLS on the same connection") {
  ListenerOptions options;
  options.http_port = 0;
  Secured server(options);
  SocketClient plain(server.listener.port());
  plain.send("CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n");
  CHECK(plain.answer() == "HTTP/1.1 200 Connection Established\r\n\r\n");
  TlsClient inside(std::move(plain), {test_authority().certificate});
  REQUIRE(inside.failure() == "");
  inside.send("GET /scheme HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(inside.rest().ends_with("\r\n\r\nhttps"));
}

TEST_CASE("a client that speaks before its tunnel is there is left without one") {
  ListenerOptions options;
  options.http_port = 0;
  Secured server(options);
  SocketClient hasty(server.listener.port());
  hasty.send("CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\nand more");
  CHECK(hasty.rest() == "HTTP/1.1 200 Connection Established\r\n\r\n");
}

TEST_CASE("stopping ends TLS connections that are idle or in a handshake") {
  auto server = std::make_unique<Secured>();
  auto idle = server->client();
  SocketClient silent(server->listener.port());
  server.reset();
  CHECK(idle.rest() == "");
  CHECK(idle.ended_cleanly());
  CHECK(silent.rest() == "");
}

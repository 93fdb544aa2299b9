#include "jium/http/server.h"

#include <atomic>
#include <condition_variable>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

#include "jium/http/raw_client_test.h"

namespace jium::http {
namespace {

using namespace std::chrono_literals;

// Answers with what it was asked; holds its answers back while the gate is closed.
class EchoServer : public testing::Test {
 protected:
  void start(ServerSettings settings = {}) {
    server = std::make_unique<Server>(
        settings, [this](const RawRequest& raw) { return echo(raw); },
        [](const RawRequest& header) -> std::optional<Reply> {
          if (header.authorization != "Bearer stranger") return std::nullopt;
          return Reply{401, "application/json", "a stranger", {}};
        });
    ASSERT_TRUE(server->start().has_value());
  }
  Reply echo(const RawRequest& raw) {
    ++asked;
    asked_changed.notify_all();
    std::unique_lock lock(mutex);
    opened.wait(lock, [&] { return gate_open; });
    return {200, "application/json", raw.method + " " + raw.target + " " + raw.body, {}};
  }
  void close_gate() {
    const std::lock_guard lock(mutex);
    gate_open = false;
  }
  void open_gate() {
    const std::lock_guard lock(mutex);
    gate_open = true;
    opened.notify_all();
  }
  void wait_until_asked(int times) {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(asked_changed.wait_for(lock, 20s, [&] { return asked >= times; }));
  }
  // 0 when the server closes without a word.
  int status_of(std::string_view request) {
    RawClient client(server->port());
    return RawClient::status_of(client.ask(request));
  }
  void TearDown() override {
    open_gate();
    if (server) server->stop();
  }

  static std::string post(const std::string& headers, const std::string& body) {
    return "POST /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n" + body;
  }
  static std::string post_json(const std::string& body) {
    return post("Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n",
                body);
  }

  std::unique_ptr<Server> server;
  std::mutex mutex;
  std::condition_variable opened, asked_changed;
  bool gate_open = true;
  std::atomic<int> asked = 0;
};

// Who asked, as the handlers are told.
std::string asker_of(ServerSettings settings, const std::string& headers) {
  Server server(std::move(settings), [](const RawRequest& raw) {
    return Reply{200, "text/plain", "from " + to_hex(bytes_of(raw.asker)), {}};
  });
  EXPECT_TRUE(server.start().has_value());
  RawClient client(server.port());
  const std::string answer =
      client.ask("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n");
  const auto at = answer.find("from ");
  return at == std::string::npos ? answer : answer.substr(at);
}

TEST(TheAsker, IsWhoConnectsUnlessAProxyThatIsNamedSaysFromWhomItHasTheRequest) {
  const std::string header = "X-Forwarded-For: 203.0.113.9, 198.51.100.1\r\n";
  EXPECT_EQ(asker_of({}, ""), "from 7f000001");
  EXPECT_EQ(asker_of({}, header), "from c6336401");
  EXPECT_EQ(asker_of({}, header + "X-Forwarded-For: 198.51.100.2\r\n"), "from c6336402") << "the last line";
  EXPECT_EQ(asker_of({.proxies = {}}, header), "from 7f000001") << "nobody is believed";
  EXPECT_EQ(asker_of({.proxies = {"10.0.0.5"}}, header), "from 7f000001");
  Server server({.proxies = {"proxy.example"}}, [](const RawRequest&) { return Reply{}; });
  EXPECT_FALSE(server.start().has_value());
}

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr std::string_view kLastGet = "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

TEST_F(EchoServer, AnswersWithTheHeadersThatKeepAnAnswerIn) {
  start();
  RawClient client(server->port());
  const std::string answer = client.ask(kLastGet);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  EXPECT_TRUE(answer.ends_with("GET /a ")) << answer;
  for (const char* line : {"Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action "
                           "'none'; frame-ancestors 'none'; require-trusted-types-for 'script'\r\n",
                           "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n",
                           "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
                           "Cache-Control: no-store\r\n", "Date: "}) {
    EXPECT_NE(answer.find(line), std::string::npos) << line;
  }
  EXPECT_EQ(answer.find("Server:"), std::string::npos);
}

TEST_F(EchoServer, RefusalsCarryTheSameHeadersAndAreProblems) {
  start();
  RawClient client(server->port());
  const std::string answer = client.ask("GET /a HTTP/1.1\r\n\r\n");
  EXPECT_EQ(RawClient::status_of(answer), 400);
  for (const char* line :
       {"Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
        "Cache-Control: no-store", "Content-Type: application/problem+json", "Connection: close"}) {
    EXPECT_NE(answer.find(line), std::string::npos) << line;
  }
}

TEST_F(EchoServer, KeepsAConnectionForTheNextRequest) {
  start();
  RawClient client(server->port());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.send(kGet));
    EXPECT_EQ(RawClient::status_of(client.read_one()), 200);
  }
}

TEST_F(EchoServer, AnswersPipelinedRequestsInTheirOrder) {
  start();
  RawClient client(server->port());
  const std::string chunked =
      "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n";
  const std::string all = client.ask("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n" + chunked +
                                     "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto first = all.find("GET /1 "), second = all.find("POST /2 {\"a\":1}"), third = all.find("GET /3 ");
  ASSERT_NE(first, std::string::npos);
  EXPECT_TRUE(first < second && second < third && third != std::string::npos) << all;
}

TEST_F(EchoServer, RefusesWhatTwoServersCouldReadDifferently) {
  start();
  const std::string json = "Content-Type: application/json\r\n";
  const std::vector<std::string> shapes{
      post(json + "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
      post(json + "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
      post(json + "Transfer-Encoding: identity\r\n", "{}"),
      post(json + "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
      post(json + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
      post(json + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
      post(json + "Content-Length: 2\r\nContent-Length: 3\r\n", "{}x"),
      post(json + "Content-Length: +2\r\n", "{}"),
      post(json + "Content-Length : 2\r\n", "{}"),
      post(json + "X: a\r\n b\r\n", ""),
      post(json + "Content-Length: 2\n", "{}"),
      "POST /p HTTP/1.0\r\nHost: a\r\n" + json + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "GET /a HTTP/1.1\r\n\r\n",
      "GET /a HTTP/1.1\r\nHost:\r\n\r\n",
      "GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET /a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n",
      "GET /a HTTP/1.1\nHost: a\n\n",
      std::string("GET /a HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 34),
      "GET  /a HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /a HTTP/2.0\r\nHost: a\r\n\r\n",
      "\x16\x03\x01\x02\r\n\r\n"};
  for (const std::string& shape : shapes) EXPECT_EQ(status_of(shape), 400) << shape;
  EXPECT_EQ(asked, 0);
}

TEST_F(EchoServer, TakesJsonAndRefusesMediaAndOtherBodies) {
  start();
  EXPECT_EQ(status_of(post_json("{}")), 200);
  EXPECT_EQ(status_of(post("Content-Length: 2\r\n", "{}")), 415);
  EXPECT_EQ(status_of(post("Content-Type: image/jpeg\r\nContent-Length: 3\r\n", "\xff\xd8\xff")), 415);
  EXPECT_EQ(
      status_of(post("Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5\r\n", "--x--")),
      415);
  EXPECT_EQ(status_of(post("Content-Type: image/png\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")), 415);
  EXPECT_EQ(asked, 1);
}

TEST_F(EchoServer, RefusesABodyOverItsLimitWithoutReadingIt) {
  start({.body_limit = 1000});
  EXPECT_EQ(status_of(post_json(std::string(1000, ' '))), 200);
  EXPECT_EQ(status_of(post_json(std::string(1001, ' '))), 413);
  EXPECT_EQ(status_of(post("Content-Type: application/json\r\nContent-Length: 999999999999\r\n", "")), 413);
  const std::string chunk = "200\r\n" + std::string(0x200, ' ') + "\r\n";
  EXPECT_EQ(status_of(post("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                           chunk + chunk + "0\r\n\r\n")),
            413);
  EXPECT_EQ(asked, 1);
}

TEST_F(EchoServer, TakesALargerBodyOnlyFromSomebodyWithAKeyWhoSaysHowLargeItIs) {
  start({.body_limit = 1000, .large_body_limit = 5000});
  const std::string known = "Content-Type: application/json\r\nAuthorization: Bearer x\r\n";
  const auto with_length = [&](const std::string& head, std::size_t size) {
    return post(head + "Content-Length: " + std::to_string(size) + "\r\n", std::string(size, ' '));
  };
  EXPECT_EQ(status_of(with_length(known, 5000)), 200);
  EXPECT_EQ(status_of(with_length(known, 5001)), 413);
  EXPECT_EQ(status_of(with_length("Content-Type: application/json\r\n", 1001)), 413);
  const std::string chunk = "200\r\n" + std::string(0x200, ' ') + "\r\n";
  EXPECT_EQ(status_of(post(known + "Transfer-Encoding: chunked\r\n", chunk + chunk + "0\r\n\r\n")), 413);
  EXPECT_EQ(asked, 1);
}

TEST_F(EchoServer, HoldsOnlySoManyLargeBodiesAtATime) {
  start({.body_limit = 1000, .large_body_limit = 5000, .large_bodies = 1});
  const std::string large =
      "POST /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
      "Authorization: Bearer x\r\nContent-Length: 4000\r\n\r\n";
  RawClient slow(server->port());
  ASSERT_TRUE(slow.send(large + "  "));
  // The second is refused only once the first is known of.
  int status = 200;
  for (int i = 0; i < 100 && status == 200; ++i) status = status_of(large + std::string(4000, ' '));
  EXPECT_EQ(status, 503);
  ASSERT_TRUE(slow.send(std::string(3998, ' ')));
  EXPECT_NE(slow.read_all().find(" 200 "), std::string::npos);
  EXPECT_EQ(status_of(large + std::string(4000, ' ')), 200);
}

TEST_F(EchoServer, AStrangerHoldsNoneOfThePlacesForLargeBodies) {
  start({.body_limit = 1000, .large_body_limit = 5000, .large_bodies = 1});
  const auto head = [](const std::string& key) {
    return "POST /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
           "Authorization: Bearer " +
           key + "\r\nContent-Length: 4000\r\n\r\n";
  };
  // Not a byte of its body is waited for.
  RawClient stranger(server->port());
  ASSERT_TRUE(stranger.send(head("stranger")));
  EXPECT_NE(stranger.read_all().find(" 401 "), std::string::npos);
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(status_of(head("x") + std::string(4000, ' ')), 200);
  // A small body is the answer's own business.
  EXPECT_EQ(status_of(post("Content-Type: application/json\r\nAuthorization: Bearer stranger\r\n"
                           "Content-Length: 2\r\n",
                           "{}")),
            200);
}

TEST_F(EchoServer, RefusesAHeaderOverItsLimit) {
  start();
  const auto with_padding = [](std::size_t size) {
    return "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: " + std::string(size, 'x') + "\r\n\r\n";
  };
  EXPECT_EQ(status_of(with_padding(15'000)), 200);
  EXPECT_EQ(status_of(with_padding(17'000)), 431);
  EXPECT_EQ(status_of("GET /" + std::string(100'000, 'x')), 431);
  std::string many = "GET /a HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 10'000; ++i) many += "X: y\r\n";
  EXPECT_EQ(status_of(many), 431);
}

TEST_F(EchoServer, ClosesOnAHeaderThatDripsIn) {
  start({.header_deadline = 300ms});
  RawClient client(server->port());
  const auto started = std::chrono::steady_clock::now();
  bool open = client.send("GET /a HTTP/1.1\r\n");
  while (open && std::chrono::steady_clock::now() - started < 10s) {
    std::this_thread::sleep_for(50ms);
    open = client.send("X: y\r\n");
  }
  EXPECT_FALSE(open);
  EXPECT_LT(std::chrono::steady_clock::now() - started, 5s);
}

TEST_F(EchoServer, ClosesOnABodyThatNeverComesAndOnAnIdleConnection) {
  start({.body_deadline = 200ms, .idle_deadline = 200ms});
  EXPECT_EQ(status_of(post("Content-Type: application/json\r\nContent-Length: 9\r\n", "{")), 0);
  EXPECT_EQ(status_of(""), 0);
}

TEST_F(EchoServer, InvitesABodyThatWaitsToBeInvited) {
  start();
  RawClient client(server->port());
  client.send(
      "POST /p HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: "
      "100-continue\r\n\r\n");
  EXPECT_EQ(RawClient::status_of(client.read_one()), 100);
  client.send("{}");
  EXPECT_EQ(RawClient::status_of(client.read_one()), 200);
}

TEST_F(EchoServer, AFullQueueAnswers503AndSaysWhenToTryAgain) {
  start({.workers = 1, .queue = 1});
  close_gate();
  RawClient working(server->port());
  working.send(kLastGet);
  wait_until_asked(1);
  // One more waits in the queue; of two, whichever comes second is one too many.
  RawClient second(server->port()), third(server->port());
  second.send(kLastGet);
  third.send(kLastGet);
  std::vector<std::string> answers(2);
  std::latch refused(1);
  std::thread reads_second([&] {
    answers[0] = second.read_all();
    if (RawClient::status_of(answers[0]) == 503) refused.count_down();
  });
  std::thread reads_third([&] {
    answers[1] = third.read_all();
    if (RawClient::status_of(answers[1]) == 503) refused.count_down();
  });
  refused.wait();
  open_gate();
  reads_second.join();
  reads_third.join();
  EXPECT_EQ(RawClient::status_of(working.read_all()), 200);
  EXPECT_EQ(RawClient::status_of(answers[0]) + RawClient::status_of(answers[1]), 200 + 503);
  const std::string& busy = RawClient::status_of(answers[0]) == 503 ? answers[0] : answers[1];
  EXPECT_NE(busy.find("Retry-After: 1\r\n"), std::string::npos) << busy;
}

TEST_F(EchoServer, TurnsAwayAConnectionTooManyWhileAllAreWorkedAt) {
  start({.max_connections = 1});
  close_gate();
  RawClient first(server->port());
  first.send(kGet);
  wait_until_asked(1);
  RawClient second(server->port());
  const std::string answer = second.read_all();
  EXPECT_EQ(RawClient::status_of(answer), 503);
  EXPECT_NE(answer.find("X-Content-Type-Options: nosniff\r\n"), std::string::npos);
  open_gate();
  EXPECT_EQ(RawClient::status_of(first.read_one()), 200);
}

TEST_F(EchoServer, LetsGoOfWhoeverHoldsAConnectionForTheLongest) {
  start({.max_connections = 3});
  RawClient known(server->port());
  known.send(kGet);
  EXPECT_EQ(RawClient::status_of(known.read_one()), 200);
  RawClient silent(server->port());
  RawClient dripping(server->port());
  dripping.send("GET /a HTTP/1.1\r\nHost:");
  RawClient third(server->port());
  third.send(kGet);
  EXPECT_EQ(RawClient::status_of(third.read_one()), 200);
  EXPECT_EQ(silent.read_all(), "");
  RawClient fourth(server->port());
  fourth.send(kGet);
  EXPECT_EQ(RawClient::status_of(fourth.read_one()), 200);
  EXPECT_EQ(dripping.read_all(), "");
  // Who was answered before is let go last, and oldest first.
  third.send(kGet);
  EXPECT_EQ(RawClient::status_of(third.read_one()), 200);
  known.send(kGet);
  EXPECT_EQ(RawClient::status_of(known.read_one()), 200);
  RawClient fifth(server->port());
  fifth.send(kGet);
  EXPECT_EQ(RawClient::status_of(fifth.read_one()), 200);
  EXPECT_EQ(fourth.read_all(), "");
}

TEST_F(EchoServer, StopLetsWhatIsUnderWayFinishAndNothingElseStart) {
  start();
  close_gate();
  RawClient idle(server->port());
  idle.send(kGet);
  RawClient busy(server->port());
  busy.send(kGet);
  wait_until_asked(2);
  std::thread stopping([&] { server->stop(); });
  // The listener closes first; after that nobody gets in.
  const auto started = std::chrono::steady_clock::now();
  while (RawClient(server->port()).connected() && std::chrono::steady_clock::now() - started < 10s)
    std::this_thread::sleep_for(10ms);
  EXPECT_FALSE(RawClient(server->port()).connected());
  open_gate();
  const std::string answer = busy.read_all();
  EXPECT_EQ(RawClient::status_of(answer), 200);
  EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  stopping.join();
  EXPECT_EQ(asked, 2);
}

TEST_F(EchoServer, StopClosesIdleConnectionsAtOnceAndSlowOnesAfterItsGrace) {
  start({.stop_grace = 300ms});
  RawClient idle(server->port());
  idle.send(kGet);
  EXPECT_EQ(RawClient::status_of(idle.read_one()), 200);
  RawClient slow(server->port());
  slow.send("GET /a HTTP/1.1\r\n");
  std::this_thread::sleep_for(100ms);
  const auto started = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - started, 5s);
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_EQ(slow.read_all(), "");
}

// A stream says what it is given, piece by piece.
class StreamingServer : public testing::Test {
 protected:
  void start(ServerSettings settings = {}) {
    settings.stream_pause = 5ms;
    server = std::make_unique<Server>(settings, [this](const RawRequest& raw) {
      last_event_id = raw.last_event_id;
      Reply reply{200, "text/event-stream", {}, {}};
      reply.stream = std::make_shared<Stream>(Stream{[this] { return more(); }});
      return reply;
    });
    ASSERT_TRUE(server->start().has_value());
  }
  std::optional<std::string> more() {
    const std::lock_guard lock(mutex);
    if (said.empty()) return ended ? std::nullopt : std::optional<std::string>("");
    return std::exchange(said, "");
  }
  void say(const std::string& text, bool end = false) {
    const std::lock_guard lock(mutex);
    said += text;
    ended = end;
  }
  void TearDown() override {
    if (server) server->stop();
  }

  std::unique_ptr<Server> server;
  std::mutex mutex;
  std::string said, last_event_id;
  bool ended = false;
};

constexpr std::string_view kListen = "GET /e HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 7\r\n\r\n";

TEST_F(StreamingServer, SaysWhatHappensUntilItsEndInChunks) {
  start();
  say("id: 8\n\n", true);
  RawClient client(server->port());
  const std::string answer = client.ask(kListen);
  EXPECT_NE(answer.find("text/event-stream"), std::string::npos);
  EXPECT_NE(answer.find("Transfer-Encoding: chunked"), std::string::npos);
  EXPECT_EQ(answer.find("Content-Length"), std::string::npos);
  EXPECT_NE(answer.find("\r\n\r\n7\r\nid: 8\n\n\r\n0\r\n\r\n"), std::string::npos) << answer;
  EXPECT_EQ(last_event_id, "7");
}

TEST_F(StreamingServer, BeatsWhileNothingHappensAndStopsAtOnceWithTheServer) {
  start({.heartbeat = 20ms});
  RawClient client(server->port());
  client.send(kListen);
  std::this_thread::sleep_for(200ms);
  const auto began = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s) << "no stream holds up the stop";
  const std::string answer = client.read_all();
  EXPECT_NE(answer.find(": still here"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("0\r\n\r\n")) << "it ends as an answer does, not as a broken one";
}

TEST_F(StreamingServer, HasSoManyPlacesAndAPlaceThatIsLeftIsGivenAnew) {
  start({.max_streams = 1});
  {
    RawClient first(server->port());
    first.send(kListen);
    std::this_thread::sleep_for(100ms);
    RawClient second(server->port());
    EXPECT_EQ(RawClient::status_of(second.ask(kListen)), 503);
  }
  int status = 503;
  for (int tries = 0; tries < 200 && status == 503; ++tries) {
    std::this_thread::sleep_for(10ms);
    say("", true);
    RawClient third(server->port());
    status = RawClient::status_of(third.ask(kListen));
  }
  EXPECT_EQ(status, 200);
}

TEST_F(StreamingServer, ASlowReaderIsCutOff) {
  start({.slow_reader = 50ms});
  RawClient client(server->port());
  client.send(kListen);
  // More than the two sockets' buffers hold, again and again.
  const auto began = std::chrono::steady_clock::now();
  const std::string much(std::size_t{4} << 20, 'x');
  bool taken = true;
  while (taken && std::chrono::steady_clock::now() - began < 10s) {
    say(much);
    std::this_thread::sleep_for(20ms);
    const std::lock_guard lock(mutex);
    taken = said.size() < 8 * much.size();
  }
  EXPECT_FALSE(taken) << "nobody asks for news any more";
}

TEST_F(EchoServer, SaysSoWhenItCannotListen) {
  start();
  const auto answer = [](const RawRequest&) { return Reply{}; };
  Server same_port({.port = server->port()}, answer);
  const auto failed = same_port.start();
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.fault().kind, FaultKind::outside);
  Server no_address({.address = "localhost"}, answer);
  EXPECT_EQ(no_address.start().fault().kind, FaultKind::malformed);
}

}  // namespace
}  // namespace jium::http

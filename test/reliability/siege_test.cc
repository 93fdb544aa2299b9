// security.md R16: while strangers hold connections open (silent, dripping headers, dripping bodies, readers
// who never read) and send what is far too large, whoever has business here is served: no error, not one.
#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <iostream>

#include "peers/json_at.h"
#include "reliability/expectations.h"
#include "reliability/ground.h"
#include "reliability/raw_socket.h"
#include "reliability/writers.h"

namespace jium::reliability {
namespace {

constexpr int kHonest = 4;
constexpr int kAgainAtOnce = 40;  // of those thrown out, each tenth of a second

enum class Trick { silence, slow_header, slow_body, deaf_reader, huge_header, huge_body };
constexpr std::array kTricks{Trick::silence,     Trick::slow_header, Trick::slow_body,
                             Trick::deaf_reader, Trick::huge_header, Trick::huge_body};

struct Besieger {
  explicit Besieger(Trick the_trick, std::uint16_t port)
      : trick(the_trick), socket(port, the_trick == Trick::deaf_reader) {}
  Trick trick;
  RawSocket socket;
  bool begun = false;
};

std::string opening(Trick trick, const std::string& key) {
  switch (trick) {
    case Trick::silence:
      return "";
    case Trick::slow_header:
      return "GET /api/v1/health HTTP/1.1\r\nHost: a\r\nX-";
    case Trick::slow_body:
      return "POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
             "Content-Length: 100000\r\n\r\n{";
    case Trick::deaf_reader: {
      std::string all;
      for (int i = 0; i < 20; ++i)
        all += "GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key + "\r\n\r\n";
      return all;
    }
    case Trick::huge_header:
      return "GET /api/v1/health HTTP/1.1\r\nHost: a\r\nX-Huge: " + std::string(60'000, 'x');
    case Trick::huge_body:
      return "POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
             "Content-Length: 200000000\r\n\r\n" +
             std::string(60'000, 'x');
  }
  return "";
}

// Keeps so many connections of each kind at it; who is thrown out comes again.
class Siege {
 public:
  Siege(const Ground& ground, int besiegers) : port_(ground.port()), key_(ground.key()) {
    thread_ = std::thread([this, besiegers] { run(besiegers); });
  }
  ~Siege() {
    stopping_ = true;
    thread_.join();
  }
  Siege(const Siege&) = delete;
  Siege& operator=(const Siege&) = delete;

  std::atomic<int> came = 0, thrown_out = 0;

 private:
  void run(int besiegers) {
    std::vector<Besieger> all;
    for (int i = 0; i < besiegers && !stopping_; ++i) join(all);
    while (!stopping_) {
      int again = 0;
      for (Besieger& one : all) {
        if (one.socket.is_closed() && ++again <= kAgainAtOnce) {
          ++thrown_out;
          ++came;
          one = Besieger(one.trick, port_);
        }
        push(one);
      }
      std::this_thread::sleep_for(Duration{100});
    }
  }
  void join(std::vector<Besieger>& all) {
    all.emplace_back(kTricks.at(all.size() % kTricks.size()), port_);
    ++came;
    push(all.back());
  }
  void push(Besieger& one) const {
    if (!one.begun) {
      one.begun = one.socket.send(opening(one.trick, key_)) > 0;
    } else if (one.trick == Trick::slow_header || one.trick == Trick::slow_body) {
      static_cast<void>(one.socket.send("x"));
    }
  }

  const std::uint16_t port_;
  const std::string key_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

struct Honest {
  int served = 0;
  std::vector<std::string> errors;
  Duration longest{0};
};

// Opens cases and reads them again, each request once: what fails is an error.
Honest be_honest(const Ground& ground, const std::string& name, int requests) {
  Honest honest;
  peers::ApiClient api(ground.url(), ground.key(), kPatience);
  for (int i = 0; i < requests; ++i) {
    const std::string key = name + "-n" + std::to_string(i);
    const auto begun = std::chrono::steady_clock::now();
    const auto answer = i % 3 == 2 ? api.get("/health") : api.post("/cases", case_named(key), key);
    honest.longest = std::max(honest.longest,
                              std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun));
    if (answer && answer->status / 100 == 2)
      ++honest.served;
    else
      honest.errors.push_back(answer ? std::to_string(answer->status) : answer.fault().what);
  }
  return honest;
}

std::string peak_memory(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return line.substr(line.find_first_not_of(" \t", 6));
  return "?";
}

TEST(Siege, WhoeverHasBusinessHereIsServed) {
  const int besiegers = count_of(1500, 4000), requests = count_of(60, 1000);
  take_all_descriptors();
  std::unique_ptr<Ground> ground;
  JIUM_STEP(ground, Ground::lay());
  JIUM_DONE(ground->start());
  Siege siege(*ground, besiegers);
  ASSERT_TRUE(comes_true([&] { return siege.came >= besiegers; }));
  std::vector<Honest> all(kHonest);
  std::vector<std::thread> threads;
  for (int i = 0; i < kHonest; ++i)
    threads.emplace_back(
        [&, i] { all[static_cast<std::size_t>(i)] = be_honest(*ground, "h" + std::to_string(i), requests); });
  for (std::thread& thread : threads) thread.join();
  int served = 0;
  std::size_t errors = 0;
  Duration longest{0};
  for (const Honest& one : all) {
    served += one.served;
    errors += one.errors.size();
    longest = std::max(longest, one.longest);
    EXPECT_THAT(one.errors, ::testing::IsEmpty());
  }
  EXPECT_GT(siege.thrown_out, 0);
  EXPECT_FALSE(ground->server().ended());
  std::cout << "siege: " << besiegers << " hostile connections at a time, " << siege.came << " in all, "
            << siege.thrown_out << " thrown out; " << served << " honest requests served, " << errors
            << " errors, " << to_text(longest) << " the longest; peak memory "
            << peak_memory(ground->server().pid()) << std::endl;
}

}  // namespace
}  // namespace jium::reliability

// A small web server on loopback that shows what it is told to show. The lie is not in it but in the operator
// who says "removed" while the bytes are still put up here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "jium/base/bytes.h"
#include "jium/base/result.h"

namespace jium::peers {

class LyingSite {
 public:
  enum class Mood {
    open,         // shows what was put up, 404 for the rest
    unavailable,  // answers 503 to everything
    silent,       // takes the question and never answers
  };

  // `host` is an address of this machine's loopback (127.0.0.0/8); port 0 takes any that is free.
  [[nodiscard]] static Result<std::unique_ptr<LyingSite>> open(const std::string& host = "127.0.0.1",
                                                               std::uint16_t port = 0);
  LyingSite(const LyingSite&) = delete;
  LyingSite& operator=(const LyingSite&) = delete;
  ~LyingSite();

  // Paths begin with a slash.
  void put(const std::string& path, Bytes bytes, const std::string& content_type);
  void remove(const std::string& path);
  void set_mood(Mood mood);

  // GETs of the path so far, whatever they were answered.
  [[nodiscard]] int looks(const std::string& path) const;
  [[nodiscard]] const std::string& host() const { return host_; }
  [[nodiscard]] std::string address_of(const std::string& path) const;

 private:
  struct Wall;
  LyingSite();
  std::unique_ptr<Wall> wall_;
  std::string host_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace jium::peers

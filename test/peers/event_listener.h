// A screen or program that follows a stream of server-sent events, by the bytes: what a browser's EventSource
// does, and no more.
#pragma once

#include <string>

#include "jium/base/clock.h"
#include "jium/base/result.h"

namespace jium::peers {

class EventListener {
 public:
  // `server`: http://127.0.0.1:PORT. `last_event_id` empty: from now on.
  [[nodiscard]] static Result<EventListener> listen(const std::string& server, const std::string& key,
                                                    const std::string& last_event_id = "");
  EventListener(EventListener&& other) noexcept;
  EventListener& operator=(EventListener&&) = delete;
  EventListener(const EventListener&) = delete;
  EventListener& operator=(const EventListener&) = delete;
  ~EventListener();

  // Has this been said? Waits for it so long.
  [[nodiscard]] bool hears(const std::string& words, Duration patience);
  // Has the server ended the stream, or gone? Waits for it so long.
  [[nodiscard]] bool ends(Duration patience);
  [[nodiscard]] const std::string& heard() const { return heard_; }

 private:
  explicit EventListener(int socket) : socket_(socket) {}
  // False at the end of the stream.
  bool read_within(Duration patience);

  int socket_ = -1;
  bool ended_ = false;
  std::string heard_;
};

}  // namespace jium::peers

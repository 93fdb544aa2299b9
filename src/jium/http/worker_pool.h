// A bounded pool of threads: what does not fit is refused at once, so that waiting never grows without limit.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace jium::http {

class WorkerPool {
 public:
  using Work = std::function<void()>;

  WorkerPool(std::size_t workers, std::size_t queue);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool();  // join()

  // False, and nothing happens, when no worker is free and the queue is full.
  [[nodiscard]] bool offer(Work work);
  // Finishes what was taken, takes no more.
  void join();

 private:
  void run();

  const std::size_t limit_;  // at work and waiting together
  std::mutex mutex_;
  std::condition_variable offered_;
  std::deque<Work> waiting_;
  std::size_t taken_ = 0;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace jium::http

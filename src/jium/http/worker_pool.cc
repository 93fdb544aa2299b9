#include "jium/http/worker_pool.h"

namespace jium::http {

WorkerPool::WorkerPool(std::size_t workers, std::size_t queue) : limit_(workers + queue) {
  for (std::size_t i = 0; i < workers; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
  join();
}

bool WorkerPool::offer(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || taken_ == limit_) return false;
    ++taken_;
    waiting_.push_back(std::move(work));
  }
  offered_.notify_one();
  return true;
}

void WorkerPool::join() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  offered_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    offered_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    {
      const Work work = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      work();
    }
    lock.lock();
    --taken_;
  }
}

}  // namespace jium::http

// What a browser finds at this server's address: the officers' console below /console/, and a plain, kind
// page where there is nothing. Whatever else is asked for is the API's.
//
// The console is one page that draws all others (client routing): every path below /console/ that is no
// file's is its index.html. That page alone may run WebAssembly and carry style elements, those with the
// nonce that is new in each answer: "__NONCE__" in the file stands for it (CSP Level 3, section 2.3.1). Its
// scripts' answers carry a policy of their own, because a worker is held to that of its script and not to
// the page's.
#pragma once

#include <optional>

#include "jium/http/web_files.h"

namespace jium::http {

class ConsoleFront {
 public:
  explicit ConsoleFront(WebFiles files) : files_(std::move(files)) {}

  // Nothing: it is for the API to answer. Thread-safe.
  [[nodiscard]] std::optional<Reply> answer(const RawRequest& raw) const;

 private:
  [[nodiscard]] Reply below_console(std::string_view path, const RawRequest& raw) const;

  const WebFiles files_;
};

}  // namespace jium::http

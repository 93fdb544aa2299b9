// The files of a built web face (the console's, the intake's), read into memory once at the start and served
// from there: nothing that is asked for over the net ever becomes a path on the disk.
//
// A folder is taken whole or not at all: a symbolic link, a device, a name with other characters than
// letters, digits, '.', '_' and '-', or more than the limits below, stops the start. Files of other kinds
// than the closed list (source maps, say) are left out and never served.
//
// "x.js.gz" beside "x.js" is what is sent to who takes gzip (RFC 9110, section 12.5.3). What a build names
// after its content (assets/NAME-HASH.EXT, eight characters, as Vite does) never changes and may be kept for
// a year (RFC 8246); all else is asked after each time, by its ETag (RFC 9110, section 8.8.3).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/http/reply.h"
#include "jium/http/request.h"

namespace jium::http {

struct WebFile {
  std::string bytes;
  std::string zipped;  // empty: there is no .gz beside it
  std::string type;    // Content-Type
  std::string tag;     // of the ETag, without its quotes
  bool keeps = false;  // named after its content
};

class WebFiles {
 public:
  static constexpr std::size_t kLargestFile = std::size_t{16} << 20;
  static constexpr std::size_t kLargestFolder = std::size_t{64} << 20;

  // None: what an installation without a web face has.
  WebFiles() = default;
  // Outside when it cannot be read, Malformed for what a folder must not have.
  [[nodiscard]] static Result<WebFiles> read(const std::string& folder);

  // By its path within the folder, "assets/index-4f3a9c1e.js"; null when there is none.
  [[nodiscard]] const WebFile* find(std::string_view path) const;
  [[nodiscard]] bool empty() const { return files_.empty(); }

 private:
  std::map<std::string, WebFile, std::less<>> files_;
};

// Is its last part a name with an ending of the closed list?
[[nodiscard]] bool is_file_name(std::string_view path);

// The file, zipped where the asker takes that, or 304 when they have it.
[[nodiscard]] Reply file_reply(const WebFile& file, const RawRequest& raw);

}  // namespace jium::http

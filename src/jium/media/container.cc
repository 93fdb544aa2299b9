#include "jium/media/container.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "jium/media/video_problem.h"

namespace jium::media {
namespace {

using namespace std::string_view_literals;

constexpr std::array kNames{"mp4"sv, "matroska"sv, "mpeg-ts"sv, "avi"sv, "gif"sv, "webp"sv};

std::string_view part(std::string_view text, std::size_t at, std::size_t count) {
  return at < text.size() ? text.substr(at, count) : std::string_view();
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::uint64_t big_endian(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

// Old QuickTime files have no "ftyp"; they begin with one of these boxes.
bool looks_like_mp4(std::string_view text) {
  constexpr std::array kFirstBoxes{"ftyp"sv, "moov"sv, "mdat"sv, "wide"sv, "free"sv, "skip"sv, "styp"sv};
  return is_one_of(part(text, 4, 4), kFirstBoxes);
}

bool is_still_brand(std::string_view text) {
  constexpr std::array kStills{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv,
                               "mif1"sv, "msf1"sv, "miaf"sv, "avif"sv, "avis"sv, "crx "sv};
  return part(text, 4, 4) == "ftyp" && is_one_of(part(text, 8, 4), kStills);
}

// Every packet begins with 'G'. Five in a row by chance: once in 10^12 files.
bool looks_like_packets_of(std::string_view text, std::size_t size, std::size_t first) {
  constexpr std::size_t kEnough = 5;
  std::size_t seen = 0;
  for (std::size_t at = first; at < text.size() && seen < kEnough; at += size, ++seen) {
    if (text[at] != 'G') return false;
  }
  return seen >= 2;
}
bool looks_like_mpeg_ts(std::string_view text) {
  return looks_like_packets_of(text, 188, 0) || looks_like_packets_of(text, 192, 4) ||
         looks_like_packets_of(text, 204, 0);
}

// The extended header of a WebP has a flag for animation (0x02 of its first byte).
bool is_animated_webp(std::string_view text) {
  return part(text, 12, 4) == "VP8X" && text.size() > 20 && (static_cast<unsigned char>(text[20]) & 2U) != 0;
}

std::optional<VideoProblem> problem_of_riff(std::string_view text) {
  if (!text.starts_with("RIFF")) return std::nullopt;
  if (part(text, 8, 4) == "WEBP") return VideoProblem::still_picture;
  if (part(text, 8, 4) == "WAVE") return VideoProblem::sound_only;
  return VideoProblem::unknown_kind;
}

struct Opening {
  std::string_view bytes;
  VideoProblem problem;
};
constexpr std::array kOpenings{
    Opening{"FLV"sv, VideoProblem::flash},
    Opening{"FWS"sv, VideoProblem::flash},
    Opening{"CWS"sv, VideoProblem::flash},
    Opening{"ZWS"sv, VideoProblem::flash},
    Opening{"\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, VideoProblem::windows_media},
    Opening{"OggS"sv, VideoProblem::ogg},
    Opening{"\0\0\1\xBA"sv, VideoProblem::mpeg_program},
    Opening{"\0\0\1\xB3"sv, VideoProblem::mpeg_program},
    Opening{".RMF"sv, VideoProblem::real_media},
    Opening{"DKIF"sv, VideoProblem::bare_stream},
    Opening{"YUV4MPEG2"sv, VideoProblem::bare_stream},
    Opening{"\0\0\0\1"sv, VideoProblem::bare_stream},
    Opening{"\0\0\1"sv, VideoProblem::bare_stream},
    Opening{"\x06\x0E\x2B\x34"sv, VideoProblem::studio},
    Opening{"nut/multimedia"sv, VideoProblem::studio},
    Opening{"\xFF\xD8\xFF"sv, VideoProblem::still_picture},
    Opening{"\x89PNG"sv, VideoProblem::still_picture},
    Opening{"BM"sv, VideoProblem::still_picture},
    Opening{"II*\0"sv, VideoProblem::still_picture},
    Opening{"MM\0*"sv, VideoProblem::still_picture},
    Opening{"fLaC"sv, VideoProblem::sound_only},
    Opening{"ID3"sv, VideoProblem::sound_only},
    Opening{"\xFF\xFB"sv, VideoProblem::sound_only},
};

// Texts that make a careless player open what they name: HLS, DASH, PLS, ASX, SMIL, XSPF, SDP, FFmpeg's
// concat scripts.
bool looks_like_playlist(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  std::string start(text.substr(begin, 2048));
  std::transform(start.begin(), start.end(), start.begin(), [](unsigned char c) { return std::tolower(c); });
  constexpr std::array kFirstWords{"#extm3u"sv, "ffconcat"sv,    "file "sv, "[playlist]"sv, "<asx"sv,
                                   "<smil"sv,   "[reference]"sv, "v=0"sv,   "<mpd"sv,       "<playlist"sv};
  const auto begins = [&start](std::string_view word) { return start.starts_with(word); };
  if (std::any_of(kFirstWords.begin(), kFirstWords.end(), begins)) return true;
  if (!start.starts_with("<?xml")) return false;
  const auto holds = [&start](std::string_view word) { return start.find(word) != std::string::npos; };
  return holds("<mpd") || holds("<smil") || holds("<playlist") || holds("<asx");
}

VideoProblem refuse(std::string_view text) {
  if (text.empty()) return VideoProblem::empty;
  if (is_still_brand(text)) return VideoProblem::still_picture;
  if (const auto problem = problem_of_riff(text)) return *problem;
  for (const Opening& opening : kOpenings) {
    if (text.starts_with(opening.bytes)) return opening.problem;
  }
  return looks_like_playlist(text) ? VideoProblem::playlist : VideoProblem::unknown_kind;
}

// Boxes, one after the other: 4 bytes of length, 4 of type; length 1 means 8 bytes of length follow, length 0
// means up to the end.
bool boxes_fit(std::string_view text) {
  std::size_t at = 0;
  while (text.size() - at >= 8) {
    std::uint64_t length = big_endian(part(text, at, 4));
    if (length == 0) return true;
    if (length == 1) {
      if (text.size() - at < 16) return false;
      length = big_endian(part(text, at + 8, 8));
    }
    if (length < 8) return true;  // makes no sense: the demuxer's business
    if (length > text.size() - at) return false;
    at += static_cast<std::size_t>(length);
  }
  return true;
}

// RIFF counts its bytes from the ninth on, lowest byte first. 0 and all ones: not known when it was written.
bool riff_fits(std::string_view text) {
  std::string size(part(text, 4, 4));
  std::reverse(size.begin(), size.end());
  const std::uint64_t promised = big_endian(size);
  return promised == 0xFFFF'FFFF || text.size() >= 8 + promised;
}

// An EBML number: the leading zero bits of its first byte say how many bytes follow. All ones: not known.
struct Number {
  std::uint64_t value = 0;
  std::size_t length = 0;  // 0: not a number
  bool known = false;
};
Number read_number(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto first = static_cast<unsigned char>(text[at]);
  std::size_t length = 1;
  while (length <= 8 && (first & (0x80U >> (length - 1))) == 0) ++length;
  if (length > 8 || text.size() - at < length) return {};
  const std::uint64_t mask = (std::uint64_t{1} << (7 * length)) - 1;
  const std::uint64_t value = big_endian(part(text, at, length)) & mask;
  return {value, length, value != mask};
}

// The header, then the one segment that holds everything.
bool segment_fits(std::string_view text) {
  const Number header = read_number(text, 4);
  if (header.length == 0 || header.value > text.size()) return false;
  const std::size_t segment = 4 + header.length + static_cast<std::size_t>(header.value);
  if (part(text, segment, 4) != "\x18\x53\x80\x67"sv) return segment < text.size();
  const Number length = read_number(text, segment + 4);
  if (length.length == 0) return false;
  return !length.known || length.value <= text.size() - (segment + 4 + length.length);
}

// GIF89a section 27: the last byte is a semicolon. Some programs pad the file behind it.
bool trailer_is_there(std::string_view text) {
  const std::size_t last = text.find_last_not_of("\0\r\n "sv);
  return last != std::string_view::npos && text[last] == ';';
}

}  // namespace

std::string_view name_of(Container container) {
  return kNames[static_cast<std::size_t>(container)];
}

Result<Container> recognise_container(ByteView bytes) {
  const std::string_view text = text_of(bytes);
  if (text.starts_with("\x1A\x45\xDF\xA3"sv)) return Container::matroska;
  if (looks_like_mp4(text) && !is_still_brand(text)) return Container::mp4;
  if (text.starts_with("RIFF") && part(text, 8, 4) == "AVI ") return Container::avi;
  if (text.starts_with("RIFF") && part(text, 8, 4) == "WEBP" && is_animated_webp(text))
    return Container::webp;
  if (text.starts_with("GIF87a") || text.starts_with("GIF89a")) return Container::gif;
  if (looks_like_mpeg_ts(text)) return Container::mpeg_ts;
  return fault_of(refuse(text));
}

bool holds_all_it_promises(ByteView bytes, Container container) {
  const std::string_view text = text_of(bytes);
  switch (container) {
    case Container::mp4:
      return boxes_fit(text);
    case Container::matroska:
      return segment_fits(text);
    case Container::avi:
    case Container::webp:
      return riff_fits(text);
    case Container::gif:
      return trailer_is_there(text);
    case Container::mpeg_ts:
      return true;
  }
  return true;
}

}  // namespace jium::media

// How long a picture takes from its JPEG bytes to its PDQ value: the decoder, the hash step as the published
// program has it (the plain twin) and as ours has it on each kind of processor; both dialects, the eight
// forms, and what quicker looks cost in bits.
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "hash/contest.h"
#include "hash/grey_jpeg.h"
#include "jium/fingerprint/pdq_kernel.h"
#include "jium/fingerprint/pdq_plain.h"
#include "jium/media/picture.h"
#include "pictures/pictures.h"
#include "table/table.h"

namespace jium::bench {
namespace {

using fingerprint::Pdq;
namespace pdq = fingerprint::pdq;

struct Size {
  std::string name;
  int width = 0;
  int height = 0;
  int pictures = 0;
  int rounds = 0;
};

std::vector<Size> sizes_of(const std::string& word) {
  if (word == "quick") return {{"640x480", 640, 480, 4, 3}, {"1920x1080", 1920, 1080, 2, 3}};
  return {{"640x480", 640, 480, 60, 45}, {"1920x1080", 1920, 1080, 30, 31}, {"4000x3000", 4000, 3000, 8, 15}};
}

// Drawn scenes, compressed as cameras compress, and what the decoder makes of them.
struct Pictures {
  std::vector<Bytes> files;
  std::vector<media::Picture> decoded;
};

Pictures pictures_of(const Size& size) {
  Pictures made;
  for (int seed = 1; seed <= size.pictures; ++seed) {
    const auto canvas = pictures::draw_scene(static_cast<std::uint32_t>(seed), size.width, size.height);
    made.files.push_back(pictures::to_jpeg(canvas));
    made.decoded.push_back(media::decode_picture(made.files.back()).value());
  }
  return made;
}

// What was made goes here, so that no compiler leaves the making out.
volatile unsigned sink = 0;
void keep(const Pdq& pdq) {
  sink = sink + pdq.bits[0] + static_cast<unsigned>(pdq.quality);
}

int apart(const std::array<std::uint8_t, 32>& a, const std::array<std::uint8_t, 32>& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) bits += std::popcount(static_cast<unsigned>(a[i] ^ b[i]));
  return bits;
}

std::string milliseconds(double seconds) {
  return fmt::format("{:.3g}", seconds * 1e3);
}
std::string rate(double seconds) {
  return fmt::format("{:.4g}", 1 / seconds);
}

struct Dialect {
  std::string name;
  Pdq (*twin)(const media::PixelView&);
  Pdq (*quick)(const pdq::Kernel&, const media::PixelView&);
};

const std::array<Dialect, 2> kDialects{
    Dialect{"pdq", [](const media::PixelView& view) { return pdq::plain_pdq_of(view); },
            [](const pdq::Kernel& kernel, const media::PixelView& view) {
              return pdq::hash_of(kernel, pdq::square_of(kernel, view));
            }},
    Dialect{"pdq-512", [](const media::PixelView& view) { return pdq::plain_pdq_512_of(view); },
            [](const pdq::Kernel& kernel, const media::PixelView& view) {
              return pdq::hash_of(kernel, pdq::square_512_of(kernel, view));
            }}};

// Bits and qualities that differ between the twin and a kernel, over all the pictures.
int differences(const Dialect& dialect, const pdq::Kernel& kernel, const Pictures& all) {
  int found = 0;
  for (const auto& picture : all.decoded) {
    const Pdq expected = dialect.twin(picture.view());
    const Pdq made = dialect.quick(kernel, picture.view());
    found += apart(expected.bits, made.bits) + static_cast<int>(expected.quality != made.quality);
  }
  return found;
}

void compare_kernels(Page& page, const Size& size, const Pictures& all) {
  for (const Dialect& dialect : kDialects) {
    std::vector<Contestant> contestants{
        {"decode", [&](std::size_t i) { sink = sink + media::decode_picture(all.files[i])->rgb[0]; }},
        {"twin", [&](std::size_t i) { keep(dialect.twin(all.decoded[i].view())); }}};
    for (const pdq::Kernel* kernel : pdq::kernels()) {
      contestants.push_back({std::string(kernel->name), [&, kernel](std::size_t i) {
                               keep(dialect.quick(*kernel, all.decoded[i].view()));
                             }});
    }
    const auto seconds = hold({all.files.size(), size.rounds}, contestants);
    const double decode = seconds[0];
    const double twin = seconds[1];
    page.row({size.name, dialect.name, milliseconds(decode), "plain twin", milliseconds(twin), "1", "-",
              rate(decode + twin), "1"});
    for (std::size_t i = 2; i < contestants.size(); ++i) {
      page.row({size.name, dialect.name, milliseconds(decode), contestants[i].name, milliseconds(seconds[i]),
                fmt::format("{:.1f}", twin / seconds[i]),
                std::to_string(differences(dialect, *pdq::kernels()[i - 2], all)), rate(decode + seconds[i]),
                fmt::format("{:.1f}", (decode + twin) / (decode + seconds[i]))});
    }
  }
}

void count_forms(Page& page, const Size& size, const Pictures& all) {
  const auto seconds =
      hold({all.files.size(), size.rounds},
           {{"one", [&](std::size_t i) { keep(fingerprint::pdq_of(all.decoded[i].view())); }},
            {"eight", [&](std::size_t i) {
               const auto forms = fingerprint::pdq_forms_of(all.decoded[i].view());
               sink = sink + forms.forms[7][0];
             }}});
  page.row({size.name, milliseconds(seconds[0]), milliseconds(seconds[1]),
            fmt::format("{:.2f}", seconds[1] / seconds[0])});
}

struct Route {
  std::string name;
  int least_side = 0;  // for grey_of_jpeg
};

void look_first(Page& page, const Size& size, const Pictures& all) {
  const std::vector<Route> routes{
      {"Y plane", 0}, {"Y plane, shrunk to 1024 or more", 1024}, {"Y plane, shrunk to 512 or more", 512}};
  std::vector<Contestant> contestants{
      {"exact",
       [&](std::size_t i) { keep(fingerprint::pdq_of(media::decode_picture(all.files[i])->view())); }}};
  for (const Route& route : routes) {
    contestants.push_back({route.name, [&all, route](std::size_t i) {
                             keep(fingerprint::pdq_of(grey_of_jpeg(all.files[i], route.least_side).view()));
                           }});
  }
  const auto seconds = hold({all.files.size(), size.rounds}, contestants);
  page.row({size.name, "exact", milliseconds(seconds[0]), rate(seconds[0]), "1", "0", "0", "0"});
  for (std::size_t r = 0; r < routes.size(); ++r) {
    std::vector<int> bits;
    for (std::size_t i = 0; i < all.files.size(); ++i) {
      const auto looked = fingerprint::pdq_of(grey_of_jpeg(all.files[i], routes[r].least_side).view());
      bits.push_back(apart(looked.bits, fingerprint::pdq_of(all.decoded[i].view()).bits));
    }
    const Spread spread = spread_of(bits);
    page.row({size.name, routes[r].name, milliseconds(seconds[r + 1]), rate(seconds[r + 1]),
              fmt::format("{:.1f}", seconds[0] / seconds[r + 1]), std::to_string(spread.half),
              std::to_string(spread.most), std::to_string(spread.worst)});
  }
}

void between_dialects(Page& page, const Size& size, const Pictures& all) {
  std::vector<int> bits;
  for (const auto& picture : all.decoded) {
    bits.push_back(
        apart(fingerprint::pdq_of(picture.view()).bits, fingerprint::pdq_512_of(picture.view()).bits));
  }
  const Spread spread = spread_of(bits);
  page.row({size.name, std::to_string(bits.size()), std::to_string(spread.half), std::to_string(spread.most),
            std::to_string(spread.worst)});
}

int run(const Options& options) {
  Page page("Hashing pictures", "./dev bench hash", options);
  page.say(
      "Milliseconds and rates are of CPU time, the medians of interleaved rounds over drawn scenes that were "
      "compressed as JPEG (quality 90, 4:2:0). The plain twin is ours (pdq_plain.cc): it does what the "
      "published "
      "program does, pass by pass over whole planes of floats, since the published sources are not part of "
      "this tree; that it has the published bits is tested against the published pictures. The decoder is "
      "libjpeg-turbo.");
  std::vector<std::pair<Size, Pictures>> all;
  for (const Size& size : sizes_of(options.size)) all.emplace_back(size, pictures_of(size));

  page.table("The hash step, and the whole way from the file's bytes",
             {"size", "dialect", "decode ms", "hash step", "hash ms", "times the twin",
              "bits and qualities that differ", "pictures/CPU s", "times, whole"});
  for (const auto& [size, pictures] : all) compare_kernels(page, size, pictures);

  page.table("All eight forms instead of one", {"size", "one ms", "eight ms", "times the cost"});
  for (const auto& [size, pictures] : all) count_forms(page, size, pictures);

  page.table("Bits between the two dialects on the same pixels", {"size", "pictures", "p50", "p90", "max"});
  for (const auto& [size, pictures] : all) between_dialects(page, size, pictures);

  page.table("Looking first: quicker routes and their bits from the exact value",
             {"size", "route", "decode + hash ms", "pictures/CPU s", "times", "bits p50", "p90", "max"});
  for (const auto& [size, pictures] : all) look_first(page, size, pictures);
  page.say("A value that is stored or sent to others always comes from an exact route.");
  const auto finished = page.finish();
  if (!finished) fmt::print(stderr, "{}\n", finished.fault().what);
  return finished ? 0 : 1;
}

}  // namespace
}  // namespace jium::bench

int main(int count, char** words) {
  const auto command =
      jium::bench::read_command(count, words, "from a JPEG's bytes to its PDQ value", "usual");
  return command.go_on ? jium::bench::run(command.options) : command.code;
}

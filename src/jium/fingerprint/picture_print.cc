#include "jium/fingerprint/picture_print.h"

#include <algorithm>

namespace jium::fingerprint {
namespace {

constexpr std::uint8_t kPrintKind = 'R';
constexpr std::uint8_t kQueryKind = 'Q';
constexpr std::uint8_t kVersion = 1;
constexpr int kLargestSide = 1 << 20;

// ---- writing ----

class Writer {
 public:
  Writer(std::uint8_t kind) : bytes_{kind, kVersion} {}
  void byte(int value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }
  void number(unsigned value, int width) {
    for (int i = 0; i < width; ++i) bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  void bits(const std::array<std::uint8_t, 32>& bits) {
    bytes_.insert(bytes_.end(), bits.begin(), bits.end());
  }
  void part(const Part& part) {
    for (const auto edge : {part.left, part.top, part.right, part.bottom}) number(edge, 2);
  }
  void pdq(const PdqForms& pdq) {
    byte(pdq.quality);
    for (const auto& form : pdq.forms) bits(form);
  }
  void features(const std::vector<LocalFeature>& features) {
    number(static_cast<unsigned>(features.size()), 2);
    for (const LocalFeature& feature : features) {
      number(feature.x, 2);
      number(feature.y, 2);
      byte(feature.angle);
      byte(feature.size);
      bits(feature.bits);
    }
  }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

// ---- reading ----

// Every call after the first that failed gives zeros; good() is asked at the end.
class Reader {
 public:
  Reader(ByteView bytes, std::uint8_t kind) : left_(bytes) { good_ = byte() == kind && byte() == kVersion; }

  int byte() { return static_cast<int>(number(1)); }
  unsigned number(std::size_t width) {
    const ByteView taken = take(width);
    unsigned value = 0;
    for (std::size_t i = 0; i < taken.size(); ++i) value |= static_cast<unsigned>(taken[i]) << (8 * i);
    return value;
  }
  std::array<std::uint8_t, 32> bits() {
    std::array<std::uint8_t, 32> bits{};
    const ByteView taken = take(bits.size());
    std::copy(taken.begin(), taken.end(), bits.begin());
    return bits;
  }
  int side() {
    const unsigned value = number(4);
    require(value >= 1 && value <= kLargestSide);
    return static_cast<int>(value & 0x7FFFFFFF);
  }
  int quality() {
    const int value = byte();
    require(value <= 100);
    return value;
  }
  Part part() {
    Part part;
    for (auto* edge : {&part.left, &part.top, &part.right, &part.bottom}) {
      *edge = static_cast<std::uint16_t>(number(2));
    }
    require(part.is_sane());
    return part;
  }
  ViewKind kind() {
    const int value = byte();
    require(value <= static_cast<int>(ViewKind::cell));
    return static_cast<ViewKind>(value);
  }
  PdqForms pdq() {
    PdqForms pdq;
    pdq.quality = quality();
    for (auto& form : pdq.forms) form = bits();
    return pdq;
  }
  // Zero when there are more than `most`, or more than the bytes that are left can hold.
  std::size_t count(std::size_t width, std::size_t most, std::size_t each) {
    const std::size_t value = number(width);
    require(value <= most && value * each <= left_.size());
    return good_ ? value : 0;
  }
  std::vector<LocalFeature> features(std::size_t most) {
    std::vector<LocalFeature> features(count(2, most, 38));
    for (LocalFeature& feature : features) {
      feature.x = static_cast<std::uint16_t>(number(2));
      feature.y = static_cast<std::uint16_t>(number(2));
      feature.angle = static_cast<std::uint8_t>(byte());
      feature.size = static_cast<std::uint8_t>(byte());
      feature.bits = bits();
    }
    return features;
  }
  [[nodiscard]] bool good() const { return good_ && left_.empty(); }

 private:
  void require(bool condition) { good_ = good_ && condition; }
  ByteView take(std::size_t count) {
    require(count <= left_.size());
    if (!good_ && left_.size() < count) return {};
    const ByteView taken = left_.first(count);
    left_ = left_.subspan(count);
    return taken;
  }
  ByteView left_;
  bool good_ = true;
};

constexpr std::size_t kPrintViewBytes = 1 + 8 + 1 + 32;
constexpr std::size_t kQueryViewBytes = 1 + 8 + 1 + 32 * kDihedrals;

}  // namespace

PicturePrint print_of(const media::PixelView& pixels) {
  const Luma luma = luma_of(pixels);
  PicturePrint print{pixels.width, pixels.height, pdq_of(luma.view()), {}, {}};
  const Luma small = downscale(luma.view(), kViewSide);
  print.views = views_for_print(small.view());
  print.features = local_features_of(small.view(), kMostPrintFeatures);
  return print;
}

PictureQuery query_of(const media::PixelView& pixels) {
  const Luma luma = luma_of(pixels);
  PictureQuery query{pixels.width, pixels.height, pdq_forms_of(luma.view()), {}, {}, {}};
  const Luma middling = downscale(luma.view(), kQueryFeatureSide);
  query.features = local_features_of(middling.view(), kMostQueryFeatures);
  query.mirrored_features = mirrored_features_of(middling.view(), kMostQueryFeatures);
  query.views = views_for_query(downscale(luma.view(), kViewSide).view());
  return query;
}

Bytes encode(const PicturePrint& print) {
  Writer writer(kPrintKind);
  writer.number(static_cast<unsigned>(print.width), 4);
  writer.number(static_cast<unsigned>(print.height), 4);
  writer.byte(print.whole.quality);
  writer.bits(print.whole.bits);
  writer.byte(static_cast<int>(print.views.size()));
  for (const PrintView& view : print.views) {
    writer.byte(static_cast<int>(view.kind));
    writer.part(view.part);
    writer.byte(view.pdq.quality);
    writer.bits(view.pdq.bits);
  }
  writer.features(print.features);
  return writer.take();
}

Bytes encode(const PictureQuery& query) {
  Writer writer(kQueryKind);
  writer.number(static_cast<unsigned>(query.width), 4);
  writer.number(static_cast<unsigned>(query.height), 4);
  writer.pdq(query.whole);
  writer.byte(static_cast<int>(query.views.size()));
  for (const QueryView& view : query.views) {
    writer.byte(static_cast<int>(view.kind));
    writer.part(view.part);
    writer.pdq(view.pdq);
  }
  writer.features(query.features);
  writer.features(query.mirrored_features);
  return writer.take();
}

Result<PicturePrint> decode_print(ByteView bytes) {
  Reader reader(bytes, kPrintKind);
  PicturePrint print;
  print.width = reader.side();
  print.height = reader.side();
  print.whole.quality = reader.quality();
  print.whole.bits = reader.bits();
  print.views.resize(reader.count(1, kMostViews, kPrintViewBytes));
  for (PrintView& view : print.views) {
    view.kind = reader.kind();
    view.part = reader.part();
    view.pdq.quality = reader.quality();
    view.pdq.bits = reader.bits();
  }
  print.features = reader.features(kMostPrintFeatures);
  if (!reader.good()) return fault(FaultKind::malformed, "these bytes are not a picture's print");
  return print;
}

Result<PictureQuery> decode_query(ByteView bytes) {
  Reader reader(bytes, kQueryKind);
  PictureQuery query;
  query.width = reader.side();
  query.height = reader.side();
  query.whole = reader.pdq();
  query.views.resize(reader.count(1, kMostViews, kQueryViewBytes));
  for (QueryView& view : query.views) {
    view.kind = reader.kind();
    view.part = reader.part();
    view.pdq = reader.pdq();
  }
  query.features = reader.features(kMostQueryFeatures);
  query.mirrored_features = reader.features(kMostQueryFeatures);
  if (!reader.good()) return fault(FaultKind::malformed, "these bytes are not a question about a picture");
  return query;
}

}  // namespace jium::fingerprint

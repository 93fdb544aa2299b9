#include "jium/match/catalogue.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

#include "jium/fingerprint/picture_print.h"
#include "jium/fingerprint/vpdq_value.h"
#include "pictures/pictures.h"

namespace jium::match {
namespace {

using fingerprint::Algorithm;
using fingerprint::Fingerprint;
using Prints = std::vector<Fingerprint>;

Fingerprint pdq(int set_bits, int quality) {
  Bytes value(32, 0);
  for (int bit = 0; bit < set_bits; ++bit)
    value[static_cast<std::size_t>(bit) / 8] |= static_cast<std::uint8_t>(1U << (bit % 8));
  return *Fingerprint::make(Algorithm::pdq, value, quality);
}

Fingerprint digest(Algorithm algorithm, std::uint8_t byte) {
  return *Fingerprint::make(algorithm, Bytes(fingerprint::value_size(algorithm).most, byte), 100);
}

// Few different values, so that equal and near ones are common.
rc::Gen<Fingerprint> any_print() {
  return rc::gen::oneOf(
      rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 80), rc::gen::element(0, 49, 50, 100)),
                   [](const auto& pair) { return pdq(pair.first, pair.second); }),
      rc::gen::map(
          rc::gen::pair(rc::gen::element(Algorithm::md5, Algorithm::sha1, Algorithm::sha256),
                        rc::gen::inRange(0, 4)),
          [](const auto& pair) { return digest(pair.first, static_cast<std::uint8_t>(pair.second)); }));
}

// The verdict in the header, for two fingerprints: nothing, or (is it a distance?, how far).
std::optional<std::pair<bool, int>> verdict(const Fingerprint& a, const Fingerprint& b) {
  if (a.algorithm() != b.algorithm()) return std::nullopt;
  if (a.algorithm() != Algorithm::pdq)
    return a.hex() == b.hex() ? std::optional(std::pair(false, 0)) : std::nullopt;
  const int apart = *fingerprint::distance(a, b);
  if (a.quality() < 50 || b.quality() < 50 || apart > 31) return std::nullopt;
  return std::pair(true, apart);
}

using Model = std::map<std::uint64_t, Prints>;
using Ranked = std::vector<std::tuple<bool, int, std::uint64_t>>;

Ranked plain_find(const Model& model, const Prints& asked) {
  Ranked found;
  for (const auto& [item, prints] : model) {
    std::optional<std::pair<bool, int>> best;
    for (const Fingerprint& known : prints) {
      for (const Fingerprint& print : asked) {
        const auto one = verdict(known, print);
        if (one && (!best || *one < *best)) best = one;
      }
    }
    if (best) found.emplace_back(best->first, best->second, item);
  }
  std::sort(found.begin(), found.end());
  return found;
}

Ranked ranked(const std::vector<Match>& matches) {
  Ranked found;
  for (const Match& m : matches) found.emplace_back(m.algorithm == Algorithm::pdq, m.distance, m.item);
  return found;
}

RC_GTEST_PROP(Catalogue, AnyOrderOfChangesFindsWhatAPlainModelFinds, ()) {
  Catalogue catalogue;
  Model model;
  const auto prints = rc::gen::container<Prints>(any_print());
  const auto steps = *rc::gen::container<std::vector<std::pair<int, std::uint64_t>>>(
      rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::inRange<std::uint64_t>(1, 7)));
  for (const auto& [kind, item] : steps) {
    if (kind > 0) {
      model[item] = *prints;
      catalogue.put(item, model[item]);
    } else {
      model.erase(item);
      catalogue.remove(item);
    }
    const Prints asked = *prints;
    const Ranked expected = plain_find(model, asked);
    RC_ASSERT(ranked(catalogue.find(asked)) == expected);
  }
}

RC_GTEST_PROP(SameFootage, IsTheVerdictOfOneAgainstOneAndSymmetric, ()) {
  const Prints a = *rc::gen::container<Prints>(any_print());
  const Prints b = *rc::gen::container<Prints>(any_print());
  const Ranked expected = plain_find({{1, a}}, b);
  const auto one = same_footage(a, b);
  const auto other = same_footage(b, a);
  RC_ASSERT(one.has_value() == !expected.empty());
  RC_ASSERT(one.has_value() == other.has_value());
  if (one) RC_ASSERT(ranked({*one}) == expected);
  if (one) RC_ASSERT(one->distance == other->distance);
}

TEST(Catalogue, TheQualityFloorHoldsOnBothSides) {
  for (const auto& [known, asked, matches] :
       {std::tuple(50, 50, true), {49, 50, false}, {50, 49, false}, {49, 49, false}}) {
    Catalogue catalogue;
    catalogue.put(1, {pdq(10, known)});
    EXPECT_EQ(catalogue.find({pdq(10, asked)}).size(), matches ? 1U : 0U) << known << " and " << asked;
  }
}

TEST(Catalogue, ThirtyOneBitsAreTheSamePictureAndThirtyTwoAreNot) {
  Catalogue catalogue;
  catalogue.put(1, {pdq(0, 80)});
  EXPECT_EQ(catalogue.find({pdq(31, 80)}).at(0).distance, 31);
  EXPECT_TRUE(catalogue.find({pdq(32, 80)}).empty());
}

TEST(Catalogue, AnEqualDigestComesBeforeANearPicture) {
  Catalogue catalogue;
  catalogue.put(1, {pdq(0, 80)});
  catalogue.put(2, {digest(Algorithm::sha256, 9), pdq(200, 80)});
  const auto found = catalogue.find({pdq(0, 80), digest(Algorithm::sha256, 9)});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].item, 2U);
  EXPECT_EQ(found[0].algorithm, Algorithm::sha256);
  EXPECT_EQ(found[1].item, 1U);
}

TEST(Catalogue, EqualBytesOfTwoAlgorithmsAreNoMatch) {
  Catalogue catalogue;
  catalogue.put(1, {digest(Algorithm::sha256, 0)});
  EXPECT_TRUE(catalogue.find({pdq(0, 100)}).empty());
}

TEST(Catalogue, WhatIsPutAgainTakesThePlaceOfWhatWasThere) {
  Catalogue catalogue;
  catalogue.put(1, {digest(Algorithm::md5, 1), pdq(0, 80)});
  catalogue.put(1, {digest(Algorithm::md5, 2)});
  EXPECT_TRUE(catalogue.find({digest(Algorithm::md5, 1)}).empty());
  EXPECT_TRUE(catalogue.find({pdq(0, 80)}).empty());
  EXPECT_EQ(catalogue.find({digest(Algorithm::md5, 2)}).size(), 1U);
  catalogue.remove(1);
  EXPECT_TRUE(catalogue.find({digest(Algorithm::md5, 2)}).empty());
  catalogue.remove(1);
}

TEST(Catalogue, ThePdqDialectsNeverMatchEachOther) {
  Catalogue catalogue;
  const auto other = *Fingerprint::make(Algorithm::pdq_512, Bytes(32), 100);
  catalogue.put(1, {pdq(0, 100)});
  catalogue.put(2, {other});
  ASSERT_EQ(catalogue.find({pdq(0, 100)}).size(), 1U);
  EXPECT_EQ(catalogue.find({pdq(0, 100)}).at(0).item, 1U);
  ASSERT_EQ(catalogue.find({other}).size(), 1U);
  EXPECT_EQ(catalogue.find({other}).at(0).item, 2U);
}

pictures::Canvas mirrored(const pictures::Canvas& from) {
  pictures::Canvas turned = from;
  for (int y = 0; y < from.height; ++y) {
    for (int x = 0; x < from.width; ++x) {
      const auto row = static_cast<std::ptrdiff_t>(y) * from.width;
      std::copy_n(from.rgb.begin() + (row + x) * 3, 3, turned.rgb.begin() + (row + from.width - 1 - x) * 3);
    }
  }
  return turned;
}
media::PixelView view_of(const pictures::Canvas& canvas) {
  return {canvas.rgb.data(), canvas.width, canvas.height};
}
Fingerprint query_of(const pictures::Canvas& canvas) {
  return *Fingerprint::make(Algorithm::picture_query, encode(fingerprint::query_of(view_of(canvas))), 100);
}

TEST(Catalogue, AMirroredCopyIsFoundByThePrintAndByAPlainHashAlone) {
  const auto scene = pictures::draw_scene(3);
  const auto hash = fingerprint::pdq_of(view_of(scene));
  Catalogue catalogue;
  catalogue.put(
      1, {*Fingerprint::make(Algorithm::picture_print, encode(fingerprint::print_of(view_of(scene))), 100)});
  catalogue.put(2, {*Fingerprint::make(Algorithm::pdq, hash.bits, hash.quality)});
  catalogue.put(3, {pdq(0, 100)});
  const auto found = catalogue.find({query_of(mirrored(scene))});
  ASSERT_EQ(found.size(), 2U);
  for (const Match& match : found) {
    EXPECT_EQ(match.witness, "pdq_turned");
    EXPECT_LE(match.distance, 31);
    EXPECT_GE(match.sureness, 0.8);
    EXPECT_EQ(match.algorithm, match.item == 1 ? Algorithm::picture_print : Algorithm::pdq);
  }
  EXPECT_TRUE(catalogue.find({query_of(pictures::draw_scene(4))}).empty());
  catalogue.remove(1);
  catalogue.remove(2);
  EXPECT_TRUE(catalogue.find({query_of(mirrored(scene))}).empty());
}

std::vector<fingerprint::FrameHash> drawn_frames(std::uint64_t seed, int count) {
  std::mt19937_64 random(seed);
  std::vector<fingerprint::FrameHash> frames;
  for (int i = 0; i < count; ++i) {
    fingerprint::FrameHash frame{i * 30, static_cast<double>(i), {{}, 100}};
    for (std::uint8_t& byte : frame.pdq.bits) byte = static_cast<std::uint8_t>(random());
    frames.push_back(frame);
  }
  return frames;
}
Fingerprint vpdq_of(const std::vector<fingerprint::FrameHash>& frames) {
  return *Fingerprint::make(Algorithm::vpdq, fingerprint::write_frames(frames), 100);
}

TEST(Catalogue, APartOfAVideoIsFoundByItsFramesAndTheAnswerSaysWhichPart) {
  const auto whole = drawn_frames(1, 40);
  std::vector<fingerprint::FrameHash> part(whole.begin() + 10, whole.begin() + 30);
  for (std::size_t i = 0; i < part.size(); ++i) part[i].seconds = static_cast<double>(i);
  Catalogue catalogue;
  catalogue.put(1, {vpdq_of(whole)});
  catalogue.put(2, {vpdq_of(drawn_frames(2, 40))});
  const auto found = catalogue.find({vpdq_of(part)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item, 1U);
  EXPECT_EQ(found[0].witness, "frames");
  ASSERT_FALSE(found[0].segments.empty());
  EXPECT_NEAR(found[0].segments[0].query_from, 0, 1.01);
  EXPECT_NEAR(found[0].segments[0].reference_from, 10, 1.01);
  EXPECT_NEAR(found[0].segments[0].reference_to, 29, 1.01);
}

TEST(Catalogue, APrintThatCannotBeReadIsPassedOver) {
  Catalogue catalogue;
  catalogue.put(1, {*Fingerprint::make(Algorithm::picture_print, Bytes(100), 100), pdq(0, 100)});
  EXPECT_EQ(catalogue.find({pdq(0, 100)}).size(), 1U);
  EXPECT_TRUE(catalogue.find({*Fingerprint::make(Algorithm::video_query, Bytes(100), 100)}).empty());
}

Fingerprint print_of(const pictures::Canvas& canvas) {
  return *Fingerprint::make(Algorithm::picture_print, encode(fingerprint::print_of(view_of(canvas))), 100);
}

TEST(CanCompareLooks, OnlyWhatHasItsPartnerOnTheOtherSide) {
  const auto print = print_of(pictures::draw_scene(5)), query = query_of(pictures::draw_scene(6));
  const auto film = vpdq_of(drawn_frames(1, 10));
  EXPECT_TRUE(can_compare_looks({pdq(0, 50)}, {pdq(9, 50)}));
  EXPECT_FALSE(can_compare_looks({pdq(0, 49)}, {pdq(0, 50)})) << "too little to be seen";
  EXPECT_TRUE(can_compare_looks({pdq(0, 49), print}, {query}));
  EXPECT_FALSE(can_compare_looks({query}, {print})) << "what is asked with is not what is kept";
  EXPECT_FALSE(can_compare_looks({pdq(0, 100), print}, {film})) << "a picture beside a video";
  EXPECT_FALSE(can_compare_looks({digest(Algorithm::md5, 1)}, {digest(Algorithm::md5, 1)}));
  EXPECT_TRUE(can_compare_looks({film}, {film}));
}

TEST(CanCompareLooks, NotWhereThereIsNothingToBeSeen) {
  const pictures::Canvas flat{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 128)};
  EXPECT_FALSE(can_compare_looks({print_of(flat)}, {query_of(pictures::draw_scene(6))}));
  EXPECT_FALSE(can_compare_looks({print_of(pictures::draw_scene(5))}, {query_of(flat)}));
  auto dark = drawn_frames(1, 10);
  for (auto& frame : dark) frame.pdq.quality = 0;
  EXPECT_FALSE(can_compare_looks({vpdq_of(drawn_frames(1, 10))}, {vpdq_of(dark)}));
  EXPECT_FALSE(can_compare_looks({vpdq_of(drawn_frames(1, 2))}, {vpdq_of(drawn_frames(2, 10))}))
      << "so short a video could not match either";
}

}  // namespace
}  // namespace jium::match

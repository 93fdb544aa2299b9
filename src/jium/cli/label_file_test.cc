#include "jium/cli/label_file.h"

#include <gtest/gtest.h>

#include "jium/cli/list_drawn_test.h"

namespace jium::cli {
namespace {

class Labels : public InAFolder {
 protected:
  Labels() {
    for (int item = 0; item < 30; ++item)
      labels_.push_back(std::string(static_cast<std::size_t>(item) % 7, 'x') + std::to_string(item));
    labels_.emplace_back();  // an empty one is one too
    auto writer = LabelWriter::create(place_.string());
    for (const std::string& label : labels_) EXPECT_TRUE(writer->add(label));
    seals_ = *writer->finish();
  }
  [[nodiscard]] Result<LabelFile> open() const { return LabelFile::open(place_.string(), seals_); }

  std::vector<std::string> labels_;
  LabelWriter::Seals seals_;
};

TEST_F(Labels, each_is_read_by_its_items_number) {
  const auto file = open();
  ASSERT_TRUE(file);
  for (std::size_t item = labels_.size(); item-- > 0;) EXPECT_EQ(file->label(item), labels_[item]);
}

TEST_F(Labels, of_an_item_that_there_is_not_none_is_made_up) {
  const auto file = open();
  ASSERT_TRUE(file);
  for (const std::uint64_t item : {labels_.size(), labels_.size() + 1, std::size_t{0} - 1})
    EXPECT_NE(file->label(item).find("damaged"), std::string::npos) << item;
}

TEST_F(Labels, files_that_are_cut_or_too_long_are_refused) {
  for (const std::string name : {"labels", "label-places"}) {
    const std::string whole = text(name);
    for (std::size_t size = 0; size < whole.size(); size += 5) {
      put(name, whole.substr(0, size));
      const auto file = open();
      ASSERT_FALSE(file) << name << size;
      EXPECT_EQ(file.fault().kind, FaultKind::malformed);
    }
    put(name, whole + "x");
    EXPECT_FALSE(open());
    put(name, whole);
  }
}

TEST_F(Labels, whatever_byte_is_changed_an_item_has_its_own_label_or_none) {
  for (const std::string name : {"labels", "label-places"}) {
    const std::string whole = text(name);
    for (std::size_t byte = 0; byte < whole.size(); ++byte) {
      std::string flipped = whole;
      flipped[byte] = static_cast<char>(flipped[byte] ^ (byte % 2 == 0 ? 0x80 : 0x01));
      put(name, flipped);
      const auto file = open();
      ASSERT_TRUE(file);
      std::size_t damaged = 0;
      for (std::size_t item = 0; item < labels_.size(); ++item) {
        const std::string label = file->label(item);
        if (label == labels_[item]) continue;
        EXPECT_NE(label.find("damaged"), std::string::npos) << name << byte << ": " << label;
        ++damaged;
      }
      EXPECT_LE(damaged, 2U) << "one flip spoils an item, or where the next begins";
    }
    put(name, whole);
  }
}

TEST_F(Labels, the_seals_are_those_of_the_files) {
  EXPECT_EQ(*seal_of_file(at("labels")), seals_.labels);
  EXPECT_EQ(seal_of_text(text("label-places")), seals_.places);
  EXPECT_NE(seal_of_text("one").sum, seal_of_text("other").sum);
}

}  // namespace
}  // namespace jium::cli

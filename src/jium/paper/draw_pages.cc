#include <algorithm>
#include <array>
#include <cmath>

#include "jium/paper/drawn_pages.h"
#include "jium/paper/pdf.h"
#include "jium/paper/pen.h"

namespace jium::paper {
namespace {

constexpr Face kTitle{.size = 19, .bold = true, .grey = 0.05, .leading = 1.3};
constexpr Face kSubtitle{.size = 11, .grey = 0.35};
constexpr Face kBody{.size = 10, .leading = 1.6};
constexpr Face kSmall{.size = 8, .grey = 0.32, .leading = 1.5};
constexpr Face kCell{.size = 9, .leading = 1.45};
constexpr Face kHead{.size = 9, .bold = true, .leading = 1.45};
constexpr Face kCaption{.size = 9, .bold = true, .grey = 0.2};
constexpr Face kMark{.size = 7.5, .grey = 0.3};
constexpr double kPad = 4;

// Told apart without colour too: dark, middle, light.
constexpr std::array<Shade, 4> kShades{
    {{0.10, 0.23, 0.42}, {0.22, 0.53, 0.62}, {0.62, 0.72, 0.80}, {0.80, 0.48, 0.20}}};

Face heading_face(int level) {
  if (level <= 1) return {.size = 14, .bold = true, .grey = 0.05, .leading = 1.35};
  return level == 2 ? Face{.size = 11.5, .bold = true, .grey = 0.08, .leading = 1.4}
                    : Face{.size = 10, .bold = true, .grey = 0.1, .leading = 1.4};
}

class Sheets {
 public:
  Sheets(const Document& document, std::string& out, int of)
      : document_(document), of_(of), pen_(document, out) {}

  Result<DrawnPages> draw() {
    title();
    for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
      keep_with_ =
          i + 1 < document_.blocks.size()
              ? std::visit([this](const auto& next) { return this->least(next); }, document_.blocks[i + 1])
              : 0;
      std::visit([this](const auto& one) { put(one); }, document_.blocks[i]);
      if (page_ > kMostPages) return fault(FaultKind::malformed, "a document of more than 400 pages");
    }
    foot();
    pen_.end_page();
    JIUM_CHECK(pen_.close());
    return DrawnPages{{}, page_, std::move(figures_)};
  }

 private:
  void foot() {
    const std::string number = std::to_string(page_) + (of_ > 0 ? " / " + std::to_string(of_) : "");
    const double y = kPageHeight - 46;
    pen_.rule(kLeft, y - 6, kRight, 0.4, 0.7);
    const Layout left = pen_.lay(document_.running, kMark, kWidth - 60);
    const Layout right = pen_.lay(number, kMark, kWidth, PANGO_ALIGN_RIGHT);
    pen_.show(left.get(), kLeft, y, kMark.grey);
    pen_.show(right.get(), kLeft, y, kMark.grey);
  }
  void turn() {
    foot();
    pen_.end_page();
    ++page_;
    y_ = kTop;
  }
  // True when a new page was begun for it.
  bool need(double height) {
    if (y_ + height <= kBottom || y_ <= kTop) return false;
    turn();
    return true;
  }

  // How much of a block has to stand on one page: of a table or facts that are small all of it, of a picture
  // always.
  static constexpr double kSmallBlock = 260, kBarStep = 15, kLineHeight = 150;
  [[nodiscard]] double least(const Table& table) {
    std::vector<std::string> heads;
    for (const Column& column : table.columns) heads.push_back(column.head);
    const double begin = kCaption.size * kCaption.leading + 6 + row_height(heads, table.columns);
    double rows = 0;
    for (const auto& one : table.rows) rows += row_height(one, table.columns);
    return begin + (rows <= kSmallBlock ? rows : 44);
  }
  [[nodiscard]] double least(const Facts& facts) {
    double rows = 0;
    for (const auto& [name, value] : facts.rows) rows += row_height({name, value}, kOfFacts);
    return rows <= kSmallBlock ? rows : 44;
  }
  [[nodiscard]] static double least(const Bars& bars) {
    return std::min(22 + kBarStep * static_cast<double>(bars.rows.size()), kBottom - kTop);
  }
  [[nodiscard]] static double least(const TimeLine&) { return kLineHeight + 66; }
  template <class Other>
  [[nodiscard]] static double least(const Other&) {
    return 44;
  }

  // Line by line, so that a text may go on over the page.
  void flow(const char* tag, std::string_view text, const Face& face, double x, double width) {
    const Layout layout = pen_.lay(text, face, width);
    PangoLayoutIter* lines = pango_layout_get_iter(layout.get());
    const double height = face.size * face.leading;
    bool open = false;
    do {
      if (y_ + height > kBottom) {
        if (open) pen_.end(tag);
        open = false;
        turn();
      }
      if (!open) pen_.begin(tag);
      open = true;
      pen_.show_line(pango_layout_iter_get_line_readonly(lines), x, y_ + height * 0.5 + face.size * 0.36,
                     face.grey);
      y_ += height;
    } while (pango_layout_iter_next_line(lines) != 0);
    if (open) pen_.end(tag);
    pango_layout_iter_free(lines);
  }

  void title() {
    if (document_.title.empty()) return;
    flow("H1", document_.title, kTitle, kLeft, kWidth);
    if (!document_.subtitle.empty()) flow("P", document_.subtitle, kSubtitle, kLeft, kWidth);
    y_ += 6;
    pen_.rule(kLeft, y_, kRight, 1.6, 0.1);
    y_ += 12;
  }

  void put(const Heading& heading) {
    static constexpr std::array<const char*, 3> kTags{"H2", "H3", "H4"};
    const Face face = heading_face(heading.level);
    // Not alone at the foot of a page, nor without what it is the heading of.
    if (!need(face.size * face.leading + 20 + std::max(44.0, keep_with_)) && y_ > kTop)
      y_ += heading.level <= 1 ? 14 : 9;
    flow(kTags.at(static_cast<std::size_t>(std::clamp(heading.level, 1, 3) - 1)), heading.text, face, kLeft,
         kWidth);
    y_ += heading.level <= 1 ? 4 : 2;
  }

  void put(const Paragraph& paragraph) {
    if (paragraph.weight == Weight::note) return note(paragraph.text);
    flow("P", paragraph.text, paragraph.weight == Weight::small ? kSmall : kBody, kLeft, kWidth);
    y_ += 5;
  }

  void note(const std::string& text) {
    const Layout layout = pen_.lay(text, kCell, kWidth - 22);
    const double height = Pen::height_of(layout.get()) + 12;
    need(height);
    pen_.fill(kLeft, y_, kWidth, height, {0.955, 0.965, 0.975});
    pen_.fill(kLeft, y_, 3, height, kShades[0]);
    pen_.begin("P");
    pen_.show(layout.get(), kLeft + 13, y_ + 6, kCell.grey);
    pen_.end("P");
    y_ += height + 8;
  }

  struct Cell {
    Layout layout;
    double x = 0;
  };
  // Draws a row and goes below it.
  void row(const std::vector<std::string>& texts, const std::vector<Column>& columns, bool head, bool bold,
           bool first_names) {
    double shares = 0;
    for (const Column& column : columns) shares += column.share;
    std::vector<Cell> cells;
    double x = kLeft, height = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const double width = kWidth * columns[i].share / shares;
      const Face& face = head || bold || (first_names && i == 0) ? kHead : kCell;
      cells.push_back({pen_.lay(texts[i], face, width - 2 * kPad,
                                columns[i].figures ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT),
                       x + kPad});
      height = std::max(height, Pen::height_of(cells.back().layout.get()));
      x += width;
    }
    pen_.begin("TR");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const char* tag = head || i == 0 ? "TH" : "TD";
      pen_.begin(tag);
      pen_.show(cells[i].layout.get(), cells[i].x, y_ + kPad - 1, kCell.grey);
      pen_.end(tag);
    }
    pen_.end("TR");
    y_ += height + 2 * kPad - 1;
  }
  double row_height(const std::vector<std::string>& texts, const std::vector<Column>& columns) const {
    double shares = 0, height = 0;
    for (const Column& column : columns) shares += column.share;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Layout layout = pen_.lay(texts[i], kHead, kWidth * columns[i].share / shares - 2 * kPad);
      height = std::max(height, Pen::height_of(layout.get()));
    }
    return height + 2 * kPad - 1;
  }
  void table_head(const Table& table) {
    pen_.rule(kLeft, y_, kRight, 1.1, 0.15);
    std::vector<std::string> heads;
    for (const Column& column : table.columns) heads.push_back(column.head);
    pen_.fill(kLeft, y_ + 0.6, kWidth, row_height(heads, table.columns) - 0.6, {0.94, 0.95, 0.96});
    row(heads, table.columns, true, false, false);
    pen_.rule(kLeft, y_, kRight, 0.6, 0.35);
  }
  void caption(const std::string& text) {
    if (text.empty()) return;
    flow("Caption", text, kCaption, kLeft, kWidth);
    y_ += 3;
  }
  void put(const Table& table) {
    need(least(table));
    y_ += 3;
    caption(table.caption);
    pen_.begin("Table");
    table_head(table);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const bool sum = table.last_is_sum && i + 1 == table.rows.size();
      // The sum is not left alone on the next page.
      const bool before_sum = table.last_is_sum && i + 2 == table.rows.size();
      const double room = row_height(table.rows[i], table.columns) +
                          (before_sum ? row_height(table.rows[i + 1], table.columns) : 0);
      if (y_ + room > kBottom) {
        pen_.rule(kLeft, y_, kRight, 0.6, 0.35);
        pen_.end("Table");
        turn();
        pen_.begin("Table");
        table_head(table);
      }
      if (i > 0) pen_.rule(kLeft, y_, kRight, sum ? 0.6 : 0.3, sum ? 0.35 : 0.82);
      row(table.rows[i], table.columns, false, sum, false);
    }
    pen_.end("Table");
    pen_.rule(kLeft, y_, kRight, 1.1, 0.15);
    y_ += 10;
  }
  void put(const Facts& facts) {
    const std::vector<Column>& columns = kOfFacts;
    need(least(facts));
    pen_.begin("Table");
    pen_.rule(kLeft, y_, kRight, 0.6, 0.35);
    for (const auto& [name, value] : facts.rows) {
      const std::vector<std::string> texts{name, value};
      if (y_ + row_height(texts, columns) > kBottom) {
        pen_.end("Table");
        turn();
        pen_.begin("Table");
      }
      row(texts, columns, false, false, true);
      pen_.rule(kLeft, y_, kRight, 0.3, 0.82);
    }
    pen_.end("Table");
    y_ += 10;
  }

  void put(const Bars& bars) {
    constexpr double kStep = kBarStep, kLabel = 128, kShown = 96;
    need(least(bars));
    caption(bars.caption);
    std::int64_t most = 1;
    for (const auto& one : bars.rows) most = std::max(most, one.value);
    begin_figure(bars.told);
    for (const auto& one : bars.rows) {
      if (y_ + kStep > kBottom) {
        pen_.end("Figure");
        turn();
        begin_figure(bars.told);
      }
      const Layout label = pen_.lay(one.label, kMark, kLabel - 8, PANGO_ALIGN_RIGHT);
      pen_.show(label.get(), kLeft, y_ + 2, 0.1);
      const double room = kWidth - kLabel - kShown;
      const double length = room * static_cast<double>(one.value) / static_cast<double>(most);
      pen_.fill(kLeft + kLabel, y_ + 2.5, one.value > 0 ? std::max(length, 0.8) : 0, kStep - 5, kShades[0]);
      const Layout shown = pen_.lay(one.shown, kMark, -1);
      pen_.show(shown.get(), kLeft + kLabel + length + 5, y_ + 2, 0.1);
      y_ += kStep;
    }
    pen_.end("Figure");
    y_ += 10;
  }

  void begin_figure(const std::string& told) {
    pen_.begin("Figure");
    figures_.push_back(told);
  }

  // 1, 2 or 5 times a power of ten, so that at most five of them reach the top.
  static std::int64_t step_for(std::int64_t most) {
    std::int64_t step = 1;
    for (int i = 0; step * 5 < most && i < 54; ++i) step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    return step;
  }
  void put(const TimeLine& line) {
    constexpr double kHeight = kLineHeight, kAxis = 34;
    need(least(line));
    caption(line.caption);
    std::int64_t most = 1;
    for (const auto& step : line.steps)
      for (const std::int64_t value : step.values) most = std::max(most, value);
    const std::int64_t mark = step_for(most), top = (most + mark - 1) / mark * mark;
    begin_figure(line.told);
    legend(line.series);
    const double base = y_ + kHeight, from = kLeft + kAxis, wide = kWidth - kAxis;
    for (std::int64_t at = 0; at <= top; at += mark) {
      const double y = base - (kHeight - 8) * static_cast<double>(at) / static_cast<double>(top);
      pen_.rule(from, y, kRight, at == 0 ? 0.8 : 0.3, at == 0 ? 0.3 : 0.85);
      const Layout text = pen_.lay(std::to_string(at), kMark, kAxis - 6, PANGO_ALIGN_RIGHT);
      pen_.show(text.get(), kLeft, y - 5.5, kMark.grey);
    }
    const double slot = wide / static_cast<double>(std::max<std::size_t>(line.steps.size(), 1));
    const double bar =
        std::min(slot * 0.8 / static_cast<double>(std::max<std::size_t>(line.series.size(), 1)), 16.0);
    const auto every = static_cast<std::size_t>(std::ceil(34.0 / slot));
    for (std::size_t i = 0; i < line.steps.size(); ++i) {
      const auto& step = line.steps[i];
      const double middle = from + slot * (static_cast<double>(i) + 0.5);
      double x = middle - bar * static_cast<double>(step.values.size()) / 2;
      for (std::size_t j = 0; j < step.values.size(); ++j, x += bar) {
        const double height = (kHeight - 8) * static_cast<double>(step.values[j]) / static_cast<double>(top);
        if (height > 0) pen_.fill(x, base - height, bar * 0.92, height, kShades.at(j));
      }
      if (i % every != 0) continue;
      const Layout text = pen_.lay(step.label, kMark, 60, PANGO_ALIGN_CENTER);
      pen_.show(text.get(), middle - 30, base + 4, kMark.grey);
    }
    pen_.end("Figure");
    y_ = base + 26;
  }
  void legend(const std::vector<std::string>& series) {
    double x = kLeft + 34;
    for (std::size_t j = 0; j < series.size(); ++j) {
      pen_.fill(x, y_ + 3, 8, 8, kShades.at(j));
      const Layout text = pen_.lay(series[j], kMark, -1);
      pen_.show(text.get(), x + 12, y_ + 1.5, 0.1);
      x += 12 + Pen::width_of(text.get()) + 18;
    }
    y_ += 18;
  }

  void put(const Blank& blank) {
    need(26);
    pen_.begin("P");
    const Layout label = pen_.lay(blank.label, kHead, 130);
    pen_.show(label.get(), kLeft, y_ + 5, 0.1);
    pen_.end("P");
    y_ += 22;
    pen_.rule(kLeft + 138, y_, kRight, 0.5, 0.45);
    y_ += 5;
  }
  void put(const Lines& lines) {
    need(60);
    if (!lines.label.empty()) y_ += 6;
    if (!lines.label.empty()) flow("P", lines.label, kHead, kLeft, kWidth);
    for (int i = 0; i < lines.count; ++i) {
      need(25);
      y_ += 24;
      pen_.rule(kLeft, y_, kRight, 0.4, 0.6);
    }
    y_ += 12;
  }
  void put(const Box& box) {
    const Layout text = pen_.lay(box.text, kBody, kWidth - 24);
    const double height = Pen::height_of(text.get()) + 4;
    need(height);
    pen_.frame(kLeft + 2, y_ + 5, 9, 9);
    pen_.begin("P");
    pen_.show(text.get(), kLeft + 22, y_ + 1, kBody.grey);
    pen_.end("P");
    y_ += height;
  }
  void put(const NewPage&) {
    if (y_ > kTop) turn();
  }

  const Document& document_;
  int of_;
  Pen pen_;
  int page_ = 1;
  double y_ = kTop;
  double keep_with_ = 0;  // of the block after the one that is drawn
  std::vector<std::string> figures_;
  const std::vector<Column> kOfFacts{{"", 27, false}, {"", 73, false}};
};

}  // namespace

Result<DrawnPages> draw_pages(const Document& document, int of) {
  std::string out;
  JIUM_TRY(DrawnPages drawn, Sheets(document, out, of).draw());
  drawn.pdf = std::move(out);
  return drawn;
}

}  // namespace jium::paper

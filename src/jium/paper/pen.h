// One sheet after the other, and what is put on them: cairo and pango behind few words. Inside this room.
// Lengths are points (1/72 inch) from the upper left corner.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/paper/document.h"

namespace jium::paper {

inline constexpr double kPageWidth = 595.276, kPageHeight = 841.89;  // A4
inline constexpr double kLeft = 62, kRight = kPageWidth - 62, kTop = 64, kBottom = kPageHeight - 72;
inline constexpr double kWidth = kRight - kLeft;

struct Face {
  double size = 10;
  bool bold = false;
  double grey = 0.10;
  double leading = 1.45;  // of the size
};

struct Shade {
  double red, green, blue;
};

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
  void operator()(cairo_t* cr) const { cairo_destroy(cr); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

class Pen {
 public:
  // `out` is written to until the pen is gone.
  Pen(const Document& document, std::string& out);
  Pen(const Pen&) = delete;
  Pen& operator=(const Pen&) = delete;
  ~Pen() = default;

  // Wrapped to `width`; a negative one: not wrapped.
  [[nodiscard]] Layout lay(std::string_view text, const Face& face, double width,
                           PangoAlignment side = PANGO_ALIGN_LEFT) const;
  [[nodiscard]] static double height_of(PangoLayout* layout);
  [[nodiscard]] static double width_of(PangoLayout* layout);
  void show(PangoLayout* layout, double x, double y, double grey);
  void show_line(PangoLayoutLine* line, double x, double baseline, double grey);
  void rule(double x, double y, double to, double thick, double grey);
  void fill(double x, double y, double width, double height, const Shade& shade);
  void frame(double x, double y, double width, double height);

  void begin(const char* tag);
  void end(const char* tag);
  void end_page();
  // Whether everything went well; nothing is drawn after it.
  [[nodiscard]] Result<void> close();

 private:
  std::unique_ptr<cairo_surface_t, Unref> surface_;
  std::unique_ptr<cairo_t, Unref> cr_;
  std::unique_ptr<PangoContext, Unref> context_;
};

}  // namespace jium::paper

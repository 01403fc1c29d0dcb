#include "emulator/text/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <mutex>
#include <stdexcept>
#include <utility>

#include "emulator/text/ecma_pattern.h"

namespace emulator {
namespace {

// Patterns and values may both come from strangers: a match may cost milliseconds and megabytes,
// not more.
constexpr std::uint32_t kMostSteps = 1'000'000;
constexpr std::uint32_t kMostDepth = 250'000;
constexpr std::uint32_t kMostHeapKiB = 32 * 1024;
constexpr std::size_t kMostPatternBytes = 64 * 1024;
// A character of a pattern of ECMA-262 becomes "[\\x{10ffff}]", a shorthand a whole class.
constexpr std::size_t kMostGrowth = 256;
constexpr std::size_t kFirstJitStack = 32 * 1024;
constexpr std::size_t kMostJitStack = 1024 * 1024;

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* object) const {
    release(object);
  }
};

using Code = std::unique_ptr<pcre2_code, Release<pcre2_code_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Release<pcre2_compile_context_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Release<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Release<pcre2_match_data_free>>;
using JitStack = std::unique_ptr<pcre2_jit_stack, Release<pcre2_jit_stack_free>>;

/// ecma  the pattern was translated, and says all by itself
std::uint32_t options_of(Regex::Style style, bool ecma) {
  // MATCH_INVALID_UTF: a value may hold any bytes; malformed ones match nothing.
  // NEVER_BACKSLASH_C: \C would cut characters into bytes.
  constexpr std::uint32_t kAlways = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
  if (style == Regex::Style::kWholeValue) {
    return kAlways | PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_DOTALL;
  }
  if (ecma) return kAlways | PCRE2_MATCH_UNSET_BACKREF;
  // Near ECMA-262: `$` only at the very end, \u0041, `[]` and `[^]`, and a reference to a group that
  // took no part matches the empty text.
  return kAlways | PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS |
         PCRE2_MATCH_UNSET_BACKREF;
}

Code compile(const std::string& pattern, Regex::Style style, bool ecma) {
  CompileContext context(pcre2_compile_context_create(nullptr));
  pcre2_set_max_pattern_length(context.get(), kMostPatternBytes * (ecma ? kMostGrowth : 1));
  if (style == Regex::Style::kSearch && !ecma) {
    pcre2_set_compile_extra_options(context.get(), PCRE2_EXTRA_ALT_BSUX);  // \u{1F600}
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_ANYCRLF);
  }
  int error = 0;
  PCRE2_SIZE offset = 0;
  Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                          options_of(style, ecma), &error, &offset, context.get()));
  if (!code) {
    PCRE2_UCHAR message[256] = {};
    pcre2_get_error_message(error, message, sizeof message);
    throw std::invalid_argument(std::string(reinterpret_cast<const char*>(message)) +
                                " at offset " + std::to_string(offset));
  }
  return code;
}

/// What a thread needs for matching, made once: a stack of JIT code may not be shared.
struct Workplace {
  MatchContext context{pcre2_match_context_create(nullptr)};
  JitStack stack{pcre2_jit_stack_create(kFirstJitStack, kMostJitStack, nullptr)};
  // Where the whole match lies; groups are of no interest.
  MatchData data{pcre2_match_data_create(1, nullptr)};

  Workplace() {
    pcre2_set_match_limit(context.get(), kMostSteps);
    pcre2_set_depth_limit(context.get(), kMostDepth);
    pcre2_set_heap_limit(context.get(), kMostHeapKiB);
    pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
  }
};

}  // namespace

struct Regex::Compiled {
  Code code;
  Style style;
  bool is_ecma;
  mutable std::once_flag has_machine_code;

  Compiled(Code compiled, Style meant, bool ecma)
      : code(std::move(compiled)), style(meant), is_ecma(ecma) {}

  /// Most of the time goes into machine code, and of many patterns nothing is ever asked.
  const pcre2_code* ready() const {
    std::call_once(has_machine_code, [this] {
      // Not available (no executable memory, say): the interpreter does it.
      pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
    });
    return code.get();
  }

  static std::shared_ptr<const Compiled> of(const std::string& pattern, Style style) {
    const auto ecma = style == Style::kSearch && pattern.size() <= kMostPatternBytes
                          ? read_ecma_pattern(pattern)
                          : std::nullopt;
    if (ecma) {
      try {
        return std::make_shared<const Compiled>(compile(to_pcre2(*ecma), style, true), style, true);
      } catch (const std::invalid_argument&) {
        // Told below in terms of the pattern as it was written, if that does not compile either.
      }
    }
    return std::make_shared<const Compiled>(compile(pattern, style, false), style, false);
  }
};

Regex::Regex(std::string pattern, Style style)
    : pattern_(std::move(pattern)), compiled_(Compiled::of(pattern_, style)) {}

bool Regex::is_ecma() const { return compiled_->is_ecma; }

bool Regex::matches(std::string_view value) const {
  thread_local const Workplace workplace;
  const pcre2_code* const code = compiled_->ready();
  const auto match = [&](std::uint32_t options) {
    return pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(value.data()), value.size(), 0, options,
                       workplace.data.get(), workplace.context.get());
  };
  int result = match(0);
  if (result == PCRE2_ERROR_JIT_STACKLIMIT) result = match(PCRE2_NO_JIT);
  if (result < 0) return false;
  if (compiled_->style == Style::kSearch) return true;
  // With malformed bytes PCRE2 looks at the well-formed pieces and anchors to a piece.
  const PCRE2_SIZE* range = pcre2_get_ovector_pointer(workplace.data.get());
  return range[0] == 0 && range[1] == value.size();
}

}  // namespace emulator

// SPDX-License-Identifier: Apache-2.0

/// @file
/// A value, or why there is none.
///
/// Expected failures (a silent meter, a damaged frame) are values here, not exceptions.

#pragma once

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

#include <kmp/error.hpp>

namespace kmp {

/// Holds a `T`, or an `E` that says why there is no `T`.
///
/// Asking for the one that is not there is a bug of the caller: std::bad_variant_access.
template <class T, class E = errc>
class [[nodiscard]] result {
    static_assert(!std::is_same_v<T, E>);

public:
    result() = default;
    result(T value) : state_{std::in_place_index<0>, std::move(value)} {}
    result(E why) : state_{std::in_place_index<1>, std::move(why)} {}

    [[nodiscard]] explicit operator bool() const noexcept { return state_.index() == 0; }

    [[nodiscard]] T& operator*() & { return std::get<0>(state_); }
    [[nodiscard]] const T& operator*() const& { return std::get<0>(state_); }
    [[nodiscard]] T&& operator*() && { return std::get<0>(std::move(state_)); }
    [[nodiscard]] T* operator->() { return &std::get<0>(state_); }
    [[nodiscard]] const T* operator->() const { return &std::get<0>(state_); }

    /// Why there is no value.
    [[nodiscard]] const E& error() const { return std::get<1>(state_); }

private:
    std::variant<T, E> state_;
};

/// Success without a value.
struct done {};

}  // namespace kmp

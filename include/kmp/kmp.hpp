// SPDX-License-Identifier: Apache-2.0

/// @file
/// The whole KMP library.

#pragma once

#include <kmp/buffer.hpp>
#include <kmp/command_info.hpp>
#include <kmp/datalink.hpp>
#include <kmp/decimal.hpp>
#include <kmp/error.hpp>
#include <kmp/message.hpp>
#include <kmp/physical.hpp>
#include <kmp/registers.hpp>
#include <kmp/result.hpp>
#include <kmp/unit.hpp>
#include <kmp/value.hpp>

// SPDX-License-Identifier: Apache-2.0

#include <kmp/error.hpp>

namespace kmp {

std::string_view describe(errc why) noexcept
{
    switch (why) {
        case errc::too_short:
            return "the frame is too short";
        case errc::bad_checksum:
            return "the checksum is wrong";
        case errc::unknown_command:
            return "the command is unknown";
        case errc::bad_length:
            return "the data have the wrong length for the command";
        case errc::truncated_register:
            return "a register runs over the end of the data";
        case errc::too_many_registers:
            return "there are more than 8 registers";
        case errc::no_registers:
            return "no register is asked for";
        case errc::not_representable:
            return "the value does not fit into the bytes it has";
    }
    return "the reason is unknown";
}

}  // namespace kmp

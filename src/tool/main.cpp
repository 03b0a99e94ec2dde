// SPDX-License-Identifier: Apache-2.0

#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "tool/program.hpp"

int main(int argc, char** argv)
{
    using kmp2mqtt::tool::exit_code;

    try {
        std::vector<std::string> arguments{argv + 1, argv + argc};
        const auto end = kmp2mqtt::tool::run(std::move(arguments), std::cout, std::cerr);
        if (!std::cout.flush()) {
            std::cerr << "kmptool: the result could not be written\n";
            return static_cast<int>(exit_code::internal);
        }
        return static_cast<int>(end);
    } catch (const std::exception& bug) {
        std::cerr << "kmptool: internal error: " << bug.what() << '\n';
        return static_cast<int>(exit_code::internal);
    }
}

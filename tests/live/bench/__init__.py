# SPDX-License-Identifier: Apache-2.0
"""What the live tests stand on: programs, lines and people around a bridge."""

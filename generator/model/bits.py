"""Sets of cards as whole numbers, a bit for each card: «all with this deficit and that topic» is one operation, however many cards there are.

Numbers of the cards of a set are kept as binary digits, each digit the set of cards that have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def bits(group: int) -> Iterator[int]:
    """Numbers of the bits that are set, the lowest first.

    >>> list(bits(0b1010))
    [1, 3]
    """
    while group:
        lowest = group & -group
        yield lowest.bit_length() - 1
        group ^= lowest


def add(digits: list[int], group: int, number: int) -> None:
    """Add a number to those of the cards of a group.

    >>> digits: list[int] = []
    >>> add(digits, 0b11, 3), add(digits, 0b10, 1)
    (None, None)
    >>> [(number, list(bits(cards))) for number, cards in descending(digits)]
    [(4, [1]), (3, [0])]
    """
    place = 0
    while number:
        carry = group if number & 1 else 0
        at = place
        while carry:
            digits += [0] * (at + 1 - len(digits))
            digits[at], carry = digits[at] ^ carry, digits[at] & carry
            at += 1
        number >>= 1
        place += 1


def descending(digits: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers other than 0 that some cards have, the highest first, each with its cards."""
    left = 0
    for digit in digits:
        left |= digit
    while left:
        group, number = left, 0
        for place in range(len(digits) - 1, -1, -1):
            if higher := group & digits[place]:
                group, number = higher, number | 1 << place
        yield number, group
        left &= ~group

"""Writes direction_numbers.bin from the table of Joe and Kuo that SciPy carries.

Usage: pack.py direction_numbers.bin      (SciPy 1.17.1; see README.md for the format)
"""

import struct
import sys
from pathlib import Path

import numpy
import scipy.stats

DIMENSIONS = 4096


def packed(polynomial, initial):
    """One dimension: its degree, the inner coefficients of its primitive polynomial, its first direction numbers."""
    degree = int(polynomial).bit_length() - 1
    inner = (int(polynomial) ^ (1 << degree)) >> 1
    numbers = [int(number) for number in initial[:degree]]
    assert all(number % 2 == 1 and number < 1 << place for place, number in enumerate(numbers, start=1))
    return struct.pack("<BH", degree, inner) + b"".join(
        struct.pack("<B" if place <= 8 else "<H", number) for place, number in enumerate(numbers, start=1)
    )


def main(path):
    table = numpy.load(Path(scipy.stats.__file__).parent / "_sobol_direction_numbers.npz")
    rows = list(zip(table["poly"], table["vinit"]))[1:DIMENSIONS]
    path.write_bytes(b"".join(packed(polynomial, initial) for polynomial, initial in rows))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

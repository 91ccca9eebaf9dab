"""Compares designs with those of SciPy and SALib.

Usage: designs.py FOLDER      (the folder that `cargo run --release --example oracles -- FOLDER` filled)
"""

import sys
import warnings
from pathlib import Path

import numpy
from SALib.sample import sobol
from scipy.stats import qmc

warnings.filterwarnings("ignore", message="The balance properties of Sobol' points require n to be a power of 2")


def binary(folder, name, dimensions):
    return numpy.fromfile(folder / f"{name}.bin", dtype="<f8").reshape(-1, dimensions)


def table(folder, name):
    return numpy.loadtxt(folder / f"{name}.csv", delimiter=",", skiprows=1, ndmin=2)


def difference(ours, theirs):
    assert ours.shape == theirs.shape, (ours.shape, theirs.shape)
    return numpy.abs(ours - theirs).max()


def sobol_sequence(folder):
    """The sequence equals SciPy's to the last bit."""
    for dimensions, points in [(1000, 10_000), (4096, 1024)]:
        ours = binary(folder, f"sobol_{dimensions}", dimensions)
        theirs = qmc.Sobol(dimensions, scramble=False).random(points)
        yield f"Sobol' sequence, {points} points, {dimensions} dimensions", difference(ours, theirs), 0.0


def saltelli(folder):
    """The rows are SALib's, in its order."""
    problem = {"num_vars": 7, "names": [f"x{factor}" for factor in range(1, 8)], "bounds": [[0.0, 1.0]] * 7}
    for order, second in [("first", False), ("second", True)]:
        theirs = sobol.sample(problem, 256, calc_second_order=second, scramble=False, skip_values=0)
        yield f"Saltelli, {order} order, 7 factors", difference(table(folder, f"saltelli_{order}_order"), theirs), 0.0


CHECKS = [sobol_sequence, saltelli]


def main(folder):
    """Prints every largest difference beside what is tolerated, and fails if one is greater."""
    failed = 0
    for check in CHECKS:
        for what, largest, tolerated in check(folder):
            failed += not largest <= tolerated
            print(f"{what:70} {largest:10.3g} <= {tolerated:<8.3g} {'ok' if largest <= tolerated else 'FAILED'}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

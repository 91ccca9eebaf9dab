"""Compares designs with those of SciPy and SALib.

Usage: designs.py FOLDER      (the folder that `cargo run --release --example oracles -- FOLDER` filled)
"""

import itertools
import sys
import warnings
from pathlib import Path

import numpy
from SALib.analyze import morris as morris_analysis
from SALib.sample import morris as morris_sample
from SALib.sample import sobol
from scipy.spatial.distance import cdist
from scipy.stats import qmc

warnings.filterwarnings("ignore", message="The balance properties of Sobol' points require n to be a power of 2")


def binary(folder, name, dimensions):
    return numpy.fromfile(folder / f"{name}.bin", dtype="<f8").reshape(-1, dimensions)


def table(folder, name):
    return numpy.loadtxt(folder / f"{name}.csv", delimiter=",", skiprows=1, ndmin=2)


def difference(ours, theirs):
    assert ours.shape == theirs.shape, (ours.shape, theirs.shape)
    return numpy.abs(ours - theirs).max()


def problem(factors):
    return {"num_vars": factors, "names": [f"x{factor}" for factor in range(factors)], "bounds": [[0.0, 1.0]] * factors}


def sobol_sequence(folder):
    """The sequence equals SciPy's to the last bit."""
    for dimensions, points in [(1000, 10_000), (4096, 1024)]:
        ours = binary(folder, f"sobol_{dimensions}", dimensions)
        theirs = qmc.Sobol(dimensions, scramble=False).random(points)
        yield f"Sobol' sequence, {points} points, {dimensions} dimensions", difference(ours, theirs), 0.0


def saltelli(folder):
    """The rows are SALib's, in its order."""
    for order, second in [("first", False), ("second", True)]:
        theirs = sobol.sample(problem(7), 256, calc_second_order=second, scramble=False, skip_values=0)
        yield f"Saltelli, {order} order, 7 factors", difference(table(folder, f"saltelli_{order}_order"), theirs), 0.0


def sobol_scrambled(folder):
    """The scrambled sequence is as even as SciPy's, which scrambles in another way."""
    theirs = [qmc.discrepancy(qmc.Sobol(6, rng=seed).random(1024), method="CD") for seed in range(10)]
    ours = qmc.discrepancy(table(folder, "sobol_scrambled"), method="CD")
    yield "scrambled Sobol' sequence, discrepancy and SciPy's greatest of 10", ours, max(theirs)


def latin_hypercube(folder):
    """Discrepancies are reckoned as SciPy does, and lower than those of its own hypercubes."""
    for points, dimensions, reckoned in table(folder, "discrepancies"):
        ours = table(folder, f"latin_hypercube_{points:.0f}_{dimensions:.0f}")
        size = f"{points:.0f} points, {dimensions:.0f} factors"
        assert ours.shape == (points, dimensions), ours.shape
        assert (numpy.sort(numpy.floor(ours * points), axis=0) == numpy.arange(points)[:, None]).all(), size
        discrepancy = qmc.discrepancy(ours, method="CD")
        yield f"Latin hypercube, {size}, discrepancy", abs(reckoned - discrepancy), 1e-11
        for optimization in [None, "random-cd"] if points <= 500 else [None]:
            hypercubes = [qmc.LatinHypercube(int(dimensions), optimization=optimization, rng=seed) for seed in range(5)]
            theirs = [qmc.discrepancy(hypercube.random(int(points)), method="CD") for hypercube in hypercubes]
            yield f"Latin hypercube, {size}, and SciPy's mean of 5, {optimization}", discrepancy, numpy.mean(theirs)


def grid(folder):
    """The points are those of the product, in another order."""
    levels = [numpy.arange(count) / max(count - 1, 1) for count in (4, 1, 7, 2)]
    theirs = numpy.array(list(itertools.product(*levels)))
    ours = table(folder, "grid")
    yield "grid of 4, 1, 7 and 2 levels", difference(ours[numpy.lexsort(ours.T[::-1])], theirs), 0.0


def spread(trajectories):
    """D of Campolongo, Cariboni and Saltelli (2007)."""
    pairs = itertools.combinations(trajectories, 2)
    return numpy.sqrt(sum(cdist(one, other).sum() ** 2 for one, other in pairs))


def morris(folder):
    """SALib finds the slopes of a plane from our trajectories, which are as far apart as those it chooses."""
    ours = table(folder, "morris")
    slopes = numpy.arange(1.0, 9.0)
    effects = morris_analysis.analyze(problem(8), ours, ours @ slopes, num_levels=4)
    yield "Morris, 8 factors, means of the effects of a plane", numpy.abs(effects["mu"] - slopes).max(), 1e-12
    yield "Morris, 8 factors, their standard deviations", numpy.abs(effects["sigma"]).max(), 1e-12
    theirs = morris_sample.sample(problem(8), 200, num_levels=4, optimal_trajectories=20, seed=1)
    ratio = spread(theirs.reshape(20, 9, 8)) / spread(ours.reshape(20, 9, 8))
    yield "Morris, 20 trajectories, spread of SALib's choice of 200 by ours", ratio, 1.02


CHECKS = [sobol_sequence, sobol_scrambled, saltelli, latin_hypercube, grid, morris]


def main(folder):
    """Prints every largest difference beside what is tolerated, and fails if one is greater."""
    failed = 0
    for check in CHECKS:
        for what, largest, tolerated in check(folder):
            failed += not largest <= tolerated
            print(f"{what:76} {largest:10.3g} <= {tolerated:<8.3g} {'ok' if largest <= tolerated else 'FAILED'}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

"""Compares sensitivity measures with those of SALib, SciPy and NumPy from the same tables.

Usage: sensitivity.py FOLDER      (the folder that `cargo run --release --example oracles -- FOLDER` filled)
"""

import sys
import warnings
from pathlib import Path

import numpy
from SALib.analyze import delta as salib_delta
from SALib.analyze import morris as salib_morris
from SALib.analyze import pawn as salib_pawn
from SALib.analyze import sobol as salib_sobol
from scipy.stats import rankdata, spearmanr

warnings.filterwarnings("ignore")


def table(folder, name):
    rows = numpy.loadtxt(folder / f"sensitivity_{name}.csv", delimiter=",", skiprows=1, ndmin=2)
    return rows[:, :-1], rows[:, -1]


def indices(folder, name):
    return numpy.genfromtxt(folder / f"sensitivity_{name}_indices.csv", delimiter=",", names=True)


def problem(inputs):
    names = [f"x{index + 1}" for index in range(inputs)]
    return {"num_vars": inputs, "names": names, "bounds": [[0.0, 1.0]] * inputs}


def largest(ours, theirs):
    ours, theirs = numpy.asarray(ours), numpy.asarray(theirs)
    assert ours.shape == theirs.shape, (ours.shape, theirs.shape)
    return numpy.abs(ours - theirs).max()


def ratio(ours, theirs):
    """How far lengths of intervals are from each other, as a share."""
    return numpy.abs(numpy.log(numpy.asarray(ours) / numpy.asarray(theirs))).max()


def sobol(folder):
    """First, total and second order to rounding; intervals as long as theirs but for resampling and studentising."""
    for name, second in [("ishigami", True), ("g", False)]:
        inputs, output = table(folder, name)
        ours = indices(folder, name)
        settings = {"calc_second_order": second, "num_resamples": 2000, "seed": 1}
        theirs = salib_sobol.analyze(problem(inputs.shape[1]), output, **settings)
        yield f"Sobol', {name}, first order", largest(ours["first"], theirs["S1"]), 1e-12
        yield f"Sobol', {name}, total", largest(ours["total"], theirs["ST"]), 1e-12
        yield f"Sobol', {name}, interval of first order (log ratio)", ratio(ours["first_half"], theirs["S1_conf"]), 0.2
        yield f"Sobol', {name}, interval of total (log ratio)", ratio(ours["total_half"], theirs["ST_conf"]), 0.2
        if second:
            pairs = theirs["S2"][numpy.triu_indices(inputs.shape[1], 1)]
            yield f"Sobol', {name}, second order", largest(indices(folder, f"{name}_pairs")["second"], pairs), 1e-12


def morris(folder):
    inputs, output = table(folder, "morris")
    ours = indices(folder, "morris")
    theirs = salib_morris.analyze(problem(8), inputs, output, num_levels=4, num_resamples=2000, seed=1)
    for measure in ["mu", "mu_star", "sigma"]:
        yield f"Morris, {measure}", largest(ours[measure], theirs[measure]), 1e-12


def given(folder):
    for name in ["given_ishigami", "given_skewed", "given_small"]:
        inputs, output = table(folder, name)
        ours = indices(folder, name)
        theirs = salib_pawn.analyze(problem(inputs.shape[1]), inputs, output, S=10)
        for measure in ["median", "mean", "maximum"]:
            yield f"PAWN, {name}, {measure}", largest(ours[f"pawn_{measure}"], theirs[measure]), 1e-12
        yield from density(name, inputs, output, ours)


def density(name, inputs, output, ours):
    """SALib reduces the bias of delta with random resamples; its plug-in is a function of its own."""
    rows = len(output)
    classes = int(numpy.ceil(rows ** (2 / (7 + numpy.tanh((1500 - rows) / 500)))))
    edges = numpy.linspace(0, rows, min(classes, 48) + 1)
    grid = numpy.linspace(output.min(), output.max(), 100)
    plug_in = [salib_delta.calc_delta(output, grid, column, edges) for column in inputs.T]
    yield f"delta, {name}, before its bias is reduced", largest(ours["delta_plug_in"], plug_in), 1e-10
    first = [salib_delta.sobol_first(output, column, edges) for column in inputs.T]
    yield f"first order from classes, {name}", largest(ours["first_order_plug_in"], first), 1e-12
    if rows < 1000:
        return
    numpy.random.seed(1)
    reduced, reach = numpy.transpose(
        [
            salib_delta.bias_reduced_delta(output, grid, column, edges, 200, 0.95, rows, "raw", None, name, 10)[:2]
            for column in inputs.T
        ]
    )
    # Theirs starts from one resample instead of the table, so that it scatters by about its own interval.
    yield f"delta, {name}, in lengths of their interval", numpy.abs((ours["delta"] - reduced) / reach).max(), 1.5


def standardised(columns):
    return (columns - columns.mean(axis=0)) / columns.std(axis=0)


def regression(folder):
    for name in ["given_ishigami", "given_skewed", "given_small"]:
        inputs, output = table(folder, name)
        ours = indices(folder, name)
        for prefix, suffix, x, y in [
            ("", "", inputs, output),
            ("rank_", "_rank", rankdata(inputs, axis=0), rankdata(output)),
        ]:
            x, y = standardised(x), standardised(y)
            coefficients = numpy.linalg.lstsq(x, y, rcond=None)[0]
            explained = 1 - ((y - x @ coefficients) ** 2).mean()
            partial = [partial_correlation(x, y, index) for index in range(x.shape[1])]
            yield f"regression, {name}, {prefix}coefficients", largest(ours[f"{prefix}coefficient"], coefficients), 1e-12
            yield f"regression, {name}, {prefix}R²", largest(ours[f"{prefix}r_squared"], [explained] * x.shape[1]), 1e-12
            yield f"regression, {name}, partial{suffix}", largest(ours[f"partial{suffix}"], partial), 1e-12
        spearman = [spearmanr(column, output).statistic for column in inputs.T]
        yield f"regression, {name}, Spearman", largest(ours["spearman"], spearman), 1e-12


def partial_correlation(x, y, index):
    """The correlation of what is left of both when all others are regressed out."""
    others = numpy.column_stack([numpy.delete(x, index, axis=1), numpy.ones(len(y))])
    left = [column - others @ numpy.linalg.lstsq(others, column, rcond=None)[0] for column in (x[:, index], y)]
    return numpy.corrcoef(*left)[0, 1]


def chance(folder):
    """The textbook analysis of variance of a two-way table without repetition."""
    values = numpy.loadtxt(folder / "sensitivity_chance.csv", delimiter=",", skiprows=1)
    points, replicates = values.shape
    by_point, by_replicate = values.mean(axis=1, keepdims=True), values.mean(axis=0, keepdims=True)
    of_points = replicates * by_point.var(ddof=1)
    of_replicates = points * by_replicate.var(ddof=1)
    rest = ((values - by_point - by_replicate + values.mean()) ** 2).sum() / ((points - 1) * (replicates - 1))
    theirs = [(of_points - rest) / replicates, (of_replicates - rest) / points, rest]
    ours = indices(folder, "chance")
    yield "variance components", largest([ours[name] for name in ["knowledge", "chance", "interplay"]], theirs), 1e-12


CHECKS = [sobol, morris, given, regression, chance]


def main(folder):
    """Prints every largest difference beside what is tolerated, and fails if one is greater."""
    failed = 0
    for check in CHECKS:
        for what, difference, tolerated in check(folder):
            failed += not difference <= tolerated
            print(f"{what:70} {difference:10.3g} <= {tolerated:<8.3g} {'ok' if difference <= tolerated else 'FAILED'}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

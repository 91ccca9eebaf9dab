"""Compares scenario discovery with EMA Workbench's PRIM and scikit-learn's classification trees.

Usage: discovery.py FOLDER      (the folder that `cargo run --release --example oracles -- FOLDER` filled)
"""

import itertools
import sys
import warnings
from pathlib import Path

import numpy
import pandas

warnings.filterwarnings("ignore")

from ema_workbench.analysis import prim  # noqa: E402 (its plotting libraries warn when imported)
from sklearn.tree import DecisionTreeClassifier  # noqa: E402

DATA = Path(__file__).parents[2] / "data" / "oracles"
OBJECTIVES = {objective.value: objective for objective in prim.PRIMObjectiveFunctions}
ALPHAS = [0.1, 0.05]
SPLITS = 12
LEAST_MASS = 0.05


def frozen(name):
    """Inputs, and 1 for every row of interest."""
    data = pandas.read_csv(DATA / f"{name}.csv")
    output = data.columns[-1]
    interest = data[output] == 1 if name == "bryant_lempert" else data[output] <= 0.15
    return data.drop(columns=output), interest.to_numpy().astype(int)


TABLES = {name: frozen(name) for name in ["bryant_lempert", "lake"]}


def table(folder, name):
    return numpy.loadtxt(folder / f"{name}.csv", delimiter=",", skiprows=1, ndmin=2)


def find_box(inputs, interest, objective, alpha):
    """EMA Workbench's box with its whole trajectory; the threshold only decides whether it is kept."""
    algorithm = prim.Prim(inputs, interest, threshold=0.001, peel_alpha=alpha, obj_function=OBJECTIVES[objective])
    return algorithm.find_box()


def shortfall(ours, theirs):
    """How far the worst of their points is from having one of ours with at least its coverage and density."""
    return max(min(max(coverage - own[0], density - own[1]) for own in ours) for coverage, density in theirs)


def print_curves(title, ours, theirs):
    print(f"\n{title}: coverage and density, ours | EMA Workbench's")
    for own, other in itertools.zip_longest(ours[::4], theirs[::4]):
        cells = ["     –      " if point is None else f"{point[0]:.3f}  {point[1]:.3f}" for point in (own, other)]
        print(f"    {cells[0]}  |  {cells[1]}")


def curves(folder):
    """With the same objective every point of EMA Workbench's curve is reached; the quasi-p-values are the same."""
    for (name, (inputs, interest)), objective, alpha in itertools.product(TABLES.items(), OBJECTIVES, ALPHAS):
        box = find_box(inputs, interest, objective, alpha)
        theirs = box.peeling_trajectory[["coverage", "density", "mass", "res_dim"]].to_numpy()
        file = f"prim_{name}_{objective}_{alpha}"
        ours = table(folder, file)
        if alpha == 0.05 and objective == "lenient1":
            print_curves(f"{name}, {objective}, peels of {alpha:.0%}", ours, theirs)
        what = f"{name}, {objective}, peels of {alpha:.0%}"
        yield f"{what}: shortfall of the curve", shortfall(ours[:, :2], theirs[:, :2]), 1e-12
        if ours.shape == theirs.shape and numpy.allclose(ours, theirs):
            tests = {(int(row[0]), int(row[1])): row[2] for row in table(folder, f"{file}_tests")}
            numbers = [column for column in inputs.columns if pandas.api.types.is_numeric_dtype(inputs[column])]
            differences = [0.0]
            for column, sides in box.qp[-1].items():
                for side, value in enumerate(sides):
                    if column in numbers and value >= 0:
                        differences.append(abs(tests[inputs.columns.get_loc(column), side] - value))
            yield f"{what}: quasi-p-values of {len(differences) - 1} sides", max(differences), 1e-9


COVERAGES = numpy.arange(0.3, 0.95, 0.05)


def density_at(curve):
    """The greatest density at each coverage."""
    return numpy.array([max((density for other, density in curve if other >= cover), default=0) for cover in COVERAGES])


def is_inside(inputs, limits, box):
    """Rows inside a box of a trajectory; `limits` holds everything."""
    inside = numpy.ones(len(inputs), dtype=bool)
    for column in inputs.columns:
        if pandas.api.types.is_numeric_dtype(inputs[column]):
            low, high = box[column]
            # A box without a limit has the least and greatest value of the half it was found in.
            low = -numpy.inf if low == limits[column][0] else low
            high = numpy.inf if high == limits[column][1] else high
            inside &= inputs[column].between(low, high).to_numpy()
        else:
            inside &= inputs[column].isin(box[column][0]).to_numpy()
    return inside


def held_out(folder):
    """On rows that boxes were not found in, the default objective is denser than each of EMA Workbench's."""
    for name, (inputs, interest) in TABLES.items():
        halves = table(folder, f"halves_{name}").astype(bool)
        points = table(folder, f"held_out_{name}")
        ours = numpy.mean([density_at(points[points[:, 0] == split, 1:]) for split in range(SPLITS)], axis=0)
        print(f"\n{name}: density on rows that boxes were not found in, mean of {SPLITS} halves")
        print(f"    {'coverage':12}" + "".join(f"{coverage:6.2f}" for coverage in COVERAGES))
        print(f"    {'ours':12}" + "".join(f"{density:6.2f}" for density in ours))
        for objective in OBJECTIVES:
            found = []
            for split in range(SPLITS):
                half = halves[:, split]
                box = find_box(inputs[half].reset_index(drop=True), interest[half], objective, 0.05)
                others, whole = inputs[~half], box.prim.box_init
                inside = [is_inside(others, whole, limits) for limits in box.box_lims]
                hits = interest[~half]
                curve = [(hits[own].sum() / hits.sum(), hits[own].mean() if own.any() else 0) for own in inside]
                found.append(density_at(curve))
            theirs = numpy.mean(found, axis=0)
            print(f"    {objective:12}" + "".join(f"{density:6.2f}" for density in theirs))
            yield f"{name}, held out: {objective} less our density, mean", (theirs - ours).mean(), 0.0
            yield f"{name}, held out: {objective} less our density, greatest", (theirs - ours).max(), 0.05


def trees(folder):
    """The unpruned tree has scikit-learn's leaves, and is pruned in the same order at the same costs."""
    inputs, interest = TABLES["bryant_lempert"]
    least = int(numpy.ceil(LEAST_MASS * len(inputs)))
    tree = DecisionTreeClassifier(min_samples_leaf=least, random_state=1).fit(inputs, interest)
    of_row = tree.apply(inputs)
    theirs = sorted((int((of_row == leaf).sum()), int(interest[of_row == leaf].sum())) for leaf in set(of_row))
    ours = sorted((int(rows), int(hits)) for rows, hits in table(folder, "leaves_bryant_lempert"))
    print(f"\nleaves (rows, of interest): ours {ours}\n    scikit-learn's {theirs}")
    yield "tree: leaves that differ from scikit-learn's", len(set(ours) ^ set(theirs)), 0
    # Gini's index is twice the squared error.
    path = tree.cost_complexity_pruning_path(inputs, interest).ccp_alphas / 2
    costs = table(folder, "pruning_bryant_lempert")[:, 0]
    # Our sequence begins with the tree as it grew, at no cost.
    theirs = path if path[0] == 0 else numpy.insert(path, 0, 0)
    largest = numpy.abs(costs - theirs).max() if costs.shape == theirs.shape else numpy.inf
    yield "tree: costs of the pruning sequence", largest, 1e-12


CHECKS = [curves, held_out, trees]


def main(folder):
    """Prints every difference beside what is tolerated, and fails if one is greater."""
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

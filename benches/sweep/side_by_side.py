"""The same experiments by EMA Workbench and by `flashpoint sweep`, side by side.

    pip install ema_workbench==2.5.3
    python benches/sweep/side_by_side.py target/release/flashpoint scenarios/idlib_escalation.toml

An experiment is one point of the uncertain space, played once. Three evaluators of EMA Workbench: its own cost (a model
that only adds its inputs), the program called for every experiment, and the program called once for all of them.
"""

import logging
import subprocess
import sys
import tempfile
import time

from ema_workbench import MultiprocessingEvaluator, Model, RealParameter, ScalarOutcome, SequentialEvaluator, ema_logging

def adds(**inputs):
    return {"outcome": sum(inputs.values())}


def main(program, scenario):
    ema_logging.get_rootlogger().setLevel(logging.ERROR)
    shown = subprocess.run([program, "sweep", scenario, "--vary", "all", "--dry-run"], capture_output=True, text=True)
    print(shown.stdout.splitlines()[1] if shown.returncode == 0 else shown.stderr)

    def model(name, function, count):
        built = Model(name, function=function)
        built.uncertainties = [RealParameter(f"x{index}", 0.1, 0.9) for index in range(count)]
        built.outcomes = [ScalarOutcome("outcome")]
        return built

    def calls(**inputs):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [program, "run", scenario, "-n", "1", "--seed", str(int(inputs["x0"] * 1e9)), "-q", "--no-charts",
                 "--out", folder], check=True, stdout=subprocess.DEVNULL)
        return {"outcome": 0.0}

    rows = []

    def timed(name, count, work):
        start = time.perf_counter()
        work()
        rows.append((name, count, count / (time.perf_counter() - start)))

    with SequentialEvaluator(model("adds", adds, 180)) as evaluator:
        timed("EMA Workbench, a model that only adds, sequential", 2000, lambda: evaluator.perform_experiments(2000))
    with MultiprocessingEvaluator(model("adds", adds, 180), n_processes=2) as evaluator:
        timed("EMA Workbench, a model that only adds, 2 processes", 2000, lambda: evaluator.perform_experiments(2000))
    with SequentialEvaluator(model("calls", calls, 2)) as evaluator:
        timed("EMA Workbench, calling the program each time", 50, lambda: evaluator.perform_experiments(50))
    for count in (20_000, 60_000):
        with tempfile.TemporaryDirectory() as folder:
            command = [program, "sweep", scenario, "--vary", "all", "--design", "sobol", "--points", str(count), "-n", "1",
                       "--no-charts", "-q", "--out", folder]
            timed(f"flashpoint sweep, {count} points", count, lambda: subprocess.run(command, check=True, capture_output=True))
    slowest = min(rate for _, _, rate in rows)
    print(f"{'':<58}{'experiments':>12}{'per second':>12}{'ratio':>10}")
    for name, count, rate in rows:
        print(f"{name:<58}{count:>12}{rate:>12.0f}{rate / slowest:>10.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])

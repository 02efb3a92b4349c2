"""`python -m tests.simulation --seed 7` repeats one run; `--seeds 1000 [--first N]` runs many, and ends with 1 at a
difference."""

import argparse
import sys

from tests.simulation.run import run_seed, run_seeds


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seed", type=int, help="one run")
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    if given.seed is not None:
        failure = run_seed(given.seed)
        failures, count = [failure] if failure else [], 1
    else:
        failures, count = run_seeds(range(given.first, given.first + given.seeds)), given.seeds
    print("\n".join([*failures, f"{count} seeds, {len(failures)} failed"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

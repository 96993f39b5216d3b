"""`make bench`: every benchmark in turn. Nothing else may run on the machine meanwhile; `make test` never runs them."""

import sys

from tests.benchmarks import dates, short_changes
from tests.benchmarks.benchmark import run

BENCHMARKS = (dates.BENCHMARK, short_changes.BENCHMARK)

if __name__ == "__main__":
    sys.exit(run(BENCHMARKS, print))

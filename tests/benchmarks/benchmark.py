"""A benchmark: something of ours, a floor measured beside it in the same run, and how many times that it may cost.

A number of seconds says as much of the machine as of the program; the ratio of two from one run hardly does.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Seconds of ours and of the floor, from the same run."""

    ours: float
    floor: float

    @property
    def ratio(self) -> float:
        """Ours by the floor."""
        return self.ours / self.floor


@dataclass(frozen=True)
class Benchmark:
    """`what` is measured against `floor` and may cost at most `most` times as much."""

    what: str
    floor: str
    most: float
    measure: Callable[[], Measured]


def line(benchmark: Benchmark, measured: Measured) -> str:
    """What is printed of one benchmark."""
    verdict = "ok" if measured.ratio <= benchmark.most else "TOO SLOW"
    return (
        f"{verdict:8} {benchmark.what}: {measured.ours * 1000:.3f} ms; "
        f"{benchmark.floor}: {measured.floor * 1000:.3f} ms; ratio {measured.ratio:.2f}, at most {benchmark.most:.2f}"
    )


def run(benchmarks: tuple[Benchmark, ...], say: Callable[[str], None]) -> int:
    """Measure one after the other and say what came of it; 1 where one of them costs too much, else 0."""
    too_slow = 0
    for benchmark in benchmarks:
        measured = benchmark.measure()
        say(line(benchmark, measured))
        too_slow += measured.ratio > benchmark.most
    return 1 if too_slow else 0

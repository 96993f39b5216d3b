"""The runner of the benchmarks, with times that are made up: nothing is timed in the suite."""

from tests.benchmarks.benchmark import Benchmark, Measured, run


def a_benchmark(ours, floor):
    return Benchmark("ours", "theirs", 0.5, lambda: Measured(ours, floor))


def test_half_of_the_floor_is_allowed():
    said = []
    assert run((a_benchmark(0.001, 0.002),), said.append) == 0
    assert said == ["ok       ours: 1.000 ms; theirs: 2.000 ms; ratio 0.50, at most 0.50"]


def test_one_that_costs_more_makes_the_run_fail_and_the_others_are_measured_all_the_same():
    said = []
    assert run((a_benchmark(0.0012, 0.002), a_benchmark(0.0002, 0.002)), said.append) == 1
    assert said == [
        "TOO SLOW ours: 1.200 ms; theirs: 2.000 ms; ratio 0.60, at most 0.50",
        "ok       ours: 0.200 ms; theirs: 2.000 ms; ratio 0.10, at most 0.50",
    ]

"""The benchmark runs and tells both sides; how fast it is belongs to no assertion."""

from pathlib import Path

from benchmarks.ratios import Measured, measured, pairs, table
from support import BuiltWorld


def test_both_sides_of_every_pair_are_measured(checkout: BuiltWorld, tmp_path: Path) -> None:
    results = [measured(pair, 1, tmp_path) for pair in pairs(checkout.workspace)]
    assert all(result.ours > 0 and result.least > 0 for result in results)
    text = table(results)
    assert all(f"| {result.measure} | " in text for result in results)


def test_a_ratio_is_ours_over_the_least() -> None:
    assert "| something | 3.0 | 0.300 | 0.100 |" in table([Measured("something", 0.3, 0.1)])

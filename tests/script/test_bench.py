"""script/bench lists its benchmarks, and each prints JSON with its peers."""

import json
import subprocess


def bench(folder, environment, *arguments):
    return subprocess.run(
        ["script/bench", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_the_benchmarks_are_listed_with_what_they_measure(checkout, newcomers_environment):
    listed = bench(checkout("list"), newcomers_environment).stdout
    assert [line.split()[0] for line in listed.splitlines()] == ["assign"]


def test_the_import_counts_every_pin_as_its_peers_do(checkout, newcomers_environment):
    ran = bench(checkout("assign"), newcomers_environment, "assign", "--pins", "2000")
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    ours, peers = measured["import_path"], measured["peers"]
    assert ours["counted"] == 2000
    assert ours["counts_that_differ_from_a_recount"] == 0
    assert {p["in_a_mahalle"] for p in peers.values()} == {ours["in_a_mahalle"]}
    assert measured["activation_of_another_set"]["counts_that_differ_from_a_recount"] == 0


def test_what_is_no_benchmark_is_told(checkout, newcomers_environment):
    ran = bench(checkout("none"), newcomers_environment, "measure")
    assert ran.returncode == 2
    assert "there is no benchmark measure" in ran.stderr

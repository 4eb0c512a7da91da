"""script/bench lists its benchmarks, and each prints JSON with its peers."""

import json
import subprocess


def bench(folder, environment, *arguments):
    return subprocess.run(
        ["script/bench", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_the_benchmarks_are_listed_with_what_they_measure(used_checkout, newcomers_environment):
    listed = bench(used_checkout, newcomers_environment).stdout
    assert [line.split()[0] for line in listed.splitlines()] == [
        "assign",
        "basemap",
        "batch",
        "faults",
        "followers",
        "fuzz",
        "heat",
        "lighthouse",
        "load",
        "names",
        "ogc",
        "pages",
        "siting",
        "statistics",
        "tiles",
    ]


def test_nothing_acknowledged_is_lost_or_doubled_while_everything_is_killed(
    used_checkout, newcomers_environment
):
    ran = subprocess.run(
        ["script/bench", "faults", "--seconds", "12", "--clients", "3"],
        cwd=used_checkout, env=newcomers_environment, capture_output=True, text=True, check=False, timeout=500,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    table = measured["table"]
    assert sum(measured["faults"].values()) >= 2
    assert table.pop("summaries_equal_their_recount")
    assert table.pop("rows_that_nobody_sent") == 0
    assert {what: row["lost"] for what, row in table.items()} == dict.fromkeys(table, 0)
    assert {table[what]["doubled"] for what in ("reports", "photos", "answers")} == {0}
    assert table["reports"]["acknowledged"] > 10


def test_a_busy_day_is_answered_without_an_error(used_checkout, newcomers_environment):
    ran = bench(
        used_checkout,
        newcomers_environment,
        "load",
        "--pins",
        "2000",
        "--rate",
        "8",
        "--seconds",
        "20",
    )
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    for day in (measured["busy"], measured["peers"]["a_tenth"]):
        assert day["errors"] == {}
        assert day["processes"]["connections"]["most"] < 40
    assert len(measured["busy"]["kinds"]) >= 8


def test_the_import_counts_every_pin_as_its_peers_do(used_checkout, newcomers_environment):
    ran = bench(used_checkout, newcomers_environment, "assign", "--pins", "2000")
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    ours, peers = measured["import_path"], measured["peers"]
    assert ours["counted"] == 2000
    assert ours["counts_that_differ_from_a_recount"] == 0
    assert {p["in_a_mahalle"] for p in peers.values()} == {ours["in_a_mahalle"]}
    assert measured["activation_of_another_set"]["counts_that_differ_from_a_recount"] == 0


def test_the_table_of_all_mahalle_counts_what_the_plain_join_does(
    used_checkout, newcomers_environment
):
    ran = bench(used_checkout, newcomers_environment, "statistics", "--pins", "2000")
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    joined = measured["peers"]["plain_spatial_join"]["in_a_mahalle"]
    assert joined == measured["in_a_mahalle"] > 1000
    assert {found["n"] for found in measured["table_of_all_mahalle_in_the_database"].values()} == {
        30
    }
    assert measured["counted_at_night"]["how_long"]["rows"] > 0


def test_files_are_assigned_as_geopandas_does(used_checkout, newcomers_environment):
    ran = bench(used_checkout, newcomers_environment, "batch", "--pins", "3000")
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    runs = [measured["workers_1"], measured["workers_2"], measured["peers"]["geopandas"]]
    assert len({run["in_a_mahalle"] for run in runs}) == 1
    assert runs[0]["in_a_mahalle"] > 1000


def test_each_zooms_tiles_count_every_pin(used_checkout, newcomers_environment):
    ran = bench(used_checkout, newcomers_environment, "tiles", "--pins", "2000", "--tiles", "2", "--no-peers")  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    assert measured["public_pins"] == 2000
    assert set(measured["counted_in_all_tiles"].values()) == {2000}
    assert measured["counts_that_differ_from_a_recount"] == 0
    assert {len(zooms) for zooms in measured["tiles"].values()} == {10}
    assert all(figure["at"] for figure in measured["worst"].values())


def test_the_base_map_s_tiles_are_measured_of_one_district_and_of_many(
    used_checkout, newcomers_environment
):
    ran = bench(used_checkout, newcomers_environment, "basemap", "--districts", "2", "--tiles", "2", "--no-peers")  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    one, two = json.loads(ran.stdout)["districts"].values()
    assert two["features"] == 2 * one["features"] > 20_000
    assert {len(found["zooms"]) for found in (one, two)} == {7}


def test_the_surface_is_made_of_every_pin_under_its_filter(used_checkout, newcomers_environment):
    ran = bench(used_checkout, newcomers_environment, "heat", "--pins", "2000", "--no-peers")
    assert ran.returncode == 0, ran.stderr
    surfaces = json.loads(ran.stdout)["surfaces"]
    assert surfaces["none"]["pins"] == 2000
    assert all(s["pins"] == s["pins_in_cells"] > 0 for s in surfaces.values())
    assert surfaces["none"]["largest_error_share_of_peak"] < 0.01


def test_every_name_is_found_as_typed_and_with_a_slip(used_checkout, newcomers_environment):
    ran = bench(used_checkout, newcomers_environment, "names", "--names", "500")
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    for question in ("first_letters", "whole_name", "a_slip"):
        assert measured[question]["found"] == measured[question]["n"]


def test_sites_are_chosen_for_both_aims(used_checkout, newcomers_environment):
    sizes = ("--spots", "60", "--sites", "8", "--no-peers")
    ran = bench(used_checkout, newcomers_environment, "siting", *sizes)
    assert ran.returncode == 0, ran.stderr
    ours = json.loads(ran.stdout)["ours"]
    assert {len(ours[aim]["chosen"]) for aim in ("cover", "near")} == {3}


def test_phones_that_follow_a_meeting_see_each_move(used_checkout, newcomers_environment):
    sizes = ("--followers", "5", "--seconds", "5")
    ran = bench(used_checkout, newcomers_environment, "followers", *sizes)
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    for asked in (measured["ours"], measured["peers"]["all_of_it_each_time"]):
        assert asked["until_it_is_shown"]["n"] >= 10


def test_every_page_is_answered_and_no_pin_stays_behind(used_checkout, newcomers_environment):
    ran = bench(used_checkout, newcomers_environment, "pages", "--pins", "500")
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    assert {page["n"] for page in measured["pages"].values()} == {measured["pin"]["n"]} == {30}
    pins = ("--pins", "500", "--no-peers")  # a pin that stayed would stop this one
    again = bench(used_checkout, newcomers_environment, "heat", *pins)
    assert again.returncode == 0, again.stderr


def test_the_last_page_of_features_is_measured_beside_the_first(
    used_checkout, newcomers_environment
):
    ran = bench(used_checkout, newcomers_environment, "ogc", "--pins", "500", "--no-peers")
    assert ran.returncode == 0, ran.stderr
    measured = json.loads(ran.stdout)
    assert measured["stream"]["features"] == 500
    assert {measured["ours"][page]["n"] for page in ("first", "last", "filtered")} == {40}


def test_what_is_no_benchmark_is_told(used_checkout, newcomers_environment):
    ran = bench(used_checkout, newcomers_environment, "measure")
    assert ran.returncode == 2
    assert "there is no benchmark measure" in ran.stderr

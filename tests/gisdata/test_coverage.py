import pytest
import shapely
from shapely import Polygon, box

from gisdata.coverage import SLIVER, examine
from gisdata.readers import Area

KM = 1000


def areas(*shapes, codes="ABCDEFGH"):
    return [Area(code, f"Mahalle {code}", s) for code, s in zip(codes, shapes, strict=False)]


def test_squares_side_by_side_are_a_coverage():
    report = examine(areas(box(0, 0, KM, KM), box(KM, 0, 2 * KM, KM)))
    assert report.loadable
    assert not report.defects
    assert not report.mended


def test_a_large_overlap_is_told_with_its_pair_and_area_and_refused():
    report = examine(areas(box(0, 0, KM + 1, KM), box(KM, 0, 2 * KM, KM)))
    assert not report.loadable
    [defect] = report.defects
    assert (defect.kind, defect.codes) == ("overlap", ("A", "B"))
    assert defect.area == pytest.approx(1000)


def test_a_large_gap_is_told_with_its_neighbours_and_refused():
    ring = box(0, 0, KM, KM).difference(box(400, 400, 420, 420))
    report = examine(areas(ring, box(KM, 0, 2 * KM, KM)))
    assert not report.loadable
    assert [(d.kind, d.codes, d.area) for d in report.defects] == [("gap", ("A",), 400)]


def test_a_channel_that_is_open_to_the_outside_is_a_gap_too():
    report = examine(areas(box(0, 0, KM, KM), box(KM + 17, 0, 2 * KM, KM)))
    assert not report.loadable
    assert [(d.kind, d.codes, round(d.area)) for d in report.gaps] == [("gap", ("A", "B"), 17_000)]


def test_two_islands_far_apart_have_no_gap():
    assert examine(areas(box(0, 0, KM, KM), box(KM + 200, 0, 2 * KM, KM))).loadable


def test_a_sliver_of_overlap_is_given_to_the_lower_code():
    wide = box(0, 0, KM + SLIVER / KM, KM)
    report = examine(areas(wide, box(KM, 0, 2 * KM, KM)))
    assert report.loadable
    assert len(report.mended) == 1
    assert report.areas[0].boundary.equals(wide)
    assert report.areas[1].boundary.area == pytest.approx(KM * KM - SLIVER)


def test_a_sliver_of_gap_is_filled_by_its_longest_neighbour():
    thin = Polygon([(KM, 400), (KM + 0.01, 500), (KM, 600)])
    right = box(KM, 0, 2 * KM, KM).difference(thin)
    report = examine(areas(box(0, 0, KM, KM), right))
    assert report.loadable
    assert [d.kind for d in report.mended] == ["gap"]
    together = shapely.union_all([a.boundary for a in report.areas])
    assert together.area == pytest.approx(2 * KM * KM)
    assert not list(
        together.geoms[0].interiors if hasattr(together, "geoms") else together.interiors
    )


def test_one_defect_too_large_leaves_even_the_slivers_alone():
    report = examine(
        areas(box(0, 0, KM + 0.001, KM), box(KM, 0, 2 * KM, KM), box(2 * KM - 5, 0, 3 * KM, KM))
    )
    assert not report.loadable
    assert len(report.overlaps) == 2
    assert not report.mended


def test_a_small_twist_is_repaired_and_listed():
    twisted = Polygon([(0, 0), (KM, 0), (KM, KM), (499, KM), (501, KM + 1), (500, KM), (0, KM)])
    report = examine(areas(twisted))
    assert report.invalid == ["A"]
    assert report.areas[0].boundary.is_valid
    assert report.loadable


def test_a_bow_tie_could_mean_anything_and_is_refused():
    bow_tie = Polygon([(0, 0), (KM, KM), (KM, 0), (0, KM)])
    report = examine(areas(bow_tie))
    assert report.unrepairable == ["A"]
    assert not report.loadable


def test_a_code_twice_is_refused_and_a_name_twice_only_told():
    twice = areas(box(0, 0, KM, KM), box(KM, 0, 2 * KM, KM), codes="AA")
    report = examine(twice)
    assert report.duplicate_codes == ["A"]
    assert not report.loadable
    same_name = [Area(a.code, "Yeni", a.boundary) for a in areas(box(0, 0, 1, 1), box(1, 0, 2, 1))]
    report = examine(same_name)
    assert report.duplicate_names == ["Yeni"]
    assert report.loadable

"""An organiser publishes for twelve copies; readers open, one material is replaced; the admin's figures are those of a pencil."""

import json
import shutil
from datetime import date

from people import A3, A4, write_pdf

from dxmeet.domain.packet import Baseline, Basis, Kind, Per
from dxmeet.services.publishing import Distribution


def test_the_figures_equal_a_calculation_by_hand(tmp_path, share, enrol):
    budget = write_pdf(tmp_path / "in" / "資料1 予算.pdf", [(*A4, f"予算 {n}") for n in range(1, 8)] + [(*A3, "表")])
    plan = write_pdf(tmp_path / "in" / "資料2 計画.pdf", [(*A4, f"計画 {n}") for n in range(1, 4)])
    organiser = enrol("佐藤", "企画政策課", share)
    inside = [enrol(name, "総務課", share) for name in ("田中", "鈴木", "高橋")]
    outsider = enrol("部外", "税務課", share)
    audience = (*tuple(f"出席者{n}" for n in range(7)), "田中", "鈴木", "高橋")
    assert len(audience) == 10
    organiser.services.publishing.publish(
        Distribution(
            Kind.MEETING,
            "庁議",
            date(2026, 11, 25),
            (budget, plan),
            baseline=Baseline(12, 2, 1, Basis.DECLARED, Per.READER),
            audience=audience,
        )
    )
    organiser.sync()
    readers = [*inside, outsider]
    for reader in readers:
        assert len(reader.sync().added) == 2
        assert reader.opens("資料1") == 8
    inside[0].opens("資料1")  # a second time: no more paper than the first

    # 差し替え: pages 2 and 5 differ, the rest is the same.
    changed = [(*A4, f"予算 {n}{' 修正' if n in (2, 5) else ''}") for n in range(1, 8)] + [(*A3, "表")]
    packet, material = organiser.material("資料1")
    organiser.services.publishing.replace(
        packet.id, material.id, write_pdf(tmp_path / "new" / "資料1 予算.pdf", changed)
    )
    organiser.sync()
    for reader in inside[:2]:
        assert len(reader.sync().replaced) == 1
        reader.opens("資料1")
    for person in (organiser, *readers):
        person.sync()

    # By hand, duplex 1-up. 資料1: 7 A4 pages = 4 sheets, 1 A3 page = 1 sheet.
    #   three eligible readers open it once:           3 × (4 A4 + 1 A3)  = 12 A4, 3 A3    tier B (declared)
    #   two of them open the replacement, 2 changed:   2 × ceil(2/2)      =  2 A4
    #   the one outside the audience:                  1 × (4 A4 + 1 A3)  =  4 A4, 1 A3    tier C
    admin, again = enrol("監査", "総務課", share), enrol("別の監査", "総務課", share)
    merged = admin.services.merging.merge()
    assert merged.problems == []
    year = admin.services.library.fiscal_year()
    out = tmp_path / "report.json"
    admin.services.reporting.export(year, "json", out, entries=tmp_path / "e.jsonl", include_small=True)
    total = json.loads(out.read_text(encoding="utf-8"))["total"]
    assert total["gross_a"] == {"a4": 0, "a3": 0}
    assert total["gross_b"] == {"a4": 14, "a3": 3}
    assert total["reference_c"] == {"a4": 4, "a3": 1}
    assert total["printed"] == {"a4": 0, "a3": 0}
    assert total["net"] == {"a4": 14, "a3": 3}
    assert admin.services.reporting.verify(tmp_path / "e.jsonl")["total"] == total

    # Again, on another machine, in another order, with a segment copied twice: the same bytes.
    for segment in sorted((share / ".dxmeet" / "journal").rglob("*.seg"), reverse=True)[:1]:
        shutil.copy(segment, segment.with_name("copy of " + segment.name))
    again.services.merging.merge()
    again.services.merging.merge()
    for form in ("json", "csv", "xlsx"):
        first, second = tmp_path / f"1.{form}", tmp_path / f"2.{form}"
        admin.services.reporting.export(year, form, first)
        again.services.reporting.export(year, form, second)
        assert first.read_bytes() == second.read_bytes(), form

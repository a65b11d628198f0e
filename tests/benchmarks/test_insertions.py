from __future__ import annotations

from benchmarks.insertions import INSERTIONS, tables

TEXT = "\n".join(
    (
        "青河区图书馆新馆开放",
        "青河区图书馆新馆今天开放。馆内藏书30万册，阅览座位600个，读者凭身份证入馆。",
        "青河区图书馆由青河区文化和旅游局管理。每逢周末，馆里举办亲子阅读活动，孩子们争相报名。",
        "柳溪镇文化站也在今年完成改造。站里设有老年活动室，附近的老人每天来下棋、唱歌。",
    )
)


def test_insertions_that_are_told_give_no_facts_and_take_none() -> None:
    (table,) = tables([TEXT])
    assert len(table.rows) == len(INSERTIONS)
    for caption, kept, false, kept_told, false_told in table.rows:
        assert float(kept_told) >= float(kept), caption
        assert float(kept_told) >= 0.95, caption
        assert float(false_told) <= min(0.2, float(false)), caption
    # untold, they do harm
    assert sum(float(row[2]) for row in table.rows) > 2

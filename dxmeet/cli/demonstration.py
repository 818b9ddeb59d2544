"""What the demonstration tells a person: a few lines on what it did and what was avoided."""

from pathlib import Path

import click

from dxmeet.cli.invocation import emit
from dxmeet.progress import Progress, Step
from dxmeet.services.demonstrating import Story

_STEPS = {
    "ja": {
        "samples": "見本の資料を作っています",
        "publishing": "会議3件と配布資料2件を配布しています",
        "synchronising": "2台の端末に取り込んでいます",
        "reading": "資料を開いて書き込んでいます",
        "replacing": "差し替えと回収をしています",
        "counting": "記録を集めています",
        "exporting": "統計を書き出しています",
    },
    "en": {
        "samples": "Making sample materials",
        "publishing": "Distributing three meetings and two circulars",
        "synchronising": "Synchronising two terminals",
        "reading": "Opening materials and writing notes",
        "replacing": "Replacing one material and withdrawing a circular",
        "counting": "Collecting the records",
        "exporting": "Writing the statistics",
    },
}

_STORY = {
    "ja": """
会議 {meetings}件、配布資料 {circulars}件、資料 {materials}件を2人が読みました（{opened}回開き、書き込み {notes}件）。
資料1は差し替えられ、通知1件は回収されました。記録 {events}件を署名つきで集め、再計算して一致を確かめました。
削減（計算方法 第1版）: 実績 A4 {a} 枚、申告 A4 {b} 枚・A3 {b3} 枚、印刷 {p} 枚、純削減 A4 {net} 枚・A3 {net3} 枚（参考 A4 {c} 枚は足していません）。
書き出したもの:""",
    "en": """
Two people read {materials} materials of {meetings} meetings and {circulars} circulars (opened {opened} times, {notes} notes).
資料1 was replaced and one notice withdrawn. {events} signed records were collected, recomputed and found equal.
Avoided (method 1): recorded A4 {a}, declared A4 {b} and A3 {b3}, printed {p}; net A4 {net} and A3 {net3} sheets (reference A4 {c}, not added).
Written:""",
}


_COUNTED = ("meetings", "circulars", "materials", "opened", "notes", "events")


class Telling:
    """Prints to standard output, lines for a person or one JSON document; the only voice of the demonstration."""

    def __init__(self, language: str, json: bool = False) -> None:
        self._json = json
        self._language = "en" if language == "en" else "ja"
        self._said = ""

    def progress(self) -> Progress:
        return Progress(self._step)

    def tell(self, story: Story, pictures: list[Path]) -> None:
        counted = {name: getattr(story, name) for name in _COUNTED}
        files = [*story.written, *pictures]
        if self._json:
            emit({**counted, "total": story.totals, "written": [str(path) for path in files]})
            return
        total = story.totals
        click.echo(
            _STORY[self._language].format(
                **counted,
                a=total["gross_a"]["a4"],
                b=total["gross_b"]["a4"],
                b3=total["gross_b"]["a3"],
                c=total["reference_c"]["a4"],
                p=total["printed"]["a4"] + total["printed"]["a3"],
                net=total["net"]["a4"],
                net3=total["net"]["a3"],
            )
        )
        for path in files:
            click.echo(f"  {path}")

    def _step(self, step: Step) -> None:
        if not self._json and step.doing != self._said and step.done < step.total:
            self._said = step.doing
            click.echo(f"{step.done + 1}/{step.total} {_STEPS[self._language][step.doing]}")

"""The full test bank as a site on loopback, and the lines its curator would paste: what the browsers are going to see."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import msgspec

from generator.folders import theme_of
from generator.render.embed.lines import embed_lines
from generator.render.site import World
from generator.survey import check_bank
from tests.sites import TODAY, copied, made

SCHOOL = "organizaciya-a"


def main(folder: Path, url: str) -> None:
    """Build into `folder`/site; put the lines of a school into `folder`/lines.json, once as they are, once for a hosting without CORS."""
    root = copied("full", folder / "bank")
    made(root, folder / "site", url=url)
    checked = check_bank(root, TODAY)
    bank, settings = checked.bank, checked.settings
    assert bank
    assert settings

    def lines(*, cors: bool) -> dict[str, str]:
        embed = msgspec.structs.replace(settings.embed, cors=cors)
        world = World(bank, msgspec.structs.replace(settings, url=url, embed=embed), theme_of(root), root)
        return {line.id: line.code for line in embed_lines(world, bank.school_by_id[SCHOOL])}

    told = {"sealed": lines(cors=True), "plain": lines(cors=False)}
    (folder / "lines.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

"""A build that knows the last one gives what a build from nothing gives, whatever was edited and however the last one ended."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.folders import theme_of
from generator.publish import site
from tests.sites import TODAY, Site, build, contents, copied, told

Edit = Callable[[Path, random.Random], None]
FULL = "full"


def changed(path: Path, *pairs: tuple[str, str]) -> None:
    """Replace words in a file; what is not there any more stays so."""
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")


def one_of(root: Path, pattern: str, chance: random.Random) -> Path:
    """Some file of the bank; a name of nothing when there is none."""
    found = sorted(root.glob(pattern))
    return chance.choice(found) if found else root / "nothing"


def sentence(root: Path, chance: random.Random) -> None:
    """A sentence more in a card."""
    with one_of(root, "practices/*/index.md", chance).open("a", encoding="utf-8") as file:
        file.write(f"\nЕщё одно предложение про урок № {chance.randrange(100)}.\n")


def title(root: Path, chance: random.Random) -> None:
    """Another title of a card."""
    changed(one_of(root, "practices/*/index.md", chance), ("title: ", f"title: Новое имя {chance.randrange(100)} – "))


def facet(root: Path, chance: random.Random) -> None:
    """Another difficulty, topic and day of a card."""
    name = chance.choice(["metodicheskie", "ikt"])
    changed(
        one_of(root, "practices/*/index.md", chance),
        ("deficit: [metodicheskie", f"deficit: [{name}"),
        ("updated: 2026-10", f"updated: 2026-1{chance.randrange(2)}"),
    )


def card_added(root: Path, chance: random.Random) -> None:
    """One card more."""
    name = f"opyt-{chance.randrange(100)}"
    shutil.copytree(root / "practices/opyt-b", root / "practices" / name, dirs_exist_ok=True)
    changed(root / "practices" / name / "index.md", ("title: ", "title: Совсем другая "), ("aliases:", "keywords_of_none:"))


def card_gone(root: Path, chance: random.Random) -> None:
    """One card less, or one back to a draft."""
    path = one_of(root, "practices/*/index.md", chance)
    if chance.random() < 0.5:
        shutil.rmtree(path.parent, ignore_errors=True)
    else:
        changed(path, ("status: published", chance.choice(["status: draft", "status: archived"])))


def card_renamed(root: Path, chance: random.Random) -> None:
    """A card under another name."""
    path = one_of(root, "practices/*/index.md", chance)
    if path.is_file():
        path.parent.rename(path.parent.with_name(f"inache-{chance.randrange(100)}"))


def renamed(root: Path, chance: random.Random) -> None:
    """Files under other names with not a letter changed in them: a collection, an event, news, a template."""
    for pattern in ("content/collections/*.md", "content/events/*.md", "content/schools/*/news/*.md"):
        path = one_of(root, pattern, chance)
        path.rename(path.with_name(f"{path.stem[:10]}-inache-{chance.randrange(100)}.md"))
    path = one_of(root, "content/programs/*/index.md", chance).parent
    path.rename(path.with_name(f"blank-{chance.randrange(100)}"))


def school(root: Path, chance: random.Random) -> None:
    """Another name of a school, and one piece of news less."""
    changed(one_of(root, "content/schools/*/index.md", chance), ("name_short: ", "name_short: Иная "))
    one_of(root, "content/schools/*/news/*.md", chance).unlink(missing_ok=True)


def term(root: Path, chance: random.Random) -> None:
    """Another label of a word of a vocabulary."""
    changed(one_of(root, "content/vocabulary/*.yml", chance), ("label: ", f"label: иначе {chance.randrange(100)} "))


def template(root: Path, chance: random.Random) -> None:
    """Another title of a template."""
    changed(one_of(root, "content/programs/*/index.md", chance), ("title: ", f"title: Бланк {chance.randrange(100)} "))


def page(root: Path, chance: random.Random) -> None:
    """A paragraph more on a hand-written page."""
    with one_of(root, "content/knowledge/*.md", chance).open("a", encoding="utf-8") as file:
        file.write(f"\n## Новое {chance.randrange(100)}\n\nАбзац.\n")


def clause(root: Path, chance: random.Random) -> None:
    """Another summary of a clause."""
    changed(one_of(root, "content/regulation/[0-9].yml", chance), ("summary: ", f"summary: Иначе {chance.randrange(100)} "))


def glossary(root: Path, chance: random.Random) -> None:
    """Another name of a term, which texts of many pages have."""
    changed(root / "content/glossary/terms.yml", ("aliases: [", f"aliases: [{chance.choice(['урок', 'лист', 'вопрос'])}, слово {chance.randrange(100)}, "))


def config(root: Path, chance: random.Random) -> None:
    """Another name of the bank."""
    changed(root / "site_config.yml", ("name: ", f"name: Банк {chance.randrange(100)} "))


def theme(root: Path, chance: random.Random) -> None:
    """A theme of the bank's own, with other words in the list of cards."""
    if not (root / "theme").is_dir():
        shutil.copytree(theme_of(root), root / "theme")
    path = root / "theme/pages/practice.html.j2"
    path.write_text(path.read_text(encoding="utf-8") + f"<p>Тема {chance.randrange(100)}</p>\n", encoding="utf-8")


EDITS: tuple[Edit, ...] = (
    sentence, title, facet, card_added, card_gone, card_renamed, renamed, school, term, template, page, clause, glossary, config, theme,
)  # fmt: skip


def cold(root: Path, folder: Path) -> dict[str, bytes] | None:
    """The site of the bank as a build makes it that knows nothing but what the engine made of the same; None when there is none."""
    bank = folder / "bank"
    shutil.copytree(root, bank, ignore=lambda place, names: [name for name in names if Path(place).name == "build" and name != "engine"])
    built = build(bank, folder / "out", today=TODAY)
    return contents(folder / "out") if built.done else None


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_warm_is_cold(edit: Edit, bank: Callable[[str], Path], tmp_path: Path) -> None:
    """After any one edit, and the same once more: only then the spare folder takes part, and what the first left wrong is still there."""
    root, out = bank(FULL), tmp_path / "site"
    assert build(root, out, today=TODAY).done
    for turn in range(2):
        edit(root, random.Random(turn))
        before = contents(out)
        now = build(root, out, today=TODAY)
    wanted = cold(root, tmp_path / "cold")
    assert contents(out) == (before if wanted is None else wanted), (edit.__doc__, told(now))


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.sampled_from(EDITS), min_size=2, max_size=6), seed=st.integers(0, 1000))
def test_any_edits_warm_is_cold(edits: list[Edit], seed: int, built: Callable[[str], Site], tmp_path_factory: pytest.TempPathFactory) -> None:
    """After any sequence of edits, with a build after each."""
    folder = tmp_path_factory.mktemp("warm")
    root, out, chance = copied(FULL, folder / "bank"), folder / "site", random.Random(seed)
    shutil.copytree(built(FULL).root / "build", root / "build")
    for edit in edits:
        edit(root, chance)
        build(root, out, today=TODAY)
    wanted = cold(root, folder / "cold")
    if wanted is not None:
        assert contents(out) == wanted
    shutil.rmtree(folder)


def test_a_site_edited_by_hand_is_put_right(bank: Callable[[str], Path], built: Callable[[str], Site], tmp_path: Path) -> None:
    """A file of the site that others changed, removed or added among ours does not survive; one of their own does."""
    root, out = bank(FULL), tmp_path / "site"
    for turn in range(3):
        build(root, out, today=TODAY)
        (out / "practices/metod/index.html").write_text("чужое", encoding="utf-8")
        (out / f"glossary/{'index.html' if turn else 'nothing'}").unlink(missing_ok=True)
        (out / "CNAME").write_text("bank.example", encoding="utf-8")
        sentence(root, random.Random(turn))
        build(root, out, today=TODAY)
        assert contents(out) == {**(cold(root, tmp_path / f"cold{turn}") or {}), "CNAME": b"bank.example"}


def test_a_spoilt_spare_is_not_used(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """The folder kept beside the site may lose a file, be given one, or go."""
    root, out = bank(FULL), tmp_path / "site"
    spoils = (
        lambda spare: (spare / "practices/metod/index.html").unlink(),
        lambda spare: (spare / "odd.txt").write_text("?"),
        lambda spare: (
            (spare / "odd.txt").replace(spare / "practices/metod/index.html")
            if (spare / "odd.txt").exists()
            else _another(spare / "practices/metod/index.html")
        ),
        shutil.rmtree,
    )
    for turn in range(2):
        sentence(root, random.Random(turn))
        build(root, out, today=TODAY)
    for turn, spoil in enumerate(spoils, 2):
        assert out.with_name(".site.old").is_dir()
        spoil(out.with_name(".site.old"))
        for again in (0, 1):
            sentence(root, random.Random(turn + again))
            build(root, out, today=TODAY)
        assert contents(out) == cold(root, tmp_path / f"cold{turn}")


def _another(path: Path) -> None:
    path.with_name("beside").write_text("чужое", encoding="utf-8")
    path.with_name("beside").replace(path)


def test_a_file_changed_under_the_build_is_seen(bank: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An attached file, or the theme, that is another one when the site is made than when the bank was checked: all begins anew."""
    root, out = bank(FULL), tmp_path / "site"
    theme(root, random.Random(0))
    file = next(path for path in sorted(root.glob("practices/*/*.pdf")))
    good = file.read_bytes()
    spoils = [lambda: file.write_bytes(good + b"\n% more\n"), lambda: theme(root, random.Random(1))]
    really = site._state

    def spoilt(folder: Path) -> str:
        found = really(folder)
        if spoils:
            spoils.pop()()
        return found

    monkeypatch.setattr(site, "_state", spoilt)
    assert build(root, out, today=TODAY).done
    monkeypatch.undo()
    assert not spoils
    assert contents(out) == cold(root, tmp_path / "cold")
    file.write_bytes(good)
    build(root, out, today=TODAY)
    assert contents(out) == cold(root, tmp_path / "cold2")


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("js/app.js", "// не по-нашему".encode("cp1251")),
        ("css/order.txt", "не по-нашему".encode("cp1251")),
        ("js/app.js", b'\nimport { one } from "./nettakogo.js";\n'),
    ],
    ids=["script", "style", "import"],
)
def test_a_spoilt_script_is_told(bank: Callable[[str], Path], tmp_path: Path, name: str, spoil: bytes) -> None:
    """Whatever is wrong with styles and scripts of the theme, nothing is published and the folder is named."""
    root = bank(FULL)
    theme(root, random.Random(0))
    with (root / "theme/assets" / name).open("ab") as file:
        file.write(spoil)
    now = build(root, tmp_path / "site", today=TODAY)
    assert [fault.rule for fault in now.found] == ["W009"], told(now)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("spoil", [b"{{ 1 / 0 }}", "не по-нашему".encode("cp1251"), b"{% if %}"], ids=["fault", "encoding", "syntax"])
def test_a_spoilt_template_is_told(bank: Callable[[str], Path], tmp_path: Path, spoil: bytes) -> None:
    """Whatever is wrong with a template of the theme, the old site stays and the file is named."""
    root, out = bank(FULL), tmp_path / "site"
    theme(root, random.Random(0))
    assert build(root, out, today=TODAY).done
    before = contents(out)
    with (root / "theme/pages/practice.html.j2").open("ab") as file:
        file.write(spoil)
    now = build(root, out, today=TODAY)
    assert [fault.rule for fault in now.found] == ["W009"], told(now)
    assert contents(out) == before


RUN = "from generator.cli import main; import sys; sys.exit(main(sys.argv[1:]))"


def _started(root: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", RUN, "-C", str(root), "build", "-o", str(out), "--today", TODAY.isoformat()]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_killed_builds_leave_the_old_site_or_the_new(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """A kill -9 at any moment: what stands is whole, and the next build is none the wiser."""
    root, out, chance = bank(FULL), tmp_path / "site", random.Random(7)
    assert _started(root, out).wait() == 0
    begun = time.monotonic()
    title(root, chance)
    assert _started(root, out).wait() == 0
    usual = time.monotonic() - begun
    old = contents(out)
    for turn in range(6):
        title(root, chance)
        new = cold(root, tmp_path / f"cold{turn}")
        run = _started(root, out)
        time.sleep(usual * chance.uniform(0.3, 1.1))
        run.send_signal(signal.SIGKILL)
        run.wait()
        if out.exists():  # or the kill came between the two renames, and the next build puts it back
            assert contents(out) in (old, new)
        assert build(root, out, today=TODAY).done
        old = contents(out)
        assert old == new


def test_two_builds_at_once(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """One of them builds, the other says so and touches nothing."""
    root, out = bank(FULL), tmp_path / "site"
    runs = [_started(root, out) for _ in range(3)]
    codes = sorted(run.wait() for run in runs)
    assert codes[0] == 0
    assert build(root, out, today=TODAY).done
    assert contents(out) == cold(root, tmp_path / "cold")

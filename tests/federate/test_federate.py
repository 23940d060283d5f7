"""A catalogue of many regions: the same from any state, only what changed is read, a broken region breaks nothing."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.federate import Broken, postings
from generator.federate.postings import BEST, leaf
from generator.publish.manifest import MANIFEST
from generator.render.search import shards
from generator.render.search.chain import key
from generator.render.search.documents import Document
from tests.federate.sites import REGIONS, Site, card, cards, contents, joined, ten
from tests.sites import Site as Built


@pytest.fixture
def regions(tmp_path: Path) -> list[Site]:
    return ten(tmp_path)


def test_every_region_is_there(regions: list[Site], tmp_path: Path) -> None:
    """The pages and the API name every region with its cards and its address; a page of a facet counts them by region."""
    done = joined(regions, tmp_path / "out")
    assert (len(done.regions), sum(region.cards for region in done.regions), done.faults) == (10, 40, ())
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    about = json.loads((tmp_path / "out" / "api/v1/index.json").read_bytes())
    assert about["counts"] == {"regions": 10, "practices": 40}
    for site in regions:
        assert site.region in page
        assert f'href="{site.url}"' in page
        assert site.url in {region["url"] for region in about["regions"]}
    facet = (tmp_path / "out" / "facets/deficit/noise/index.html").read_text("utf-8")
    assert "20\u00a0карточек в 10\u00a0регионах" in facet
    assert 'href="https://r3.example/practices/deficit/noise/"' in facet


def test_real_sites(built: Callable[[str], Built], tmp_path: Path) -> None:
    """Sites as `nastavnik build` makes them are understood, vocabularies of their own included; unknown values keep their labels."""
    done = joined([str(built(bank).out) for bank in ("full", "second_region")], tmp_path / "out", strict=True)
    assert len(done.regions) == 2
    assert all(region.cards and region.newest and region.facets for region in done.regions)
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "равный – равному" in page


def test_order_of_arguments_does_not_matter(regions: list[Site], tmp_path: Path) -> None:
    """The same sites give the same bytes."""
    joined(regions, tmp_path / "one")
    joined(regions[::-1], tmp_path / "other")
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_manifest_is_true(regions: list[Site], tmp_path: Path) -> None:
    """The catalogue's own manifest lists every file with its sum, those that stayed too."""
    from generator.publish.manifest import manifest, stamp

    joined(regions, tmp_path / "out")
    regions[0].cards.append(card("new", "Новая карта", "Ещё одна."))
    regions[0].write()
    joined(regions, tmp_path / "out")
    files = contents(tmp_path / "out")
    assert files.pop(MANIFEST) == manifest({path: stamp(data) for path, data in files.items()})


def test_nothing_changed_nothing_read(regions: list[Site], tmp_path: Path) -> None:
    """A second run asks for manifests only and writes nothing."""
    joined(regions, tmp_path / "out")
    done = joined(regions, tmp_path / "out")
    assert (sum(done.read.values()), done.changed, done.removed) == (0, 0, 0)


def test_only_what_changed_is_read_and_written(tmp_path: Path) -> None:
    """One card of one region: no file of another region, of its own only those that are new; leaves far from the change stay."""
    regions = [Site(tmp_path / f"r{number}", name, [*cards(number), *_many(number, 150)]).write() for number, name in enumerate(REGIONS[:3])]
    first = joined(regions, tmp_path / "out")
    before = contents(tmp_path / "out")
    published = regions[1].files()
    regions[1].cards[-1] = replace(regions[1].cards[-1], summary="Совсем другая запись.")
    regions[1].write()
    fresh = {path for path, data in regions[1].files().items() if published.get(path) != data and not path.startswith("search/t")}
    done = joined(regions, tmp_path / "out")
    changed = next(region.id for region in done.regions if region.name == REGIONS[1])
    assert {name for name, many in done.read.items() if many} == {changed}
    assert done.read[changed] <= len(fresh) + 2 < first.read[changed] / 2  # the manifest names what is new; a block of cards counts by its sum
    after = contents(tmp_path / "out")
    leaves = {path for path in after if path.startswith("search/w/")}
    assert len(leaves & before.keys()) > len(leaves) / 2
    assert done.changed == sum(before.get(path) != data for path, data in after.items()) < len(after) / 3


def _many(number: int, many: int) -> list[Document]:
    """Cards with words enough for several leaves and shards."""
    return [
        card(f"c-{number}-{at}", f"Карта {_word(at * 7)}", f"Запись {_word(at * 31 + 5)}.", " ".join(_word(at * 97 + step * 13) for step in range(60)))
        for at in range(many)
    ]


def _few(number: int, many: int) -> list[Document]:
    """Cards whose words hardly meet, so that a card that goes takes shards with it."""
    return [
        card(f"c-{number}-{at}", f"Карта {_word(at * 7)}", "Запись.", " ".join(_word(at * 397 + number * 31 + step) for step in range(9))) for at in range(many)
    ]


def _word(number: int) -> str:
    letters = "бвгдклмнпрст"
    return "".join(letters[number // 12**place % 12] + "аоуие"[number // 7**place % 5] for place in range(4))


EDITS = st.lists(
    st.tuples(st.sampled_from(["add", "change", "remove", "pop", "page", "drop", "back"]), st.integers(0, 3), st.integers(0, 400)), min_size=1, max_size=4
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_mended_is_as_made_anew(edits: list[tuple[str, int, int]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever happens to the regions, a mended catalogue has the bytes of one made from nothing."""
    with patch.object(postings, "SHARD", 150), patch.object(shards, "SHARD", 150):  # many small leaves and shards, so that borders move
        _edited(edits, tmp_path_factory.mktemp("edits"))


def _edited(edits: list[tuple[str, int, int]], folder: Path) -> None:
    sites = [Site(folder / f"r{number}", name, _few(number, 7 + 8 * number)).write() for number, name in enumerate(REGIONS[:4])]
    shown = set(range(4))
    joined(sites, folder / "mended")
    for what, number, seed in edits:
        site = sites[number]
        match what:
            case "add":
                site.cards.append(card(f"new-{seed}-{len(site.cards)}", f"Добавлена {_word(seed)}", _word(seed * 3), _word(seed * 5)))
            case "change":
                at = seed % len(site.cards)
                site.cards[at] = replace(site.cards[at], title=f"Иначе {_word(seed)}", body=" ".join(_word(seed + step) for step in range(40)))
            case "remove" if len(site.cards) > 1:
                del site.cards[seed % len(site.cards)]
            case "pop" if len(site.cards) > 1:
                site.cards.pop()
            case "page":
                site.pages += 1
            case "drop" if len(shown) > 1:
                shown.discard(number)
            case "back":
                shown.add(number)
        site.write()
        joined([sites[one] for one in sorted(shown)], folder / "mended", strict=True)
    joined([sites[one] for one in sorted(shown)], folder / "anew", strict=True)
    assert contents(folder / "mended") == contents(folder / "anew")
    shutil.rmtree(folder)


def test_frequent_words_give_the_best_of_each_region(tmp_path: Path) -> None:
    """Of a word that more cards have than a region may give, titles come first; the true number is kept."""
    many = [card(f"c-{at}", "Карта", "Ничего.", "перемена") for at in range(3 * BEST)]
    many[5] = replace(many[5], title="Перемена")
    joined([Site(tmp_path / "r0", REGIONS[0], many).write()], tmp_path / "out")
    for path in (tmp_path / "out/search/w").iterdir():
        found = leaf(path.read_bytes()).get(key("перемена"))
        if found:
            assert found[0].total == 3 * BEST
            assert found[0].rows[0] == 5  # the first step is the number of the first document
            return
    raise AssertionError("no such key")


def test_a_region_that_is_down_keeps_its_last_state(regions: list[Site], tmp_path: Path) -> None:
    """Its cards stay, one sentence says so; with --strict nothing is written."""
    joined(regions, tmp_path / "out")
    before = contents(tmp_path / "out")
    shutil.rmtree(regions[4].folder)
    regions[4].folder.mkdir()
    done = joined(regions, tmp_path / "out")
    assert len(done.faults) == 1
    assert "остаётся прежнее состояние региона «Калужская область»" in done.faults[0]
    assert contents(tmp_path / "out") == before
    regions[5].cards.append(card("new", "Новая", "Карта."))
    regions[5].write()
    assert not joined(regions, tmp_path / "out", strict=True).written
    assert contents(tmp_path / "out") == before


def test_a_region_that_was_never_read(regions: list[Site], tmp_path: Path) -> None:
    """The others are published without it; without any nothing is."""
    shutil.rmtree(regions[0].folder)
    regions[0].folder.mkdir()
    done = joined(regions, tmp_path / "out")
    assert len(done.regions) == 9
    assert "региона в каталоге нет" in done.faults[0]
    assert not joined(regions[:1], tmp_path / "none").written
    assert not (tmp_path / "none").exists()


def test_a_region_leaves(regions: list[Site], tmp_path: Path) -> None:
    """A site that is named no more is gone, as if it had never been there."""
    joined(regions, tmp_path / "out")
    joined(regions[1:], tmp_path / "out")
    joined(regions[1:], tmp_path / "anew")
    assert contents(tmp_path / "out") == contents(tmp_path / "anew")


def test_two_sites_of_one_region(regions: list[Site], tmp_path: Path) -> None:
    """They cannot both be right: nothing is written, both are named."""
    twin = Site(tmp_path / "twin", REGIONS[0], cards(0)).write()
    with pytest.raises(Broken, match=r"Алтайский край.*r0.*twin"):
        joined([*regions, twin], tmp_path / "out")


def test_a_damaged_catalogue_is_made_anew(regions: list[Site], tmp_path: Path) -> None:
    """A file that is missing or not as it was left is found out, also where nothing else changed there."""
    joined(regions, tmp_path / "out")
    before = contents(tmp_path / "out")
    for damage in (Path.unlink, lambda path: path.write_bytes(b"x")):
        damage(next((tmp_path / "out/search/w").iterdir()))
        regions[0].write()
        joined(regions, tmp_path / "out")
        assert contents(tmp_path / "out") == before


def _told(regions: list[Site], out: Path) -> str:
    done = joined(regions[:2], out)
    assert len(done.regions) == 1
    (fault,) = done.faults
    return fault


INDEX = "search/index.json"
HOSTILE: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "not JSON": (INDEX, lambda _: b"{", "не такой"),
    "deep JSON": ("feed.json", lambda _: b"[" * 200_000, "не такой"),
    "another version": (INDEX, lambda data: data.replace(b'"version":2', b'"version":9'), "версии 9"),
    "lunr": (INDEX, lambda data: data[:-1] + b',"engine":"lunr"}', "lunr"),
    "a path out of the folder": (INDEX, lambda data: json.dumps({**json.loads(data), "facets": "../../x"}).encode(), "не такой"),
    "a file that is not there": (INDEX, lambda data: json.dumps({**json.loads(data), "facets": "abcde"}).encode(), "в описи нет файла search/facets-abcde.bin"),
    "more cards than there are": (INDEX, lambda data: data.replace(b'["practice",4,', b'["practice",900,'), "повреждён"),
    "fewer cards than there are": (INDEX, lambda data: data.replace(b'["practice",4,', b'["practice",3,'), "повреждён"),
    "bad hashes": (INDEX, lambda data: json.dumps({**json.loads(data), "words": "../.."}).encode(), "повреждён"),
    "keys out of order": (INDEX, lambda data: json.dumps({**json.loads(data), "firsts": "0я\n0а", "words": "a" * 10}).encode(), "повреждён"),
    "an address that is a script": ("api/v1/index.json", lambda data: data.replace(b"https://r0.example/", b"javascript:alert(1)"), "нет адреса"),
    "a feed that leads elsewhere": ("feed.json", lambda data: data.replace(b"https://r0.example/", b"https://evil.example/"), "не на этот сайт"),
    "no date": ("feed.json", lambda data: data.replace(b"2026-11-19", b"yesterday!"), "без даты"),
    "no region": ("api/v1/index.json", lambda data: json.dumps({**json.loads(data), "region": "★"}).encode(), "нет названия региона"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_json(case: str, regions: list[Site], tmp_path: Path) -> None:
    """A site that says what it should not is left out with a reason, and harms no other."""
    path, change, words = HOSTILE[case]
    files = regions[0].files()
    files[path] = change(files[path])
    regions[0].put(files)
    assert words in _told(regions, tmp_path / "out")


def _packed(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: zlib.compress(change(zlib.decompress(data)))


BINARY: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "a bomb": ("search/w", lambda _: zlib.compress(bytes(40_000_000)), "повреждён"),
    "cut short": ("search/w", _packed(lambda raw: raw[:-3]), "повреждён"),
    "a number without end": ("search/w", _packed(lambda _: b"\xff" * 50), "повреждён"),
    "not deflated": ("search/c", lambda _: b"[]", "повреждён"),
    "a link to another host": ("search/c", _packed(lambda raw: raw.replace(b"practices/", b"//evil.example/")), "не на этот сайт"),
    "a link to a script": ("search/c", _packed(lambda raw: raw.replace(b"practices/", b"javascript:x//")), "не на этот сайт"),
    "a link upwards": ("search/c", _packed(lambda raw: raw.replace(b"practices/", b"../../x/")), "не на этот сайт"),
    "a name that is a path": ("search/facets", _packed(lambda raw: raw.replace(b'"noise"', b'"../xy"')), "имя"),
}


@pytest.mark.parametrize("case", BINARY)
def test_hostile_index(case: str, regions: list[Site], tmp_path: Path) -> None:
    """The same for the files of the search."""
    start, change, words = BINARY[case]
    files = regions[0].files()
    for path in files:
        if path.startswith(start) and path.endswith(".bin"):
            files[path] = change(files[path])
    regions[0].put(files)
    assert words in _told(regions, tmp_path / "out")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=60))
def test_any_bytes_in_a_shard(noise: bytes) -> None:
    """Whatever a shard holds, it is read or refused: no other error, no endless work."""
    from generator.federate.published import shard

    with suppress(Broken):
        list(shard(zlib.compress(noise), "search/w0-aaaaa.bin"))


def test_a_file_that_is_not_as_the_manifest_says(regions: list[Site], tmp_path: Path) -> None:
    """A file is believed by its sum only."""
    path = regions[0].folder / "feed.json"
    path.write_bytes(path.read_bytes().replace(b"19", b"18", 1))
    assert "не такой, как в описи" in _told(regions, tmp_path / "out")


def test_markup_stays_text(tmp_path: Path) -> None:
    """Words of strangers are escaped, and signs that reorder text become a box."""
    evil = "<img src=x onerror=alert(1)>\u202eабв"
    site = Site(tmp_path / "r0", "Омская область", [card("one", evil, evil)], deficits={"x": (evil, 1)})
    site.write()
    joined([site], tmp_path / "out", strict=True)
    for path, data in contents(tmp_path / "out").items():
        if path.endswith(".html"):
            assert b"<img" not in data
            assert "\u202e".encode() not in data


def test_from_an_address(regions: list[Site], tmp_path: Path, serve: Callable[[Path], str]) -> None:
    """A site is read by its address, links lead to that address whatever the site says of itself; one that does not answer is told of."""
    address = serve(regions[0].folder)
    done = joined([address, "http://127.0.0.1:9/"], tmp_path / "out")
    assert done.regions[0].base == address
    assert "не отвечает" in done.faults[0]
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert f'href="{address}practices/own-0/"' in page
    assert "https://r0.example/" not in page


def test_an_answer_that_leads_to_another_host(regions: list[Site], tmp_path: Path, redirecting: Callable[[str], str], serve: Callable[[Path], str]) -> None:
    """A redirect away from the host, though a good site is there, or to a file of this machine, is no answer."""
    for target in (serve(regions[0].folder), f"file://{regions[0].folder}/"):
        done = joined([redirecting(target.rstrip("/"))], tmp_path / "out")
        assert done.regions == ()
        assert len(done.faults) == 1


def test_the_command(regions: list[Site], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what was made and what was read; a site that is down is told of and is an error with --strict."""
    folders = [str(site.folder) for site in regions]
    assert main(["federate", *folders, "-o", str(tmp_path / "out")]) == 0
    assert "10\u00a0регионов, 40\u00a0карточек" in capsys.readouterr().out
    (regions[2].folder / MANIFEST).unlink()
    assert main(["federate", *folders, "-o", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert "Прочитано заново файлов: 0; ничего не изменилось" in said.out
    assert "Вологодская область" in said.err
    assert main(["federate", *folders, "-o", str(tmp_path / "out"), "--strict"]) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "OUT"], "не хватает: sites"),
        (["r0"], "не хватает: -o"),
        (["ftp://x.example/", "-o", "OUT"], "не адрес сайта и не папка"),
        (["nowhere", "-o", "OUT"], "не адрес сайта и не папка"),
        (["r0", "r0", "-o", "OUT"], "указан дважды"),
        (["r0", "-o", "r0/x"], "собирать нельзя"),
        (["r0", "-o", "foreign"], "которые сделала не эта программа"),
    ],
)
@pytest.mark.usefixtures("regions")
def test_misuse(arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One clear line, exit code 2, and nothing is left behind."""
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "letter.txt").write_text("mine")
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert main(["federate", *arguments]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert words in capsys.readouterr().err.replace("САЙТ", "sites")


def test_a_manifest_that_did_not_change_is_not_sent_again(
    regions: list[Site], tmp_path: Path, tagged: tuple[Callable[[Path], str], list[tuple[str, int]]]
) -> None:
    """A server that tags its files is asked whether the manifest is still the same, and for nothing more."""
    start, answers = tagged
    address = start(regions[0].folder)
    joined([address], tmp_path / "out", strict=True)
    answers.clear()
    assert joined([address], tmp_path / "out", strict=True).changed == 0
    assert answers == [(f"/{MANIFEST}", 304)]

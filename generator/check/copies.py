"""Family B, the same thing twice: titles, texts, keywords that differ by their endings; adaptations that lead in a circle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from generator.check.context import Context
from generator.check.facts import Facts, folded, sums
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Entry

COPIED = 0.6  # of a card's paragraphs: more is a copy
FEWEST = 3  # paragraphs of the sample that two cards must share before their texts are read
UNFINISHED = frozenset({"draft", "archived"})  # a draft may begin as a copy; nobody reads the archive through
COMMON = 20  # cards with the same paragraph: more are compared with the first of them only, or the work would grow with their square


class SameTitle(Rule, id="B002", severity=Severity.WARNING, waivable=True):
    """Две карточки называются одинаково.

    Что проверяем: названия карточек различаются; большие буквы, знаки, «ё», порядок слов и окончания не в счёт.

    Почему это важно: в списке и в поиске такие карточки не отличить друг от друга.

    Как исправить: добавьте в название то, чем эта практика отличается: для кого она, в какой форме, за какой срок.

    Плохо:

        # файл: practices/opyt/index.md
        title: Педагогическая мастерская

        # файл: practices/primer/index.md
        title: Педагогическая мастерская

    Хорошо:

        # файл: practices/opyt/index.md
        title: Педагогическая мастерская молодого учителя

        # файл: practices/primer/index.md
        title: Педагогическая мастерская в парах
    """


class CopiedText(Rule, id="B005", severity=Severity.WARNING, waivable=True):
    """Текст карточки повторяет другую.

    Что проверяем: из абзацев карточки (из двух – той, что короче) меньше шести из десяти дословно совпадают с другой. Черновики и архив
    не сравниваем.

    Почему это важно: читатель откроет вторую карточку и не узнает ничего нового, а исправление, внесённое в одну, не
    попадёт в другую.

    Как исправить: оставьте в этой карточке только то, чем ваш опыт отличается, а на первую сошлитесь полем adapted_from.
    Если карточку скопировали по ошибке, удалите её папку.

    Плохо:

        # копия карточки: practices/kopiya/index.md
        title: Парные уроки с общим листом

    Хорошо:

        # файл: practices/opyt/index.md
        adapted_from: primer
    """


class AdaptationLoop(Rule, id="B006"):
    """Карточки названы источниками друг друга.

    Что проверяем: по полю adapted_from («По какой практике сделана») от карточки к карточке нельзя вернуться к началу.

    Почему это важно: читатель хочет дойти до первоисточника, а ходит по кругу.

    Как исправить: решите, какая практика была первой, и удалите у неё поле adapted_from.

    Плохо:

        # файл: practices/primer/index.md
        adapted_from: opyt

        # файл: practices/opyt/index.md
        adapted_from: primer

    Хорошо:

        # файл: practices/opyt/index.md
        adapted_from: primer
    """


class KeywordVariant(Rule, id="B007", severity=Severity.HINT, waivable=True):
    """Ключевое слово записано иначе, чем в других карточках.

    Что проверяем: ключевое слово, которое есть только в одной карточке, не отличается окончанием от слова других карточек.

    Почему это важно: по ключевому слову собираются похожие карточки. «Открытый урок» и «открытые уроки» для программы –
    два разных слова.

    Как исправить: возьмите слово в том виде, в каком оно стоит в других карточках.

    Плохо:

        # файл: practices/primer/index.md
        keywords: [открытые уроки, наблюдение, обратная связь]

        # файл: practices/opyt/index.md
        keywords: [открытый урок, мастерская, разбор]

    Хорошо:

        # файл: practices/primer/index.md
        keywords: [открытый урок, наблюдение, обратная связь]

        # файл: practices/opyt/index.md
        keywords: [открытый урок, мастерская, разбор]
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """Copies among the cards."""
    cards = list(context.of_kind("practice"))
    yield from _titles(context, cards)
    yield from _texts(context, [(entry, facts) for entry, facts in cards if facts.status not in UNFINISHED])
    yield from _loops(context, cards)
    yield from _keywords(context, cards)


def _titles(context: Context, cards: list[tuple[Entry, Facts]]) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, ...], str] = {}
    for entry, facts in cards:
        key = tuple(sorted(folded(facts.title)))
        if key and key in seen:
            yield SameTitle.at(context.place(entry.path, "title"), f"Так же называется карточка {seen[key]}.", "Назовите точнее, чем эта практика отличается.")
        seen.setdefault(key, entry.path)


def _texts(context: Context, cards: list[tuple[Entry, Facts]]) -> Iterator[Diagnostic]:
    """Pairs that share much of the sample are read whole and compared."""
    samples = [memoryview(facts.paragraphs).cast("I") for _, facts in cards]
    seen, repeated = set[int](), set[int]()
    for sample in samples:  # of a card no sum stands twice
        repeated.update(seen.intersection(sample))
        seen.update(sample)
    owners: dict[int, list[int]] = defaultdict(list)
    for index, sample in enumerate(samples):
        for sum_ in repeated.intersection(sample):
            owners[sum_].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for cards_with in owners.values():
        several = len(cards_with) <= COMMON
        shared.update((one, other) for place, other in enumerate(cards_with) for one in cards_with[: place if several else min(place, 1)])
    told: set[int] = set()
    origins = _origins(cards)
    for (one, other), number in sorted(shared.items()):
        likely = number >= FEWEST and number >= COPIED / 2 * min(len(samples[one]), len(samples[other]))
        if likely and other not in told and origins[one] != origins[other] and (share := _share(context, cards[one][0], cards[other][0])) >= COPIED:
            told.add(other)
            message = f"Текст на {round(share * 100)} % совпадает с карточкой {cards[one][0].path}."
            yield CopiedText.at(
                Place(cards[other][0].path), message, f"Оставьте своё, а на источник сошлитесь: adapted_from: {cards[one][0].id}. Лишнюю копию удалите."
            )


def _share(context: Context, one: Entry, other: Entry) -> float:
    """How much of the shorter text stands in the other, by paragraphs."""
    first, second = context.read(one.path), context.read(other.path)
    if first is None or second is None:
        return 0
    parts = [set(sums(source.body)) for source in (first, second)]
    return len(parts[0] & parts[1]) / max(1, min(map(len, parts)))


def _origins(cards: list[tuple[Entry, Facts]]) -> list[str]:
    """For each card the one it was made from, first of all: such cards may share what they say."""
    sources = _sources(cards)
    found = []
    for entry, _ in cards:
        card, seen = entry.id, set[str]()
        while card in sources and card not in seen:
            seen.add(card)
            card = sources[card]
        found.append(card)
    return found


def _sources(cards: list[tuple[Entry, Facts]]) -> Mapping[str, str]:
    """The card that each adaptation names."""
    return {entry.id: reference.value for entry, facts in cards for reference in facts.references if reference.path == ("adapted_from",)}


def _loops(context: Context, cards: list[tuple[Entry, Facts]]) -> Iterator[Diagnostic]:
    sources = _sources(cards)
    paths = {entry.id: entry.path for entry, _ in cards}
    done: set[str] = set()
    for start in sources:
        way: dict[str, None] = {}
        card = start
        while card in sources and card not in way and card not in done:
            way[card] = None
            card = sources[card]
        if card in way:
            circle = list(way)[list(way).index(card) :]
            message = f"Карточки ведут друг к другу по кругу: {' → '.join([*circle, card])}."
            yield AdaptationLoop.at(context.place(paths[card], "adapted_from"), message, "Удалите поле adapted_from у той практики, которая была первой.")
        done.update(way)


def _keywords(context: Context, cards: list[tuple[Entry, Facts]]) -> Iterator[Diagnostic]:
    counts = Counter(keyword for _, facts in cards for keyword in facts.keywords)
    forms: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for keyword in counts:
        if key := folded(keyword):
            forms[key].append(keyword)
    usual = {keyword: min(same, key=lambda form: (-counts[form], form)) for same in forms.values() if len(same) > 1 for keyword in same}
    for entry, facts in cards:
        for index, keyword in enumerate(facts.keywords):
            best = usual.get(keyword, keyword)
            if counts[keyword] == 1 and best != keyword:
                yield KeywordVariant.at(
                    context.place(entry.path, "keywords", index), f"Ключевое слово «{keyword}» в других карточках записано так: «{best}».", f"Напишите: {best}."
                )

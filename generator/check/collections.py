"""Collections: every practice once, and every practice on the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load import Source
from generator.model import Collection
from generator.model.bank import VISIBLE


class PickedTwice(Rule, id="B010", severity=Severity.WARNING):
    """Практика названа в подборке дважды.

    Что проверяем: каждая практика стоит в подборке один раз.

    Почему это важно: подборку читают подряд. Повтор выглядит ошибкой, и непонятно, на каком месте практика нужнее.

    Как исправить: оставьте практику там, где она полезнее, и соедините пояснения.

    Плохо:

        # файл: content/collections/nachalo.md
        practices:
          - {practice: primer, why: С неё начинают первую встречу пары.}
          - {practice: opyt}
          - {practice: primer, why: К ней возвращаются весной.}

    Хорошо:

        # файл: content/collections/nachalo.md
        practices:
          - {practice: primer, why: С неё начинают первую встречу пары и к ней возвращаются весной.}
          - {practice: opyt}
    """


class UnseenPick(Rule, id="L032", severity=Severity.WARNING):
    """В подборке практика, которой нет на сайте.

    Что проверяем: практики подборки опубликованы и не сданы в архив.

    Почему это важно: такую практику сайт в подборке не покажет. Порядок, который вы задумали, окажется с дырой, а
    подборку без единой опубликованной практики не увидит никто.

    Как исправить: дождитесь публикации практики или замените её другой.

    Плохо:

        # файл: practices/opyt/index.md
        status: draft

        # файл: content/collections/nachalo.md
        practices:
          - {practice: primer, why: С неё начинают первую встречу пары.}
          - {practice: opyt, why: Так делает вся группа.}

    Хорошо:

        # файл: practices/opyt/index.md
        status: published

        # файл: content/collections/nachalo.md
        practices:
          - {practice: primer, why: С неё начинают первую встречу пары.}
          - {practice: opyt, why: Так делает вся группа.}
    """


def check_record(source: Source, collection: Collection, _lens: Lens) -> Iterator[Diagnostic]:
    """One collection: a practice that stands in it again."""
    seen: dict[str, int] = {}
    for index, pick in enumerate(collection.practices):
        first = seen.setdefault(pick.practice, index)
        if first != index:
            place = source.spans.of(("practices", index, "practice"))
            yield PickedTwice.at(place, f"Практика «{pick.practice}» уже стоит в подборке на месте {first + 1}.", "Оставьте её один раз.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Picks that the site leaves out."""
    unseen = {entry.id: facts for entry, facts in context.sound("practice") if facts.status not in VISIBLE}
    for entry, facts in context.of_kind("collection"):
        for reference in facts.references:
            if reference.target == "practice" and (card := unseen.get(reference.value)):
                yield UnseenPick.at(
                    context.place(entry.path, *reference.path),
                    f"Практики «{card.title or reference.value}» на сайте нет: она {'в архиве' if card.status == 'archived' else 'не опубликована'}.",
                    "Дождитесь публикации или замените её другой.",
                )

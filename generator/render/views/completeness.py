"""How full a school's section is: what a whole one has, which of it is there, and what to do about the rest."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import School
from generator.render.embed.section import LEAST, shown_monitoring, shown_pairs
from generator.render.site import World


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a section; `url` is the place of the field reference that explains it."""

    title: str
    done: bool
    advice: str
    url: str


def completeness(world: World, school: School) -> tuple[Part, ...]:
    """Every part, in the order in which a curator would fill them."""
    bank = world.bank
    rows: tuple[tuple[str, object, str, str], ...] = (
        ("рассказ о системе наставничества", school.about or school.body.strip(), "Напишите два-три предложения: что есть в организации и кому помогает.", "school/#field-about"),
        ("дата внедрения системы", school.introduced, "Возьмите её из приказа о внедрении.", "school/#field-introduced"),
        ("локальные документы", school.documents, "Добавьте приказ о внедрении, положение и дорожную карту: файл или адрес, номер, дату, подпись.", "school/#field-documents"),
        ("сведения о школьном объединении наставников", school.shmo, "Напишите, чем занято объединение и сколько в нём участников.", "school/#field-shmo"),
        ("пары и группы по темам", shown_pairs(school), f"Назовите темы и число человек, без имён; меньше {LEAST} человек не показываем.", "school/#field-pairs"),
        ("персонализированные программы", school.programs, "Перечислите программы: название, тема, срок, состояние.", "school/#field-programs"),
        ("практики", any(bank.practices_of(school)), "Выберите в банке практики, которыми пользуетесь, или опишите свою.", "school/#field-practices"),
        ("новости", bank.news_of(school), "Расскажите о последнем событии в двух предложениях.", "news/"),
        ("события", bank.events_of(school), "Внесите ближайшее событие: дату, вид, для кого.", "event/"),
        ("методические материалы", school.materials, "Приложите памятку, лист наблюдения или план: файл или адрес.", "school/#field-materials"),
        ("итоги мониторинга", shown_monitoring(school), f"Внесите сводное значение показателя; группы меньше {LEAST} человек не показываем.", "school/#field-monitoring"),
        ("поощрение наставников", school.incentives, "Напишите, как организация благодарит наставников.", "school/#field-incentives"),
        ("адрес раздела на сайте организации", school.section_url, "Когда вставите строку, сообщите адрес страницы.", "school/#field-section_url"),
    )  # fmt: skip
    return tuple(Part(title, bool(shown), advice, f"help/fields/{field}") for title, shown, advice, field in rows)

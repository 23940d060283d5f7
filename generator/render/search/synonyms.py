"""Other words for the same thing.

Abbreviations and other names come from the bank's glossary; families of words without a common beginning, which no rule of
endings can join, stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model import GlossaryTerm
from generator.render.search.chain import STOP, key, words

Also = tuple[str, tuple[str, ...], tuple[str, ...]]
"""What a reader is told, the keys that are looked for as well, and the keys in a query that call for them."""

_BRACKETS = re.compile(r"\s*\([^)]*\)")
_FAMILIES = """
человек люди людской
год лет летний
образование самообразование образовательный
развитие саморазвитие развивать
контроль самоконтроль контролировать
класс одноклассник классный внеклассный
помощь помочь помогать помощник поддержка
смотреть просмотр посмотреть
посещение посещать посетить взаимопосещение
спросить спрашивать вопрос опрос
ответ отвечать ответить
искать поиск найти находить
время временной временный
мочь возможность
плохо плохой хуже
хорошо хороший лучше лучший
ребенок ребята дети детский детвора малыш
учить ученик учащийся учеба учебный обучение обучать обучающийся школьник
учитель учительский преподаватель педагог училка препод учительница
урок внеурочный поурочный занятие
оценка самооценка оценивание отметка двойка балл
анализ самоанализ анализировать разбор разбирать
родитель родительский мама папа семья родаки отец мамочка мамаша
дружба подруга дружить дружат дружный подружиться
боязнь бояться боюсь боятся страх страшно испуг трусить волнение волнуюсь
устать усталость уставать утомление выгорание выгореть выгорел измотан вымотан надоело
шум шумный шумно шумят кричать кричат орать орет орут ору базар болтать болтают гам галдят галдеж
ссора ссориться конфликт конфликтный поссориться ругаться скандал скандальный разругаться
писать запись записи записать письмо
начать начинать начало начала сначала начну
новичок новенький молодой молодежь начинающий
хотеть хотение хочет хотят желание нежелание неохота
хулиган хулиганить хулиганство безобразничать балуется дерется дерутся драка драться подраться подрались
слушаться непослушный неуправляемый дисциплина поведение
хамить хамит хамят грубить грубит грубят дерзит огрызается матерится
прогул прогульщик прогуливать пропуск пропускать
телефон мобильник смартфон гаджет
дистанционный дистанционно удаленный удаленно удаленка онлайн видеосвязь созвон
зарплата оклад платить доплата доплачивать выплата оплата деньги денежный надбавка премия стимулирующий стимулирование
документ документация бумага бумажка
бланк шаблон образец типовой
закрепить закрепление прикрепить назначить назначение назначать
уволиться увольняться увольнение уйти уходить ушел ушла
завуч замдиректора заместитель
директор директриса начальник начальство руководитель
физрук физкультура физкультурник физра спортивный
садик сад детсад детсадовский дошкольный дошкольник воспитатель воспитательница
техникум колледж училище ссуз
вуз институт университет кафедра
поурочный поурочка конспект разработка планирование проектирование
журнал журналы дневник
анкета анкетирование опросник опрос опросный
подшефный подопечный наставляемый
шеф шефство наставник ментор опекать
куратор ответственный кураторство
пара вместе вдвоем двое напарник
мо методобъединение объединение
педсовет совещание планерка
награда наградить награждение грамота диплом поощрение поощрить
благодарность благодарственный поблагодарить спасибо
компьютер компьютерный ноутбук икт цифровой
пожилой пенсионер пенсионерка возрастной старый
нейросеть искусственный
овз зпр инклюзия инклюзивный особый особенный сдвг аутизм аутист
плакать плачет реветь рев слезы
доп допобразование дополнительный
кружок секция студия внеурочка
практикант практикантка студент студентка стажер
аттестация аттестоваться категория
поход экскурсия выезд поездка
село сельский деревня деревенский
малокомплектный маленький разновозрастный
фото фотография снимок
вставить вставка встроить виджет скрипт код
ошибка опечатка ошибиться ошибаться
результат итог эффект эффективность толк польза
успокоить успокоиться угомонить утихомирить тишина
завершить завершение закончить заканчивать окончание
памятка шпаргалка инструкция
адаптация адаптироваться освоиться привыкнуть
информатика программирование программист айти
опыт опыта опытный
обмен обмениваться перенимать
материал материалы
подпись подписи подписать подписывать
"""


def kept(glossary: Iterable[GlossaryTerm]) -> frozenset[str]:
    """Words of the glossary's abbreviations: they are never cut to a stem («ПДн»)."""
    return frozenset(word for term in glossary for word in words(term.abbreviation) if not word.isdigit())


def families() -> tuple[tuple[str, ...], ...]:
    """Keys of words that call for each other."""
    return tuple(tuple(dict.fromkeys(map(key, line.split()))) for line in _FAMILIES.strip().splitlines())


def also(glossary: Iterable[GlossaryTerm]) -> tuple[Also, ...]:
    """An abbreviation and its term call for each other; another name calls for the term, unless the one holds the other."""
    terms = tuple(glossary)
    whole_words = kept(terms)
    return tuple(sorted(found for term in terms for found in _of(term, whole_words)))


def _of(term: GlossaryTerm, whole_words: frozenset[str]) -> Iterator[Also]:
    name = _BRACKETS.sub("", term.term)
    whole, short = _phrase(name, whole_words), _phrase(term.abbreviation, whole_words)
    if not whole:  # words that say nothing would call for the term in every query
        return
    if short:
        yield lowered(name), whole, short
        yield term.abbreviation, short, whole
    for alias in term.aliases:
        other = _phrase(alias, whole_words)
        if other and not set(other) <= set(whole) and not set(whole) <= set(other) and not set(short[:1]) & set(other):
            yield lowered(name), whole, other


def _phrase(text: str, whole_words: frozenset[str]) -> tuple[str, ...]:
    """Keys of a phrase, hyphened words only in parts."""
    parts = (part for word in words(text) for part in word.split("-"))
    return tuple(part if part in whole_words else key(part) for part in parts if part not in STOP)


def lowered(name: str) -> str:
    """A name inside a sentence: its first letter small, unless the word is an abbreviation.

    >>> lowered("Индивидуальный маршрут"), lowered("ШМО наставников")
    ('индивидуальный маршрут', 'ШМО наставников')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]

"""Rules about the shape of a record: F1xx for its fields, P0xx for the sections of its body."""

from generator.diagnostics import Rule, Severity


class MissingField(Rule, id="F101"):
    """Нет обязательного поля."""


class UnknownField(Rule, id="F102"):
    """Неизвестное поле."""


class WrongType(Rule, id="F103"):
    """Значение не того вида."""


class NotInVocabulary(Rule, id="F104"):
    """Значения нет в словаре."""


class WrongLength(Rule, id="F105"):
    """Текст слишком короткий или слишком длинный."""


class WrongCount(Rule, id="F106"):
    """В списке слишком мало или слишком много значений."""


class WrongNumber(Rule, id="F107"):
    """Число вне допустимых пределов."""


class WrongForm(Rule, id="F108"):
    """Значение записано не по образцу."""


class WrongDate(Rule, id="F109"):
    """Дата записана неверно."""


class OutOfPlace(Rule, id="F110"):
    """Поле здесь лишнее."""


class Repeated(Rule, id="F111"):
    """Значение в списке повторяется."""


class WrongSet(Rule, id="F112"):
    """Не хватает одного из связанных полей."""


class MissingSection(Rule, id="P001"):
    """Нет обязательного раздела."""


class UnknownSection(Rule, id="P002"):
    """Неизвестный раздел."""


class SectionOrder(Rule, id="P003"):
    """Разделы стоят не по порядку."""


class SectionLength(Rule, id="P004"):
    """Раздел слишком короткий или слишком длинный."""


class ItemLine(Rule, id="P005"):
    """В шаге или риске нет нужной строки."""


class ItemCount(Rule, id="P006"):
    """Слишком мало или слишком много шагов или рисков."""


class RepeatedSection(Rule, id="P007"):
    """Раздел встречается дважды."""


class SectionElsewhere(Rule, id="P008"):
    """Раздел не для такой карточки."""


class StrayText(Rule, id="P009", severity=Severity.WARNING):
    """Перед первым разделом стоит текст."""

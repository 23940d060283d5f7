"""Rules of family F about the file itself: bytes, fences and YAML. What would be lost silently is said aloud."""

from generator.diagnostics import Rule, Severity


class Bom(Rule, id="F001", severity=Severity.WARNING):
    """Невидимая метка в начале файла (BOM)."""


class NotUtf8(Rule, id="F002"):
    """Файл записан не в UTF-8."""


class LineEnds(Rule, id="F003", severity=Severity.WARNING):
    """Концы строк в стиле Windows."""


class ControlCharacter(Rule, id="F004"):
    """Непечатаемый знак в тексте."""


class NoOpeningFence(Rule, id="F005"):
    """Нет строки «---» в начале файла."""


class NoClosingFence(Rule, id="F006"):
    """Нет второй строки «---» после данных."""


class Syntax(Rule, id="F007"):
    """Данные в начале файла записаны с ошибкой."""


class DuplicateKey(Rule, id="F008"):
    """Поле записано дважды."""


class NotMapping(Rule, id="F009"):
    """Вместо полей в начале файла что-то другое."""


class OtherReaders(Rule, id="F010", severity=Severity.WARNING):
    """Значение, которое другие программы прочтут иначе."""


class Anchor(Rule, id="F011"):
    """Значение начинается со служебного знака YAML."""


class TooLarge(Rule, id="F012"):
    """Файл слишком большой."""


class Outside(Rule, id="F013"):
    """Ссылка вместо файла или файл вне банка."""


class BadName(Rule, id="F014"):
    """Имя папки или файла не годится для адреса."""


class TooDeep(Rule, id="F015"):
    """Списки вложены слишком глубоко."""


class Unreadable(Rule, id="F016"):
    """Файл не удалось прочитать с диска."""


class SwallowedText(Rule, id="F017", severity=Severity.WARNING):
    """Перед полями стоит текст."""

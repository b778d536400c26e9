"""Lists that contacts end in where neither a rule nor an outcome names one."""

from enum import StrEnum


class Lists(StrEnum):
    """Named as managers read them; a campaign's own rules may name any other."""

    NOT_REACHED = "недозвон"
    LINE_FAULT = "сбой связи"
    WRONG_NUMBER = "неверный номер"
    DO_NOT_CALL = "не звонить"
    NOT_ALLOWED = "нельзя звонить"
    NO_RESULT = "без результата"

"""Numbers as people read them in Russian texts: «25 000», «3,5», «38 %»."""

THIN = "\N{NARROW NO-BREAK SPACE}"


def whole(count: float) -> str:
    """Rounded, in groups of three digits.

    >>> whole(25000).replace(THIN, " ")
    '25 000'
    """
    return f"{count:,.0f}".replace(",", THIN)


def tenths(amount: float) -> str:
    """One digit after the comma.

    >>> tenths(12.34)
    '12,3'
    """
    return f"{amount:.1f}".replace(".", ",")


def money(amount: float | None) -> str:
    """Two digits after the comma; a dash where it is not known.

    >>> money(1234.5).replace(THIN, " "), money(None)
    ('1 234,50', '—')
    """
    if amount is None:
        return "—"
    return f"{amount:,.2f}".replace(",", THIN).replace(".", ",")


def percent(part: float, of: float) -> str:
    """A share, to a tenth; a dash of nothing.

    >>> percent(1, 3).replace(THIN, " "), percent(7, 0)
    ('33,3 %', '—')
    """
    if not of:
        return "—"
    share = 100 * part / of
    digits = 0 if share in {0, 100} else 1
    return f"{share:.{digits}f}{THIN}%".replace(".", ",")

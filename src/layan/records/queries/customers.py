"""Finding customers, and what the desk shows of one."""

from layan.records.models import Address, Customer


def normalised(kind: str, address: str) -> str:
    """The form in which an address is compared: emails without case, phone numbers in E.164 where they parse."""
    value = address.strip()
    if kind == "email":
        return value.casefold()[:254]
    if kind == "phone":
        import phonenumbers

        try:
            number = phonenumbers.parse(value, None)
        except phonenumbers.NumberParseException:
            return "".join(c for c in value if c.isdigit() or c == "+")[:254]
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return value[:254]


def by_address(kind: str, address: str) -> Customer | None:
    """The customer with that address."""
    row = Address.objects.select_related("customer").filter(kind=kind, value=normalised(kind, address)).first()
    return row.customer if row else None

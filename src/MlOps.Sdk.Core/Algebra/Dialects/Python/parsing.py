NUMBER = r'[\t\n\x0B\f\r ]*[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[nN][aA][nN]|[iI][nN][fF](?:[iI][nN][iI][tT][yY])?)[\t\n\x0B\f\r ]*'


# float() alone also takes 1_000 and digits of other scripts.
def double_or_none(text):
  return float(text) if text is not None and re.fullmatch(NUMBER, text) else None


# int() alone also takes 1_000 and digits of other scripts, and no texts of more than 4300 digits.
def int64_or_none(text):
  if text is None or not re.fullmatch(r'[\t\n\x0B\f\r ]*[+-]?[0-9]+[\t\n\x0B\f\r ]*', text):
    return None
  digits = text.strip().lstrip('+-').lstrip('0')
  if len(digits) > 19:
    return None
  number = int(digits or '0') * (-1 if '-' in text else 1)
  return number if -9223372036854775808 <= number <= 9223372036854775807 else None


def boolean_or_none(text):
  return None if text is None else {'true': True, 'false': False}.get(text.strip('\t\n\v\f\r ').lower())


def date_or_none(text, pattern):
  instant = timestamp_or_none(text, pattern)
  return None if instant is None else instant.date()


def timestamp_or_none(text, pattern):
  match = None if text is None else re.fullmatch(pattern, text)
  if match is None:
    return None
  parts = {name: int(digits) for name, digits in match.groupdict().items()}
  try:
    return datetime.datetime(parts['y'], parts['M'], parts['d'], parts.get('H', 0), parts.get('m', 0), parts.get('s', 0))
  except ValueError:
    return None


def parse_double(text):
  return read(double_or_none(text), text, 'a number')


def parse_int64(text):
  return read(int64_or_none(text), text, 'a whole number')


def parse_boolean(text):
  return read(boolean_or_none(text), text, 'true or false')


def parse_date(text, pattern, form):
  return read(date_or_none(text, pattern), text, 'a day in the pattern ' + form)


def parse_timestamp(text, pattern, form):
  return read(timestamp_or_none(text, pattern), text, 'an instant in the pattern ' + form)


def read(value, text, what):
  return fail(f"'{text}' is not {what}") if value is None else value

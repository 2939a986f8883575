# The same day so many months later, or the month's last day.
def add_months(day, months):
  total = day.year * 12 + day.month - 1 + months
  if not 12 <= total <= 119999:
    fail('a day is beyond the years 1 to 9999')
  year, month = total // 12, total % 12 + 1
  return day.replace(year=year, month=month, day=min(day.day, days_in_month(year, month)))


def days_in_month(year, month):
  if month == 2:
    return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
  return 30 if month in (4, 6, 9, 11) else 31


def start_of_quarter(day):
  return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


# Monday.
def start_of_week(day):
  return day - datetime.timedelta(days=day.weekday())


# Cut off towards zero; timedelta itself rounds down.
def whole_days(span):
  return span.days if span.days >= 0 else -(-span).days


def in_microseconds(span):
  return span // datetime.timedelta(microseconds=1)


def microseconds_of_day(instant):
  return in_microseconds(instant - midnight(instant))


# Halves away from zero.
def nearest_whole(number):
  whole = math.trunc(number)
  return whole if abs(number - whole) < 0.5 else whole + 1 if number > 0 else whole - 1


# A pattern's text, where {1} holds the digits of the fraction of the second.
def write_instant(pattern, instant):
  return pattern.format(instant, f'{instant.microsecond:06d}')

# How days and instants are kept in Beam's rows.
def read_date(days):
  return None if days is None else datetime.date.fromordinal(719163 + days)


def write_date(day):
  return None if day is None else day.toordinal() - 719163


def read_timestamp(microseconds):
  return None if microseconds is None else datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=microseconds)


def write_timestamp(instant):
  return None if instant is None else (instant - datetime.datetime(1970, 1, 1)) // datetime.timedelta(microseconds=1)


# Parquet files tell instants with UTC as their zone or, from some writers, without one.
def without_zone(instant):
  return instant if instant is None or instant.tzinfo is None else instant.astimezone(datetime.timezone.utc).replace(tzinfo=None)


def midnight(day):
  return datetime.datetime(day.year, day.month, day.day)


def fail(message):
  raise ValueError(message)


def int64(number):
  return number if -9223372036854775808 <= number <= 9223372036854775807 else fail('a whole number is beyond 64 bits')


# C#'s cast from double to long.
def cut_off(number):
  return int64(int(number)) if math.isfinite(number) else fail('a number is beyond 64 bits')

# C#'s & and | of bool?, where the second is computed only if the first doesn't decide.
def both(first, second):
  if first is False:
    return False
  other = second()
  return False if other is False else None if first is None or other is None else True


def either(first, second):
  if first is True:
    return True
  other = second()
  return True if other is True else None if first is None or other is None else False


def otherwise(value, replacement):
  return replacement() if value is None else value

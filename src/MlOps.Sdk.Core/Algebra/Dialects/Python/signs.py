def sign_of(number):
  return fail('NaN has no sign') if math.isnan(number) else (number > 0) - (number < 0)


def copy_sign(number, other):
  return math.copysign(number, 0.0 if math.isnan(other) else other)


# IEEE 754's minimum and maximum: NaN wins, and -0 is below 0.
def lesser(first, second):
  if math.isnan(first) or math.isnan(second):
    return math.nan
  return min(first, second) if first != second else first if math.copysign(1.0, first) < 0 else second


def greater(first, second):
  if math.isnan(first) or math.isnan(second):
    return math.nan
  return max(first, second) if first != second else second if math.copysign(1.0, first) < 0 else first


def clamp(number, low, high):
  if low > high:
    fail('the lower bound is above the upper one')
  return low if number < low else high if number > high else number

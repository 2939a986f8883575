# Python fails where IEEE 754 gives NaN or an infinity.
def of_finite(function, angle):
  return math.nan if math.isinf(angle) else function(angle)


def within_one(function, number):
  return math.nan if abs(number) > 1 else function(number)


def arcosine(number):
  return math.nan if number < 1 else math.acosh(number)


def artangent(number):
  return math.copysign(math.inf, number) if abs(number) == 1 else within_one(math.atanh, number)

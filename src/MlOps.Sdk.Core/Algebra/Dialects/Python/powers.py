# Python fails where IEEE 754 gives NaN or an infinity.
def square_root(number):
  return math.nan if number < 0 else math.sqrt(number)


# A third is no double; the last factor makes up for what its 53 bits lack. (math.cbrt came with Python 3.11.)
def cube_root(number):
  return math.copysign(abs(number) ** 0.3333333333333333 * abs(number) ** 1.850371707708594e-17, number)


def power(base, exponent):
  try:
    return math.pow(base, exponent)
  except (OverflowError, ValueError):
    if base < 0 and not exponent.is_integer():
      return math.nan
    return math.copysign(math.inf, base if abs(math.fmod(exponent, 2.0)) == 1.0 else 1.0)


def or_infinity(function, number):
  try:
    return function(number)
  except OverflowError:
    return math.copysign(math.inf, number)


def logarithm(function, number):
  return -math.inf if number == 0 else math.nan if number < 0 else function(number)


# As Math.Log does it.
def logarithm_to_base(number, base):
  if base == 1 or number != 1 and (base == 0 or base == math.inf):
    return math.nan
  return divide(logarithm(math.log, number), logarithm(math.log, base))

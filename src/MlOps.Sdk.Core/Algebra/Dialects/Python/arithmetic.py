# C#'s / on whole numbers, which cuts off towards zero.
def divide_whole(dividend, divisor):
  if divisor == 0:
    fail('division by zero')
  quotient = abs(dividend) // abs(divisor)
  return int64(quotient if (dividend < 0) == (divisor < 0) else -quotient)


# C#'s % on whole numbers, which has the sign of the dividend.
def remainder_whole(dividend, divisor):
  if divisor == 0:
    fail('division by zero')
  remainder = abs(dividend) % abs(divisor)
  return -remainder if dividend < 0 else remainder


# IEEE 754's division.
def divide(dividend, divisor):
  if divisor != 0 or math.isnan(divisor):
    return dividend / divisor
  if dividend == 0 or math.isnan(dividend):
    return math.nan
  return math.copysign(math.inf, dividend) * math.copysign(1.0, divisor)


def remainder(dividend, divisor):
  return math.nan if math.isinf(dividend) or divisor == 0 else math.fmod(dividend, divisor)


def int32(number):
  return number if -2147483648 <= number <= 2147483647 else fail("a number doesn't fit into an int; cast it to long")

# Python's functions make an int of a float, which loses the sign of 0 and fails for what isn't finite.
def rounded(function, number):
  return math.copysign(float(function(number)), number) if math.isfinite(number) else number


# The greatest number below a half: a half itself would carry 0.49999999999999994 over to 1.
def half_away(number):
  return math.trunc(number + math.copysign(0.49999999999999994, number))


def round_digits(function, number, scale):
  return rounded(function, number * scale) / scale if abs(number) < 1e16 else number

class Count(beam.CombineFn):
  def create_accumulator(self):
    return 0

  def add_input(self, count, value):
    return count if value is None else count + 1

  def merge_accumulators(self, counts):
    return sum(counts)

  def extract_output(self, count):
    return count


class CountIf(Count):
  def add_input(self, count, value):
    return count + 1 if value else count


# NaN equals NaN here.
class CountDistinct(beam.CombineFn):
  def create_accumulator(self):
    return set()

  def add_input(self, values, value):
    if value is not None:
      values.add('NaN' if value != value else (value,))
    return values

  def merge_accumulators(self, sets):
    return set().union(*sets)

  def extract_output(self, values):
    return len(values)


class Sum(beam.CombineFn):
  def create_accumulator(self):
    return None

  def add_input(self, total, value):
    return total if value is None else value if total is None else total + value

  def merge_accumulators(self, totals):
    known = [total for total in totals if total is not None]
    return sum(known[1:], known[0]) if known else None

  def extract_output(self, total):
    return total


class WholeSum(Sum):
  def extract_output(self, total):
    return None if total is None else int64(total)


class Mean(beam.CombineFn):
  def create_accumulator(self):
    return (0, 0)

  def add_input(self, accumulator, value):
    total, count = accumulator
    return accumulator if value is None else (total + value, count + 1)

  def merge_accumulators(self, accumulators):
    totals, counts = zip(*accumulators)
    return (sum(totals), sum(counts))

  def extract_output(self, accumulator):
    total, count = accumulator
    return total / count if count > 0 else None


# Welford's method; accumulators are merged as by Chan, Golub and LeVeque.
class StandardDeviation(beam.CombineFn):
  def create_accumulator(self):
    return (0, 0.0, 0.0)

  def add_input(self, accumulator, value):
    return accumulator if value is None else self.merge(accumulator, (1, float(value), 0.0 if math.isfinite(value) else math.nan))

  def merge_accumulators(self, accumulators):
    merged = self.create_accumulator()
    for accumulator in accumulators:
      merged = self.merge(merged, accumulator)
    return merged

  def merge(self, first, second):
    count = first[0] + second[0]
    if count == 0:
      return first
    difference = second[1] - first[1]
    mean = first[1] + difference * second[0] / count
    squares = first[2] + second[2] + difference * difference * first[0] * second[0] / count
    return (count, mean, squares)

  def extract_output(self, accumulator):
    count, _, squares = accumulator
    return math.sqrt(squares / (count - 1)) if count > 1 else None


# NaN is the least number.
class Min(beam.CombineFn):
  def create_accumulator(self):
    return None

  def add_input(self, least, value):
    if value is None or least is None:
      return least if value is None else value
    return value if value != value or value < least else least

  def merge_accumulators(self, values):
    least = None
    for value in values:
      least = self.add_input(least, value)
    return least

  def extract_output(self, least):
    return least


class Max(Min):
  def add_input(self, greatest, value):
    if value is None or greatest is None:
      return greatest if value is None else value
    return value if greatest != greatest or value > greatest else greatest

# The transforms of Beam YAML: each is handed its step and its inputs and gives its outputs by name; rows are computed when they are asked for.
import struct
import traceback

from beam_graph import Refused, only
from beam_types import ANY, CHECKS, KINDS, CombineFn, Rows, infer, load, row_class


class StepError(Exception):
  def __init__(self, step, error):
    super().__init__(f'{type(error).__name__}: {error}')
    self.step, self.error = step, error
    self.trace = ''.join(traceback.format_exception(type(error), error, error.__traceback__))


def guarded(step, rows):
  try:
    yield from rows
  except (StepError, Refused):
    raise
  except Exception as error:
    raise StepError(step.name, error) from error


def where(step):
  return f'{step.type} {step.name!r}'


def settings(step, *known, required=()):
  only(f"The 'config' of {where(step)}", step.config, set(known))
  for key in required:
    if key not in step.config:
      raise Refused(f'{where(step)} lacks {key!r}')
  return step.config


def listed(value):
  return [value] if isinstance(value, str) else value


def language_of(step):
  language = step.config.get('language', 'generic')
  if language not in ('generic', 'python'):
    raise Refused(f'{where(step)}: the emulator has no language {language!r}; write it in python')
  return language


def error_output(step):
  handling = step.config.get('error_handling')
  if handling is None:
    return None
  only(f"'error_handling' of {where(step)}", handling, {'output'})
  if not isinstance(handling.get('output'), str):
    raise Refused(f"'error_handling' of {where(step)} lacks its 'output'")
  return handling['output']


def literal(text):
  """A number within 32 bits, a fraction or a text in double quotes, which need no language; else None."""
  if isinstance(text, (int, float)) and not isinstance(text, bool):
    return text
  if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
    return text[1:-1]
  try:
    number = float(text) if '.' in text else int(text)
  except ValueError:
    return None
  return number if isinstance(number, float) or -2 ** 31 <= number < 2 ** 31 else None


def named_errors(function, fields):
  def call(row):
    try:
      return function(row)
    except NameError as error:
      raise ValueError(f'{error}. Valid fields are {list(fields)}') from error
  return call


def scalar(step, what, spec, source, files):
  """(type, function) of a field's name, an expression or a callable."""
  language = language_of(step)
  if isinstance(spec, str) and spec in source.fields:
    index = source.names().index(spec)
    return source.fields[spec], lambda row: row[index]
  if language == 'generic':
    value = literal(spec) if isinstance(spec, (str, int, float)) else None
    if value is None:
      raise Refused(f'{where(step)}: Missing language specification or unknown input field for {what!r}: {spec!r}')
    return (KINDS[type(value).__name__], False), lambda row: value
  if isinstance(spec, (int, float)) and not isinstance(spec, bool):
    return (KINDS[type(spec).__name__], False), lambda row: spec
  if isinstance(spec, str):
    spec = {'expression': spec}
  if not source.has_schema and isinstance(spec, dict) and 'expression' in spec:
    raise Refused(f"{where(step)}: Can only use expressions on a schema'd input; {what!r} must be a callable")
  if not isinstance(spec, dict):
    raise Refused(f'{where(step)}: Ambiguous expression type (perhaps missing quoting?) for {what!r}: {spec!r}')
  only(f'{what!r} of {where(step)}', spec, {'expression', 'callable', 'path', 'name', 'output_type'})
  forms = [form for form in ('expression', 'callable') if spec.get(form)] + ([('path', 'name')] if 'path' in spec or 'name' in spec else [])
  if len(forms) != 1 or ('path' in spec) != ('name' in spec):
    raise Refused(f'{where(step)}: {what!r} must be one of an expression, a callable, or a path with a name')
  if any(not isinstance(spec[form], str) for form in ('expression', 'callable', 'path', 'name') if form in spec):
    raise Refused(f'{where(step)}: {what!r} is no text; put it in quotes')
  kind, function = compiled(spec, source.fields, files)
  if 'output_type' in spec:
    return checked(step, what, spec['output_type'], function)
  return kind, function


def compiled(spec, fields, files):
  if 'expression' in spec:
    names = [name for name in fields if name in spec['expression']]
    source = '\n'.join(['def fn(__row__):', *(f'  {name} = __row__.{name}' for name in names), f'  return ({spec["expression"]})'])
    return infer(source, fields), named_errors(load(source), fields)
  if 'callable' in spec:
    return infer(spec['callable'], fields), named_errors(load(spec['callable']), fields)
  definitions = {}
  exec(files.text(spec['path']), definitions)
  return ANY, named_errors(definitions[spec['name']], fields)


def checked(step, what, wanted, function):
  if isinstance(wanted, dict) and set(wanted) == {'type'}:
    wanted = wanted['type']
  if not isinstance(wanted, str) or wanted not in CHECKS:
    raise Refused(f"{where(step)}: the emulator has no output_type {wanted!r} for {what!r}; it has {', '.join(sorted(CHECKS))}")
  types = CHECKS[wanted]

  def check(row):
    value = function(row)
    if not isinstance(value, types):
      raise TypeError(f"{value!r} violates schema {{'type': '{wanted}'}} of the field {what!r}")
    return value
  return (wanted, False), check


def mapped(step, source, fields, each):
  """Outputs of a transform of single rows; each gives a row's results. Rows that fail go to the error output, if there is one."""
  failed = error_output(step)
  if failed is None:
    return {None: Rows(fields, guarded(step, (result for row in source for result in each(row))))}
  good, bad = [], []
  bad_type = row_class(('element', 'msg', 'stack'))

  def run():
    for row in source:
      try:
        good.extend(each(row))
      except Exception as error:
        bad.append(bad_type((row, str(error), ''.join(traceback.format_exception(type(error), error, error.__traceback__)))))

  # Both are computed when the first of them is asked for.
  once = []

  def output(rows):
    if not once:
      once.append(True)
      run()
    yield from rows
  element = (('row', tuple(source.fields.items())), False)
  return {
    None: Rows(fields, output(good)),
    failed: Rows({'element': element, 'msg': ('string', False), 'stack': ('string', False)}, output(bad), bad_type)}


def map_to_fields(step, source, files):
  config = settings(step, 'language', 'fields', 'append', 'drop', 'error_handling')
  fields, drop, append = config.get('fields', {}), listed(config.get('drop', [])), config.get('append', False)
  if not isinstance(fields, dict) or not fields and not drop:
    raise Refused(f"{where(step)} lacks 'fields'")
  if any(not isinstance(name, str) for name in fields):
    raise Refused(f"{where(step)}: a field's name is no text; put it in quotes")
  if drop and not append:
    raise Refused(f'{where(step)}: Can only drop fields if append is true')
  for name in drop:
    if name not in source.fields:
      raise Refused(f'{where(step)}: Dropping unknown field {name!r}')
  if append:
    for name in fields:
      if name in source.fields and name not in drop:
        raise Refused(f'{where(step)}: Redefinition of field {name!r}. Cannot append a field that already exists in original input')
  specs = {**({name: name for name in source.fields if name not in drop} if append else {}), **fields}
  computed = {name: scalar(step, name, spec, source, files) for name, spec in specs.items()}
  functions = [function for _, function in computed.values()]
  row_type = row_class(computed)
  kinds = {name: kind for name, (kind, _) in computed.items()}
  outputs = mapped(step, source, kinds, lambda row: (row_type([function(row) for function in functions]),))
  outputs[None].type = row_type
  return outputs


def filtered(step, source, files):
  config = settings(step, 'language', 'keep', 'error_handling', required=('keep',))
  if language_of(step) == 'generic' and config['keep'] not in source.fields:
    raise Refused(f"{where(step)}: the emulator has no 'keep' without a language but a field's name")
  _, keep = scalar(step, 'keep', config['keep'], source, files)
  outputs = mapped(step, source, source.fields, lambda row: (row,) if keep(row) else ())
  outputs[None].type, outputs[None].has_schema = source.type, source.has_schema
  return outputs


def partition(step, source, files):
  config = settings(step, 'language', 'by', 'outputs', 'unknown_output', 'error_handling', required=('by', 'outputs'))
  kind, by = scalar(step, 'by', config['by'], source, files)
  outputs, unknown, failed = config['outputs'], config.get('unknown_output'), error_output(step)
  if not isinstance(outputs, list) or not all(isinstance(output, str) for output in outputs):
    raise Refused(f"{where(step)}: 'outputs' must be a list of names")
  if kind[0] not in ('string', 'any'):
    raise Refused(f'{where(step)}: Partition function must return a string type not {kind[0]}')
  if failed in outputs:
    raise Refused(f'{where(step)}: Error handling output {failed!r} cannot be among the listed outputs {outputs}')
  parts = {output: [] for output in [*outputs, *([unknown] if unknown else [])]}

  def split(row):
    tag = by(row)
    tag = unknown if tag is None else tag
    if not isinstance(tag, str):
      raise ValueError(f'Returned output name {tag!r} of type {type(tag)} must be a string.')
    if tag not in outputs:
      if not unknown:
        raise ValueError(f'Unknown output name {tag!r}')
      tag = unknown
    parts[tag].append(row)
    return ()
  split_rows = mapped(step, source, source.fields, split)
  drained = []

  def part(rows):
    if not drained:
      drained.extend(split_rows[None])
      drained.append(True)
    yield from rows
  result = {output: Rows(source.fields, part(rows), source.type) for output, rows in parts.items()}
  if failed:
    errors = split_rows[failed]
    result[failed] = Rows(errors.fields, (row for rows in (part(()), errors) for row in rows), errors.type)
  return result


class Mean(CombineFn):
  def create_accumulator(self):
    return (0, 0)

  def add_input(self, accumulator, value):
    return accumulator[0] + value, accumulator[1] + 1

  def merge_accumulators(self, accumulators):
    totals, counts = zip(*accumulators)
    return sum(totals), sum(counts)

  def extract_output(self, accumulator):
    return accumulator[0] / float(accumulator[1]) if accumulator[1] else float('nan')


class Count(CombineFn):
  def create_accumulator(self):
    return 0

  def add_input(self, count, _):
    return count + 1

  def merge_accumulators(self, counts):
    return sum(counts)

  def extract_output(self, count):
    return count


class Buffered(CombineFn):
  """What combines a list of values, such as sum."""

  def __init__(self, function):
    self.function = function

  def create_accumulator(self):
    return []

  def add_input(self, values, value):
    values.append(value)
    return values if len(values) < 100 else [self.function(values)]

  def merge_accumulators(self, lists):
    return [value for values in lists for value in values]

  def extract_output(self, values):
    return self.function(values)


BUILT_IN = {
  'sum': lambda: Buffered(sum), 'max': lambda: Buffered(max), 'min': lambda: Buffered(min), 'all': lambda: Buffered(all),
  'any': lambda: Buffered(any), 'mean': Mean, 'count': Count}
KNOWN_TYPE = {'all': ('boolean', False), 'any': ('boolean', False), 'mean': ('number', False), 'count': ('integer', False)}


def combine(step, source, files):
  config = settings(step, 'language', 'group_by', 'combine', required=('group_by', 'combine'))
  keys = listed(config['group_by'])
  if not keys:
    raise Refused(f"{where(step)}: 'group_by' is empty")
  unknown = [key for key in keys if key not in source.fields]
  if unknown:
    raise Refused(f'{where(step)}: Unknown grouping columns: {unknown}')
  indexes = [source.names().index(key) for key in keys]
  fields, values, functions = {key: source.fields[key] for key in keys}, [], []
  for name, spec in config['combine'].items():
    spec = {'fn': spec} if isinstance(spec, str) else spec
    only(f'{name!r} of {where(step)}', spec, {'value', 'fn'})
    if 'fn' not in spec:
      raise Refused(f"{where(step)}: {name!r} lacks its 'fn'")
    kind, value = scalar(step, name, spec.get('value', name), source, files)
    fields[name], function = combiner(step, name, spec['fn'], kind)
    values.append(value)
    functions.append(function)
  return {None: Rows(fields, guarded(step, groups(source, indexes, keys, values, functions, row_class(fields))))}


def combiner(step, name, spec, kind):
  spec = {'type': spec} if isinstance(spec, str) else spec
  only(f"The 'fn' of {name!r} of {where(step)}", spec, {'type', 'config'})
  if spec.get('type') in BUILT_IN:
    return KNOWN_TYPE.get(spec['type'], kind), BUILT_IN[spec['type']]()
  if spec.get('type') in ('group', 'concat'):
    raise Refused(f'{where(step)}: the emulator has no {spec["type"]!r}, which gives lists')
  if language_of(step) != 'python' or not isinstance(spec.get('type'), str):
    raise Refused(f'{where(step)}: Unknown CombineFn: {spec}')
  function = load(spec['type'])
  if 'config' in spec:
    function = function(**spec['config'])
  return ANY, function if isinstance(function, CombineFn) else Buffered(function)


# As on several workers: each with some of the rows, at times with none.
WORKERS = 3


def groups(source, indexes, keys, values, functions, row_type):
  fractions = [i for i, key in enumerate(keys) if source.fields[key][0] == 'number']
  found, turn = {}, 0
  for row in source:
    key = encoded = tuple([row[index] for index in indexes])
    if fractions:
      encoded = list(key)
      for i in fractions:  # Beam tells keys apart by their bytes.
        encoded[i] = None if key[i] is None else struct.pack('>d', key[i])
      encoded = tuple(encoded)
    group = found.get(encoded)
    if group is None:
      group = found[encoded] = (key, [[function.create_accumulator() for _ in range(WORKERS)] for function in functions])
    turn = (turn + 1) % WORKERS
    for accumulators, value, function in zip(group[1], values, functions):
      accumulators[turn] = function.add_input(accumulators[turn], value(row))
  for key, accumulators in found.values():
    yield row_type([*key, *(
      function.extract_output(function.merge_accumulators(parts)) for parts, function in zip(accumulators, functions))])


def flattened(step, sources):
  names = list(dict.fromkeys(name for source in sources for name in source.fields))
  fields = {}
  for name in names:
    kinds = [source.fields.get(name) for source in sources]
    same = len({kind[0] for kind in kinds if kind}) == 1
    fields[name] = (kinds[0][0], any(kind is None or kind[1] for kind in kinds)) if same and kinds[0] else next(kind for kind in kinds if kind)
    if not same:
      fields[name] = ANY
    elif any(kind is None for kind in kinds):
      fields[name] = (fields[name][0], True)
  row_type = row_class(names)

  def rows():
    for source in sources:
      if source.names() == names:
        yield from source
      else:
        for row in source:
          yield row_type([getattr(row, name, None) for name in names])
  return Rows(fields, rows(), row_type)


def join(step, sources):
  config = settings(step, 'type', 'equalities', 'fields', required=('equalities',))
  aliases = list(sources)
  if len(aliases) < 2:
    raise Refused(f'{where(step)} needs two inputs or more, by alias')
  outer = outer_inputs(step, config.get('type', 'inner'), aliases)
  for alias, source in sources.items():
    for name, kind in source.fields.items():
      if kind[0] not in CHECKS:
        raise Refused(f'{where(step)}: the field {name!r} of {alias!r} has no type; state its output_type')
  pairs = equalities(step, config['equalities'], sources)
  chosen, names = joined_fields(step, config.get('fields', {}), sources), []
  fields = {}
  for alias, name, column in chosen:
    if name in fields:
      raise Refused(f'{where(step)}: two fields have the name {name!r}')
    kind, nullable = sources[alias].fields[column]
    fields[name] = (kind, nullable or any(other in outer for other in aliases if other != alias))
    names.append((aliases.index(alias), sources[alias].names().index(column)))
  row_type = row_class(fields)

  def rows():
    for parts in combinations(aliases, sources, pairs, outer):
      yield row_type([None if parts[i] is None else parts[i][column] for i, column in names])
  return {None: Rows(fields, guarded(step, rows()), row_type)}


def outer_inputs(step, kind, aliases):
  if isinstance(kind, dict):
    only(f"The 'type' of {where(step)}", kind, {'outer'})
    return set(kind['outer'])
  if kind not in ('inner', 'left', 'right', 'outer'):
    raise Refused(f'{where(step)}: a join is inner, left, right or outer, not {kind!r}')
  return {'inner': set(), 'left': {aliases[0]}, 'right': {aliases[-1]}, 'outer': set(aliases)}[kind]


def equalities(step, given, sources):
  if isinstance(given, str):
    given = [{alias: given for alias in sources}]
  for pair in given:
    if not isinstance(pair, dict) or len(pair) < 2:
      raise Refused(f"{where(step)}: each of 'equalities' names a column of two inputs or more: {pair!r}")
    for alias, column in pair.items():
      if alias not in sources or column not in sources[alias].fields:
        raise Refused(f'{where(step)}: there is no column {column!r} of an input {alias!r}')
  return given


def joined_fields(step, given, sources):
  only(f"The 'fields' of {where(step)}", given, set(sources))
  for alias, source in sources.items():
    columns = given.get(alias, source.names())
    for name, column in columns.items() if isinstance(columns, dict) else zip(columns, columns):
      if column not in source.fields:
        raise Refused(f'{where(step)}: there is no column {column!r} of the input {alias!r}')
      yield alias, name, column


def combinations(aliases, sources, pairs, outer):
  """Tuples of a row of each input, or None; null never equals anything."""
  joined = [(row,) for row in sources[aliases[0]]]
  for index in range(1, len(aliases)):
    alias, source = aliases[index], sources[aliases[index]]
    here = [source.names().index(pair[alias]) for pair in pairs if alias in pair]
    there = []
    for pair in pairs:
      if alias in pair:
        other = next((i for i, known in enumerate(aliases[:index]) if known in pair), None)
        if other is None:
          raise Refused(f'Nothing joins the input {alias!r} to those before it')
        there.append((other, sources[aliases[other]].names().index(pair[aliases[other]])))
    found, others = {}, list(source)
    for position, row in enumerate(others):
      key = tuple([row[i] for i in here])
      if None not in key:
        found.setdefault(key, []).append(position)
    used, result = set(), []
    for parts in joined:
      key = tuple([None if parts[other] is None else parts[other][i] for other, i in there])
      partners = [] if None in key else found.get(key, [])
      used.update(partners)
      result.extend((*parts, others[position]) for position in partners)
      if not partners and any(aliases[i] in outer and parts[i] is not None for i in range(index)):
        result.append((*parts, None))
    if alias in outer:
      result.extend((*([None] * index), row) for position, row in enumerate(others) if position not in used)
    joined = result
  return joined


def create(step):
  config = settings(step, 'elements', 'reshuffle', required=('elements',))
  elements = [element if isinstance(element, dict) else {'element': element} for element in config['elements']]
  names = list(dict.fromkeys(name for element in elements for name in element))
  fields = {}
  for name in names:
    values = [element.get(name) for element in elements]
    kinds = {KINDS.get(type(value).__name__, 'any') for value in values if value is not None}
    fields[name] = (kinds.pop(), None in values) if len(kinds) == 1 else ANY
  row_type = row_class(names)
  return {None: Rows(fields, (row_type([element.get(name) for name in names]) for element in elements), row_type)}


def assert_equal(step, source):
  config = settings(step, 'elements', required=('elements',))

  def shown(elements):
    return sorted(repr(sorted((name, value) for name, value in element.items() if value is not None)) for element in elements)

  def rows():
    actual, expected = shown(row._asdict() for row in source), shown(config['elements'])
    if actual != expected:
      raise ValueError(f'The rows are {actual}, not {expected}')
    yield from ()
  return {None: Rows({}, guarded(step, rows()))}


def strip_error_metadata(step, source):
  settings(step)
  kind = source.fields.get('element', ANY)[0]
  if kind[0] != 'row':
    raise Refused(f'{where(step)}: its input is no error output')
  index = source.names().index('element')
  return {None: Rows(dict(kind[1]), (row[index] for row in source))}


def log_for_testing(step, source):
  settings(step, 'level', 'prefix')

  def rows():
    for row in source:
      print(f'{step.config.get("prefix", "")}{row!r}')
      yield row
  return {None: Rows(source.fields, rows(), source.type)}

# Runs a pipeline of Beam YAML over rows that it is handed, by the rules that Beam states: reads one line of JSON with the transforms and the files,
# writes one with the rows. Beam's own parts are few here; whatever the pipeline says in Python is run as it stands.
import json
import re
import sys
import types

CHECKS = {'integer': int, 'number': (int, float), 'boolean': bool, 'string': str}
INFERRED = {'int': 'integer', 'float': 'number', 'bool': 'boolean', 'str': 'string'}
ANY = ('any', True)


class CombineFn:
  pass


class Rows:
  def __init__(self, fields, rows):
    self.fields = fields  # name -> (type, nullable), in order
    self.rows = rows


def load(source):
  lines = [line for line in source.split('\n') if line.strip() and line.strip()[0] != '#']
  last = [line for line in lines if line[0] != ' '][-1]
  name = re.match(r'(?:def|class) (\w+)', last).group(1)
  definitions = {'beam': types.SimpleNamespace(CombineFn=CombineFn)}
  exec('\n'.join(lines), definitions)
  return definitions[name]


def only(config, *known):
  unknown = set(config) - set(known)
  if unknown:
    raise ValueError(f'unknown settings {unknown}')


def read(config, files):
  only(config, 'path')
  file = files[config['path']]
  return Rows({name: tuple(kind) for name, kind in file['fields'].items()}, [types.SimpleNamespace(**row) for row in file['rows']])


def keep(config, source):
  only(config, 'language', 'keep')
  predicate = load(config['keep']['callable'])
  return Rows(source.fields, [row for row in source.rows if predicate(row)])


def field(spec, source):
  if isinstance(spec, str):
    return source.fields[spec], lambda row: getattr(row, spec)
  only(spec, 'callable', 'output_type')
  function = load(spec['callable'])
  if 'output_type' not in spec:
    inferred = re.search(r'return None if value is None else (\w+)\(value\)$', spec['callable'].strip())
    return (INFERRED[inferred.group(1)], True) if inferred else ANY, function
  wanted = CHECKS[spec['output_type']]

  def checked(row):
    value = function(row)
    if not isinstance(value, wanted):
      raise TypeError(f'{value!r} is not of the type {spec["output_type"]}')
    return value
  return (spec['output_type'], False), checked


def map_to_fields(config, source):
  only(config, 'language', 'fields')
  fields = {name: field(spec, source) for name, spec in config['fields'].items()}
  rows = [types.SimpleNamespace(**{name: function(row) for name, (_, function) in fields.items()}) for row in source.rows]
  return Rows({name: kind for name, (kind, _) in fields.items()}, rows)


class CountElements(CombineFn):
  def create_accumulator(self):
    return 0

  def add_input(self, count, _):
    return count + 1

  def merge_accumulators(self, counts):
    return sum(counts)

  def extract_output(self, count):
    return count


def combine(config, source):
  only(config, 'language', 'group_by', 'combine')
  if not config['group_by']:
    raise ValueError('group_by is empty')
  functions = {}
  for name, spec in config['combine'].items():
    only(spec, 'value', 'fn')
    functions[name] = CountElements() if spec['fn'] == 'count' else load(spec['fn']['type'])(**spec['fn']['config'])
  groups = {}
  for row in source.rows:
    key = tuple(getattr(row, name) for name in config['group_by'])
    groups.setdefault(repr(key), (key, []))[1].append(row)  # keys are told apart by their encoding
  rows = []
  for key, members in groups.values():
    result = dict(zip(config['group_by'], key))
    for name, spec in config['combine'].items():
      result[name] = combined(functions[name], [getattr(row, spec['value']) for row in members])
    rows.append(types.SimpleNamespace(**result))
  fields = {name: source.fields[name] for name in config['group_by']}
  return Rows({**fields, **{name: ANY for name in functions}}, rows)


# As on several workers: each with some of the values, at times with none.
def combined(function, values):
  accumulators = []
  for some in (values[0::3], values[1::3], values[2::3]):
    accumulator = function.create_accumulator()
    for value in some:
      accumulator = function.add_input(accumulator, value)
    accumulators.append(accumulator)
  return function.extract_output(function.merge_accumulators(accumulators))


def flatten(sources):
  if any(list(source.fields.items()) != list(sources[0].fields.items()) for source in sources):
    raise ValueError(f'Flatten of different rows: {[source.fields for source in sources]}')
  return Rows(sources[0].fields, [row for source in sources for row in source.rows])


def join(config, sources):
  only(config, 'type', 'equalities', 'fields')
  left, right = sources['lhs'], sources['rhs']
  for source in (left, right):
    if ANY in source.fields.values() or not all(re.fullmatch('[lr][0-9]+', name) for name in source.fields):
      raise ValueError(f'Join of {source.fields}')
  kept = config['type'] == 'left'
  rows = []
  for row in left.rows:
    partners = [other for other in right.rows if all(
      getattr(row, pair['lhs']) is not None and getattr(row, pair['lhs']) == getattr(other, pair['rhs']) for pair in config['equalities'])]
    for partner in partners or ([None] if kept else []):
      rows.append(types.SimpleNamespace(
        **{name: getattr(row, name) for name in config['fields']['lhs']},
        **{name: getattr(partner, name, None) for name in config['fields']['rhs']}))
  fields = {name: left.fields[name] for name in config['fields']['lhs']}
  for name in config['fields']['rhs']:
    kind, nullable = right.fields[name]
    fields[name] = (kind, nullable or kept)
  return Rows(fields, rows)


def run(transforms, files):
  done = {}
  for transform in transforms:
    only(transform, 'type', 'name', 'input', 'config')
    kind, config, given = transform['type'], transform.get('config', {}), transform.get('input')
    if transform['name'] in done or not re.fullmatch('[A-Za-z0-9_-]+', transform['name']):
      raise ValueError(f'the name {transform["name"]}')
    if kind == 'WriteToParquet':
      only(config, 'path')
      if ANY in done[given].fields.values():
        raise ValueError(f'a column without a type: {done[given].fields}')
      return done[given]
    if kind == 'ReadFromParquet':
      result = read(config, files)
    elif kind == 'Flatten':
      result = flatten([done[name] for name in given])
    elif kind == 'Join':
      result = join(config, {alias: done[name] for alias, name in given.items()})
    else:
      result = {'Filter': keep, 'MapToFields': map_to_fields, 'Combine': combine}[kind](config, done[given])
    done[transform['name']] = result
  raise ValueError('nothing is written')


def decoded(value):
  return float(value['float']) if isinstance(value, dict) else value


def encoded(value):
  return {'type': type(value).__name__, 'value': repr(value) if isinstance(value, (int, float)) else value}


request = json.loads(sys.stdin.readline())
for file in request['files'].values():
  file['rows'] = [{name: decoded(value) for name, value in row.items()} for row in file['rows']]
result = run(request['transforms'], request['files'])
print(json.dumps({'fields': list(result.fields), 'rows': [[encoded(getattr(row, name)) for name in result.fields] for row in result.rows]}))

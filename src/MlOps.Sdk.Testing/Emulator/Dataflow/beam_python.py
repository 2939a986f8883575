# What PyTransform can call of Beam's Python SDK and of pyarrow: reading Parquet files as dictionaries, mapping, writing dictionaries as Parquet files.
import datetime
import sys
import types

from beam_graph import Refused, only
from beam_types import Rows, beam, load

DAY_0 = datetime.date(1970, 1, 1).toordinal()
START = datetime.datetime(1970, 1, 1)
MICROSECOND = datetime.timedelta(microseconds=1)
READING = {
  'date': lambda value: datetime.date.fromordinal(DAY_0 + value),
  'timestamp': lambda value: START + datetime.timedelta(microseconds=value),
  'instant': lambda value: (START + datetime.timedelta(microseconds=value)).replace(tzinfo=datetime.timezone.utc)}


class Collection:
  def __init__(self, rows):
    self.rows = rows

  def __or__(self, transform):
    return transform.expand(self)


class Transform:
  def __rrshift__(self, label):
    return self

  def with_output_types(self, *_):
    return self


class Map(Transform):
  def __init__(self, function):
    self.function = function

  def expand(self, collection):
    return Collection(self.function(row) for row in collection.rows)


class FlatMap(Map):
  def expand(self, collection):
    return Collection(result for row in collection.rows for result in self.function(row))


class Filter(Map):
  def expand(self, collection):
    return Collection(row for row in collection.rows if self.function(row))


class WriteToParquet(Transform):
  def __init__(self, file_path_prefix, schema, num_shards=0, codec='none', row_group_buffer_size=0, record_batch_size=1000):
    self.path, self.schema, self.num_shards = file_path_prefix, schema, num_shards

  def expand(self, collection):
    return Written(self, collection)


class Written:
  def __init__(self, transform, collection):
    self.path, self.schema, self.num_shards, self.rows = transform.path, transform.schema, transform.num_shards, collection.rows

  def lines(self):
    for record in self.rows:
      yield [stored(record[name], kind, name) for name, kind in self.schema]


def stored(value, kind, name):
  if value is None:
    return None
  if kind == 'date' and type(value) is datetime.date:
    return value.toordinal() - DAY_0
  if kind in ('timestamp', 'instant') and isinstance(value, datetime.datetime):
    return ((value if value.tzinfo is None else value.astimezone(datetime.timezone.utc).replace(tzinfo=None)) - START) // MICROSECOND
  kinds = {'boolean': bool, 'integer': int, 'number': (int, float), 'string': str}
  if kind in kinds and isinstance(value, kinds[kind]) and (kind == 'boolean' or not isinstance(value, bool)):
    return value
  raise TypeError(f'{value!r} is no {kind}, which the column {name!r} holds')


def timestamp(unit, tz=None):
  if unit != 'us' or tz not in (None, 'UTC'):
    raise Refused(f'The emulator writes timestamps in microseconds, in UTC or without a zone, not {unit!r} in {tz!r}')
  return 'instant' if tz else 'timestamp'


beam.Map, beam.FlatMap, beam.Filter = Map, FlatMap, Filter
beam.io = sys.modules['apache_beam.io'] = types.ModuleType('apache_beam.io')
beam.io.WriteToParquet = WriteToParquet
pyarrow = sys.modules['pyarrow'] = types.ModuleType('pyarrow')
pyarrow.schema = list
for name, kind in {'bool_': 'boolean', 'int64': 'integer', 'float64': 'number', 'string': 'string', 'date32': 'date'}.items():
  setattr(pyarrow, name, lambda kind=kind: kind)
pyarrow.timestamp = timestamp


def run(step, source, files):
  """Rows without a schema, or what is to be written."""
  config = only(f"The 'config' of PyTransform {step.name!r}", step.config, {'constructor', 'args', 'kwargs'})
  constructor, arguments, named = config.get('constructor'), config.get('args', []), dict(config.get('kwargs', {}))
  if constructor == 'apache_beam.io.ReadFromParquet' and source is None and not arguments:
    only(f"The 'kwargs' of PyTransform {step.name!r}", named, {'file_pattern'})
    return records(files.ask(records=named['file_pattern']), files)
  if constructor != '__callable__' or source is None:
    raise Refused(f"PyTransform {step.name!r}: the emulator calls apache_beam.io.ReadFromParquet with 'input: {{}}' and a 'file_pattern', or a __callable__ over an input, not {constructor!r}")
  function = load(named.pop('source')) if 'source' in named else load(arguments.pop(0))
  result = function(Collection(source), *arguments, **named)
  if isinstance(result, Collection):
    return Rows({}, result.rows, has_schema=False)
  if isinstance(result, Written):
    return result
  raise Refused(f'PyTransform {step.name!r} returned an unexpected type {type(result)}')


def records(answer, files):
  columns = [(name, READING.get(kind)) for name, (kind, _) in answer['fields'].items()]

  def rows():
    for values in files.rows(answer):
      yield {name: value if read is None or value is None else read(value) for (name, read), value in zip(columns, values)}
  return Rows({}, rows(), has_schema=False)

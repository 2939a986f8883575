# Runs a pipeline of Beam YAML. It is told of the document by a line of JSON, asks for files by such lines on its output, and is answered on its input:
#   {"read": path} -> {"fields": {name: [kind, nullable]}, "file": lines of JSON, each the list of a row's values}
#   {"records": path} -> the same, where a kind may also be date, timestamp or instant, in days and microseconds since 1970
#   {"lines": path} -> {"files": [path]}, {"text": path} -> {"text": text}; each may be answered by {"error": message}
# In the end it says {"done": {"writes": [...], "counts": {step: rows}}} or {"failed": {"step", "kind", "message", "trace"}}.
import datetime
import json
import math
import os
import sys
import traceback

import beam_graph
import beam_python
import beam_transforms
from beam_graph import Refused
from beam_transforms import StepError, settings, where
from beam_types import CHECKS, Rows, row_class

FOREIGN = {
  'Sql', 'ReadFromBigQuery', 'WriteToBigQuery', 'ReadFromCsv', 'WriteToCsv', 'ReadFromJson', 'ReadFromAvro', 'WriteToAvro', 'ReadFromPubSub', 'WriteToPubSub',
  'ReadFromKafka', 'WriteToKafka', 'ReadFromJdbc', 'WriteToJdbc', 'ReadFromSpanner', 'WriteToSpanner', 'ReadFromIceberg', 'WriteToIceberg', 'ReadFromTFRecord',
  'WriteToTFRecord', 'WindowInto', 'AssignTimestamps', 'Explode', 'ValidateWithSchema', 'MLTransform', 'RunInference', 'Enrichment'}
WRITERS = {'WriteToParquet', 'WriteToJson', 'WriteToText'}


class Files:
  """The other side, which has the objects."""

  def __init__(self, answers, channel):
    self.answers, self.channel = answers, channel

  def ask(self, **question):
    say(self.channel, question)
    answer = json.loads(self.answers.readline())
    if 'error' in answer:
      raise OSError(answer['error'])
    return answer

  def text(self, path):
    return self.ask(text=path)['text']

  def rows(self, answer):
    with open(answer['file'], encoding='utf-8') as lines:
      for line in lines:
        yield json.loads(line)


def say(channel, message):
  channel.write(json.dumps(message) + '\n')
  channel.flush()


def read_parquet(step, files):
  config = settings(step, 'path', required=('path',))
  answer = files.ask(read=config['path'])
  row_type = row_class(answer['fields'])
  return {None: Rows({name: tuple(kind) for name, kind in answer['fields'].items()}, map(row_type, files.rows(answer)), row_type)}


def read_text(step, files):
  config = settings(step, 'path', required=('path',))
  paths = files.ask(lines=config['path'])['files']
  row_type = row_class(['line'])

  def rows():
    for path in paths:
      with open(path, encoding='utf-8', newline='') as lines:
        for line in lines:
          yield row_type([line.rstrip('\n').removesuffix('\r')])
  return {None: Rows({'line': ('string', False)}, rows(), row_type)}


def write(step, source, path):
  config = settings(step, 'path', 'num_shards', *(
    ('codec', 'row_group_buffer_size', 'record_batch_size') if step.type == 'WriteToParquet' else ()), required=('path',))
  if step.type == 'WriteToParquet':
    for name, (kind, _) in source.fields.items():
      if kind not in CHECKS:
        raise Refused(f'{where(step)}: the field {name!r} has no type that can be written (TYPEINFO_NOT_SET); state its output_type')
  if step.type == 'WriteToText' and len(source.fields) != 1:
    raise Refused(f'{where(step)} takes rows of one field, not of {source.names()}')

  if not source.has_schema:
    raise Refused(f"{where(step)} takes rows with a schema; MapToFields with a 'callable' for each field gives them one")
  return saving(step.type, source, config['path'], config.get('num_shards', 0), source.fields, path)


def saving(kind, rows, prefix, shards, fields, path):
  def save():
    count = 0
    with open(path, 'w', encoding='utf-8', newline='\n') as file:
      for row in rows:
        file.write(line_of(kind, row) + '\n')
        count += 1
    return {'type': kind, 'path': prefix, 'num_shards': shards, 'file': path, 'rows': count, 'fields': fields}
  return save


def write_records(step, written, path):
  fields = {name: (kind, True) for name, kind in written.schema}
  return saving('WriteToParquet', beam_transforms.guarded(step, written.lines()), written.path, written.num_shards, fields, path)


def line_of(kind, row):
  if kind == 'WriteToText':
    return str(row[0])
  if kind == 'WriteToJson':
    return json.dumps(plain(row))
  try:
    return json.dumps(row, allow_nan=False)
  except ValueError:
    # Of a number that isn't finite JSON has no form but a text.
    return json.dumps([repr(value) if isinstance(value, float) and not math.isfinite(value) else value for value in row])


def plain(value):
  return {name: plain(item) for name, item in value._asdict().items()} if hasattr(value, '_asdict') else value


def counted(counts, name, rows):
  counts[name] = 0
  for row in rows:
    counts[name] += 1
    yield row


def build(step, inputs, files):
  kind = step.type
  if kind == 'Join':
    return beam_transforms.join(step, inputs)
  if kind in ('Create', 'ReadFromParquet', 'ReadFromText'):
    if inputs:
      raise Refused(f'{where(step)} takes no input')
    return beam_transforms.create(step) if kind == 'Create' else (read_parquet if kind == 'ReadFromParquet' else read_text)(step, files)
  if not inputs:
    raise Refused(f'{where(step)} has no input')
  if kind == 'Flatten':
    settings(step)
    return {None: beam_transforms.flattened(step, list(inputs.values()))}
  if len(inputs) > 1:
    raise Refused(f'{where(step)} takes one input, not {len(inputs)}')
  source = next(iter(inputs.values()))
  single = {'AssertEqual': beam_transforms.assert_equal, 'StripErrorMetadata': beam_transforms.strip_error_metadata, 'LogForTesting': beam_transforms.log_for_testing}
  if kind in single:
    return single[kind](step, source)
  many = {
    'MapToFields': beam_transforms.map_to_fields, 'Filter': beam_transforms.filtered, 'Partition': beam_transforms.partition, 'Combine': beam_transforms.combine}
  return many[kind](step, source, files)


def check_type(step):
  known = WRITERS | {
    'Join', 'Create', 'ReadFromParquet', 'ReadFromText', 'Flatten', 'AssertEqual', 'StripErrorMetadata', 'LogForTesting', 'MapToFields', 'Filter', 'Partition', 'Combine', 'PyTransform'}
  if step.type in FOREIGN:
    raise Refused(f'{where(step)}: the emulator does not execute {step.type}')
  if step.type not in known:
    raise Refused(f'{where(step)}: Unknown transform type {step.type!r}')


def pick(step, reference, done):
  name, output = reference
  outputs = done[name]
  if output is None:
    if None not in outputs:
      raise Refused(f'{where(step)}: {name!r} has the outputs {", ".join(map(str, outputs))}; name one of them')
    return outputs[None]
  if output not in outputs:
    raise Refused(f'{where(step)}: {name!r} has no output {output!r}')
  return outputs[output]


def run(document, folder, files):
  steps = beam_graph.steps(document)
  for step in steps:
    check_type(step)
  done, saves, counts = {}, [], {}
  for step in steps:
    try:
      inputs = {}
      for alias, references in step.inputs.items():
        sources = [pick(step, reference, done) for reference in references]
        for source in sources:
          source.readers += 1
        if step.type == 'Flatten' and len(step.inputs) == 1:
          inputs.update(enumerate(sources))
        else:
          inputs[alias] = sources[0] if len(sources) == 1 else beam_transforms.flattened(step, sources)
      path = os.path.join(folder, f'write-{len(saves)}')
      if step.type in WRITERS:
        if len(inputs) != 1:
          raise Refused(f'{where(step)} takes one input')
        saves.append(write(step, next(iter(inputs.values())), path))
        continue
      if step.type == 'PyTransform':
        result = beam_python.run(step, next(iter(inputs.values()), None), files)
        if isinstance(result, beam_python.Written):
          saves.append(write_records(step, result, path))
          continue
        result.rows = beam_transforms.guarded(step, result.rows)
        done[step.name] = {None: result}
      else:
        done[step.name] = build(step, inputs, files)
    except (Refused, StepError):
      raise
    except Exception as error:
      raise StepError(step.name, error) from error
    for output, rows in done[step.name].items():
      rows.rows = counted(counts, step.name if output is None else f'{step.name}.{output}', rows.rows)
  for step in steps:
    failed = beam_transforms.error_output(step) if step.type in ('MapToFields', 'Filter', 'Partition') else None
    if failed is not None and done[step.name][failed].readers == 0:
      raise Refused(f'{where(step)}: Unconsumed error output {failed!r}; every error_handling.output must be the input of a transform')
  writes = [save() for save in saves]
  for outputs in done.values():
    for rows in outputs.values():
      if rows.readers == 0:
        for _ in rows:
          pass
  return {'writes': writes, 'counts': counts}


def revive(value):
  return datetime.date.fromisoformat(value['!date']) if set(value) == {'!date'} else value


def main():
  # What the pipeline prints is no part of the conversation.
  channel = os.fdopen(os.dup(1), 'w', encoding='utf-8')
  os.dup2(2, 1)
  request = json.loads(sys.stdin.readline(), object_hook=revive)
  try:
    result = run(request['document'], request['folder'], Files(sys.stdin, channel))
  except StepError as error:
    say(channel, {'failed': {'step': error.step, 'kind': type(error.error).__name__, 'message': f'{error}', 'trace': error.trace}})
  except Refused as error:
    say(channel, {'failed': {'step': None, 'kind': 'Refused', 'message': str(error), 'trace': ''}})
  except Exception as error:
    say(channel, {'failed': {'step': None, 'kind': type(error).__name__, 'message': str(error), 'trace': traceback.format_exc()}})
  else:
    say(channel, {'done': result})


if __name__ == '__main__':
  main()

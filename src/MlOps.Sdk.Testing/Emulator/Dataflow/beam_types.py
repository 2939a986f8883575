# Rows and their types, as Beam's schemas know them: a field is (kind, nullable); what can't be inferred is ANY, which no writer takes.
import ast
import collections
import re
import sys
import textwrap
import types

CHECKS = {'boolean': bool, 'integer': int, 'number': (int, float), 'string': str}
KINDS = {'bool': 'boolean', 'int': 'integer', 'float': 'number', 'str': 'string'}
ANY = ('any', True)


class Row(tuple):
  __slots__ = ()

  def _asdict(self):
    return dict(zip(self._fields, self))

  as_dict = _asdict

  def __repr__(self):
    return f'BeamSchema({", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self))})'


def row_class(names):
  return type('BeamSchema', (Row,), {
    '__slots__': (), '_fields': tuple(names), **{name: collections._tuplegetter(i, name) for i, name in enumerate(names)}})


class Rows:
  """What a transform gives: fields in their order, and the rows, which can be asked for once unless they are kept."""

  def __init__(self, fields, rows, row_type=None, has_schema=True):
    self.has_schema = has_schema
    self.fields = dict(fields)
    self.type = row_type or row_class(self.fields)
    self.rows = rows
    self.readers = 0

  def __iter__(self):
    # A generator, so that this is decided when the first row is asked for: by then all readers are known.
    if self.readers > 1 and not isinstance(self.rows, list):
      self.rows = list(self.rows)
    yield from self.rows

  def names(self):
    return list(self.fields)


class CombineFn:
  def setup(self, *args, **kwargs):
    pass

  def compact(self, accumulator, *args, **kwargs):
    return accumulator

  def teardown(self, *args, **kwargs):
    pass


def beam_row(**values):
  return row_class(values)(values.values())


# What an expression may know of Beam itself.
beam = types.ModuleType('apache_beam')
beam.CombineFn = CombineFn
beam.Row = beam_row
sys.modules['apache_beam'] = beam


def load(source):
  """A Python callable from its text, as Beam's PythonCallableWithSource finds it: the last line that isn't indented names or is it."""
  lines = [line for line in source.split('\n') if line.strip() and line.strip()[0] != '#']
  if not lines:
    raise ValueError(f'Unable to identify callable from {source!r}')
  lines = textwrap.dedent('\n'.join(lines)).split('\n')
  index = max(i for i, line in enumerate(lines) if line[0] != ' ')
  if lines[index].startswith(('def ', 'class ')):
    name = re.match(r'(?:def|class) +(\w*)', lines[index]).group(1)
  else:
    name = '__python_callable__'
    lines[index] = f'{name} = {lines[index]}'
  definitions = {'beam': beam}
  exec('\n'.join(lines), definitions)
  return definitions[name]


def infer(source, fields):
  """The type of what a callable gives, as far as it can be seen from its text."""
  try:
    last = ast.parse(textwrap.dedent(source)).body[-1]
  except SyntaxError:
    return ANY
  if isinstance(last, ast.Expr):
    last = last.value
  if isinstance(last, ast.Lambda):
    return of(last.body, last.args.args[0].arg if last.args.args else None, {}, fields)
  if not isinstance(last, ast.FunctionDef):
    return ANY
  if isinstance(last.returns, ast.Name) and last.returns.id in KINDS:
    return KINDS[last.returns.id], False
  returns = [node for node in ast.walk(last) if isinstance(node, ast.Return)]
  if not returns:
    return ANY
  row = last.args.args[0].arg if last.args.args else None
  names = {}
  for node in last.body:
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
      names[node.targets[0].id] = of(node.value, row, names, fields)
  result = None
  for node in returns:
    result = union(result, ('none', True) if node.value is None else of(node.value, row, names, fields))
  return ANY if result[0] == 'none' else result


def union(first, second):
  if first is None or second is None:
    return first or second
  if 'none' in (first[0], second[0]):
    return (second[0] if first[0] == 'none' else first[0]), True
  return (first[0], first[1] or second[1]) if first[0] == second[0] else ANY


def of(node, row, names, fields):
  if isinstance(node, ast.Constant):
    return ('none', True) if node.value is None else (KINDS.get(type(node.value).__name__, 'any'), False)
  if isinstance(node, ast.Name):
    return names.get(node.id, ANY)
  if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == row:
    return fields.get(node.attr, ANY)
  if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS:
    return KINDS[node.func.id], False
  if isinstance(node, ast.Compare) or isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
    return 'boolean', False
  if isinstance(node, ast.IfExp):
    return union(of(node.body, row, names, fields), of(node.orelse, row, names, fields))
  if isinstance(node, ast.BoolOp):
    kinds = [of(value, row, names, fields) for value in node.values]
    return kinds[0] if len(set(kinds)) == 1 else ANY
  if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Mult)):
    kinds = {of(node.left, row, names, fields), of(node.right, row, names, fields)}
    if kinds <= {('integer', False), ('number', False)}:
      return ('number', False) if ('number', False) in kinds else ('integer', False)
    if kinds == {('string', False)} and isinstance(node.op, ast.Add):
      return 'string', False
  return ANY

# The shape of a pipeline, by the rules of Beam YAML: what a transform may state, what its inputs refer to, what comes before what.
import collections

LEAF = {'type', 'name', 'input', 'config'}
BEYOND = {'output', 'windowing', 'resource_hints'}
Step = collections.namedtuple('Step', 'name type inputs config')


class Refused(ValueError):
  pass


def only(what, given, known):
  if not isinstance(given, dict):
    raise Refused(f'{what} must be a mapping, not {given!r}')
  unknown = [key for key in given if key not in known]
  if unknown:
    raise Refused(f'{what} has the unknown key {unknown[0]!r}; known are {", ".join(sorted(known))}')
  return given


def steps(document):
  """The steps of a document, each after those that it reads; inputs are {alias: [(step, output or None)]}."""
  only('The document', document, {'pipeline', 'options', 'providers'})
  if 'pipeline' not in document:
    raise Refused("The document has no 'pipeline'")
  if document.get('providers'):
    raise Refused("The emulator has no 'providers'; it knows Beam's own transforms")
  pipeline = document['pipeline']
  kind = pipeline.get('type', 'composite') if isinstance(pipeline, dict) else None
  if kind not in ('composite', 'chain', None):
    raise Refused(f'A pipeline is of the type composite or chain, not {kind!r}')
  only('The pipeline', pipeline, {'type', 'transforms', 'source', 'sink', 'extra_transforms', 'windowing'})
  for key in ('windowing', 'extra_transforms'):
    if key in pipeline:
      raise Refused(f'The emulator has no {key!r} of a pipeline')
  transforms = pipeline.get('transforms', [])
  if not isinstance(transforms, list):
    raise Refused(f"'transforms' must be a list, not {transforms!r}")
  if kind == 'chain':
    transforms = chained([*([pipeline['source']] if 'source' in pipeline else []), *transforms, *([pipeline['sink']] if 'sink' in pipeline else [])])
  elif 'source' in pipeline or 'sink' in pipeline:
    raise Refused("'source' and 'sink' are for a chain")
  if not transforms:
    raise Refused('The pipeline has no transforms')
  return ordered([leaf(transform) for transform in transforms])


def leaf(transform):
  if not isinstance(transform, dict) or not isinstance(transform.get('type'), str):
    raise Refused(f"A transform must have a 'type': {transform!r}")
  kind = transform['type']
  if kind in ('composite', 'chain'):
    raise Refused(f'The emulator has no {kind} within a pipeline')
  name = transform.get('name', kind)
  if not isinstance(name, str):
    raise Refused(f'The name {name!r} of a {kind} is no text; put it in quotes')
  if '.' in name:
    raise Refused(f'The name {name!r} has a dot, so that nothing can refer to it')
  only(f'{kind} {name!r}', transform, LEAF | BEYOND)
  for key in BEYOND & set(transform):
    raise Refused(f'{kind} {name!r}: the emulator has no {key!r}')
  config = transform.get('config')
  config = {} if config is None else only(f"The 'config' of {kind} {name!r}", config, config if isinstance(config, dict) else {})
  return Step(name, kind, transform.get('input', {}), config)


def chained(transforms):
  result = []
  for i, transform in enumerate(transforms):
    if not isinstance(transform, dict):
      raise Refused(f"A transform must have a 'type': {transform!r}")
    for key in ('input', 'output'):
      if key in transform:
        raise Refused(f'{transform.get("type")} stands in a chain, where no {key!r} is stated')
    named = {'name': f'{transform.get("type")}', **transform}
    if any(named['name'] == other['name'] for other in result):
      named['name'] = f'{named["name"]}-{i + 1}'
    result.append({**named, 'input': result[-1]['name']} if result else named)
  return result


def ordered(leaves):
  by_name = {}
  for step in leaves:
    if step.name in by_name:
      raise Refused(f'Two transforms have the name {step.name!r}')
    by_name[step.name] = step
  by_type = collections.Counter(step.type for step in leaves)

  def resolve(step, reference):
    if not isinstance(reference, str):
      raise Refused(f'{step.type} {step.name!r}: the input {reference!r} is no name')
    name, _, output = reference.partition('.')
    if name not in by_name:
      if by_type[name] > 1:
        raise Refused(f'{step.type} {step.name!r}: the input {reference!r} is ambiguous, for {by_type[name]} transforms are of this type')
      if by_type[name] == 0:
        raise Refused(f'{step.type} {step.name!r}: the input {reference!r} is unknown')
      name = next(other.name for other in leaves if other.type == name)
    return name, output or None

  def references(step, given):
    return [resolve(step, reference) for reference in (given if isinstance(given, list) else [given])]

  linked = {step.name: step._replace(inputs={alias: references(step, given) for alias, given in (
    step.inputs if isinstance(step.inputs, dict) else {'input': step.inputs}).items()}) for step in leaves}
  result, state = [], {}

  def visit(name):
    if state.get(name) == 'open':
      raise Refused(f'The pipeline has a cycle at {name!r}')
    if name in state:
      return
    state[name] = 'open'
    for sources in linked[name].inputs.values():
      for source, _ in sources:
        visit(source)
    state[name] = 'done'
    result.append(linked[name])

  for step in leaves:
    visit(step.name)
  return result

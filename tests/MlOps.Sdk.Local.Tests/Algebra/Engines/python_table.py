# Reads a line of JSON for each request, answers with one: the rows to keep, or a function to run over some of them.
import json
import sys
import types

rows = []


def decoded(value):
  return float(value['float']) if isinstance(value, dict) else value


def encoded(value):
  return {'type': type(value).__name__, 'value': repr(value) if isinstance(value, (int, float)) else value}


def answer(request):
  if 'rows' in request:
    rows[:] = [types.SimpleNamespace(**{name: decoded(value) for name, value in row.items()}) for row in request['rows']]
    return []
  definitions = {}
  exec(request['source'], definitions)
  function = definitions[request['name']]
  results = []
  for index in request['chosen']:
    try:
      results.append(encoded(function(rows[index])))
    except Exception as error:
      results.append({'type': 'error', 'value': f'{type(error).__name__}: {error}'})
  return results


for line in sys.stdin:
  print(json.dumps(answer(json.loads(line))), flush=True)

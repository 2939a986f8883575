# What stands at the place of a value among constants.
def look_up(value, keys, entries, missing):
  return entries[keys.index(value)] if value in keys else missing


def position(value, keys):
  return keys.index(value) if value in keys else len(keys)

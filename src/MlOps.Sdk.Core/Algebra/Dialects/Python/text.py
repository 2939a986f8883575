# Letter by letter: Python's own upper() makes SS of ß, and more than one letter of some others.
def upper(text):
  return text.upper() if text.isascii() else ''.join(map(upper_letter, text))


def upper_letter(letter):
  upper_case = SINGLE_UPPER.get(letter) or letter.upper()
  return upper_case if len(upper_case) == 1 else letter


# The letters of which Unicode's full mapping makes several, though there is a single one.
SINGLE_UPPER = dict(zip('ßᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾳῃῳ', 'ẞᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾼῌῼ'))


def equal_ignoring_case(first, second):
  return first == second if first is None or second is None else upper(first) == upper(second)


def index_of_from(text, part, start):
  return text.find(part, start) if 0 <= start <= len(text) else fail('a position is out of the range of a text; look at Length before')


def substring(text, start, length=None):
  check_part(text, start, length)
  return text[start:] if length is None else text[start:start + length]


def remove_part(text, start, length):
  check_part(text, start, length)
  return text[:start] + text[start + length:]


def insert_part(text, start, part):
  check_part(text, start, None)
  return text[:start] + part + text[start:]


def check_part(text, start, length):
  if not 0 <= start <= len(text) or (length is not None and not 0 <= length <= len(text) - start):
    fail('a part of a text is out of its range; look at Length before')


def replace_part(text, old, new):
  return text.replace(old, new) if old else fail('Replace was asked to replace the empty text; the text to replace needs at least one character')


def width(number):
  return number if 0 <= number <= 10000 else fail("a text was to be padded to a length that isn't from 0 to 10000")


# The only group of a pattern if it has one, else the whole match.
def matched(match):
  return '' if match is None else match.group(match.re.groups) or ''

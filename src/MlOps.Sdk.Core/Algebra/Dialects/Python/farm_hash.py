# Google's FarmHash Fingerprint64 of a text's UTF-8 bytes as a signed number; all arithmetic is of unsigned 64 bits.
def farm_fingerprint(text):
  s = text.encode('utf-8')
  hashed = farm_up_to_16(s) if len(s) <= 16 else farm_up_to_32(s) if len(s) <= 32 else farm_up_to_64(s) if len(s) <= 64 else farm_longer(s)
  return hashed - (1 << 64) if hashed >> 63 else hashed


FARM_MASK = 0xffffffffffffffff
FARM_K0 = 0xc3a5c85c97cb3127
FARM_K1 = 0xb492b66fbe98f273
FARM_K2 = 0x9ae16a3b2f90404f


def farm_word(s, at):
  return int.from_bytes(s[at:at + 8], 'little')


def farm_half_word(s, at):
  return int.from_bytes(s[at:at + 4], 'little')


def farm_right(value, bits):
  value &= FARM_MASK
  return (value >> bits | value << 64 - bits) & FARM_MASK


def farm_shift(value):
  value &= FARM_MASK
  return value ^ value >> 47


def farm_mix(u, v, multiplier):
  a = farm_shift(((u ^ v) & FARM_MASK) * multiplier)
  return farm_shift((v & FARM_MASK ^ a) * multiplier) * multiplier & FARM_MASK


def farm_up_to_16(s):
  length = len(s)
  multiplier = FARM_K2 + length * 2
  if length >= 8:
    a = farm_word(s, 0) + FARM_K2
    b = farm_word(s, length - 8)
    return farm_mix(farm_right(b, 37) * multiplier + a, (farm_right(a, 25) + b) * multiplier, multiplier)
  if length >= 4:
    return farm_mix(length + (farm_half_word(s, 0) << 3), farm_half_word(s, length - 4), multiplier)
  if length == 0:
    return FARM_K2
  y = s[0] + (s[length >> 1] << 8)
  z = length + (s[-1] << 2)
  return farm_shift((y * FARM_K2 ^ z * FARM_K0)) * FARM_K2 & FARM_MASK


def farm_up_to_32(s):
  multiplier = FARM_K2 + len(s) * 2
  a = farm_word(s, 0) * FARM_K1
  b = farm_word(s, 8)
  c = farm_word(s, len(s) - 8) * multiplier
  d = farm_word(s, len(s) - 16) * FARM_K2
  return farm_mix(farm_right(a + b, 43) + farm_right(c, 30) + d, a + farm_right(b + FARM_K2, 18) + c, multiplier)


def farm_up_to_64(s):
  multiplier = FARM_K2 + len(s) * 2
  a = farm_word(s, 0) * FARM_K2
  b = farm_word(s, 8)
  c = farm_word(s, len(s) - 8) * multiplier
  d = farm_word(s, len(s) - 16) * FARM_K2
  y = farm_right(a + b, 43) + farm_right(c, 30) + d
  z = farm_mix(y, a + farm_right(b + FARM_K2, 18) + c, multiplier)
  e = farm_word(s, 16) * multiplier
  f = farm_word(s, 24)
  g = (y + farm_word(s, len(s) - 32)) * multiplier
  h = (z + farm_word(s, len(s) - 24)) * multiplier
  return farm_mix(farm_right(e + f, 43) + farm_right(g, 30) + h, e + farm_right(f + a, 18) + g, multiplier)


# Whole blocks of 64 bytes, but for the last 64 bytes, which may overlap them and come after.
def farm_longer(s):
  y = 81 * FARM_K1 + 113
  state = (81 * FARM_K2 + farm_word(s, 0), y, farm_shift(y * FARM_K2 + 113) * FARM_K2, (0, 0), (0, 0))
  last = (len(s) - 1) & 63
  end = len(s) - 1 - last
  for at in range(0, end, 64):
    state = farm_round(s[at:], FARM_K1, 1, *state)
  x, y, z, v, w = state
  multiplier = FARM_K1 + ((z & 0xff) << 1)
  first = w[0] + last
  v = (v[0] + first, v[1])
  w = (first + v[0], w[1])
  x, y, z, v, w = farm_round(s[end + last - 63:], multiplier, 9, x, y, z, v, w)
  return farm_mix(farm_mix(v[0], w[0], multiplier) + farm_shift(y) * FARM_K0 + z, farm_mix(v[1], w[1], multiplier) + x, multiplier)


def farm_round(s, multiplier, weight, x, y, z, v, w):
  x = farm_right(x + y + v[0] + farm_word(s, 8), 37) * multiplier
  y = farm_right(y + v[1] + farm_word(s, 48), 42) * multiplier
  x = (x ^ w[1] * weight) & FARM_MASK
  y = (y + v[0] * weight + farm_word(s, 40)) & FARM_MASK
  z = farm_right(z + w[0], 33) * multiplier & FARM_MASK
  v = farm_weak(s, v[1] * multiplier, x + w[0])
  w = farm_weak(s[32:], z + w[1], y + farm_word(s, 16))
  return z, y, x, v, w


def farm_weak(s, a, b):
  z = farm_word(s, 24)
  a += farm_word(s, 0)
  b = farm_right(b + a + z, 21)
  c = a
  a += farm_word(s, 8) + farm_word(s, 16)
  b += farm_right(a, 44)
  return (a + z) & FARM_MASK, (b + c) & FARM_MASK

using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Google's FarmHash Fingerprint64 (farmhashna::Hash64), which is fixed for all time and what BigQuery's FARM_FINGERPRINT computes.</summary>
internal static class FarmHash
{
    private const ulong K0 = 0xc3a5c85c97cb3127;
    private const ulong K1 = 0xb492b66fbe98f273;
    private const ulong K2 = 0x9ae16a3b2f90404f;
    private const int OnStack = 256;

    /// <summary>The fingerprint of a text's UTF-8 bytes.</summary>
    public static long Fingerprint(string text)
    {
        if (text.Length > OnStack / 3)
            return Fingerprint(Encoding.UTF8.GetBytes(text));
        Span<byte> bytes = stackalloc byte[OnStack];
        return Fingerprint(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    /// <summary>The fingerprint of bytes.</summary>
    public static long Fingerprint(ReadOnlySpan<byte> bytes) => unchecked((long)(bytes.Length switch
    {
        <= 16 => UpTo16(bytes),
        <= 32 => UpTo32(bytes),
        <= 64 => UpTo64(bytes),
        _ => Longer(bytes),
    }));

    private static ulong UpTo16(ReadOnlySpan<byte> s)
    {
        ulong length = (ulong)s.Length;
        ulong multiplier = K2 + (length * 2);
        if (length >= 8)
        {
            ulong a = Word(s, 0) + K2;
            ulong b = Word(s, s.Length - 8);
            ulong c = (Right(b, 37) * multiplier) + a;
            ulong d = (Right(a, 25) + b) * multiplier;
            return Mix(c, d, multiplier);
        }

        if (length >= 4)
            return Mix(length + ((ulong)HalfWord(s, 0) << 3), HalfWord(s, s.Length - 4), multiplier);
        if (length == 0)
            return K2;
        uint y = s[0] + ((uint)s[s.Length >> 1] << 8);
        uint z = (uint)length + ((uint)s[^1] << 2);
        return Shift((y * K2) ^ (z * K0)) * K2;
    }

    private static ulong UpTo32(ReadOnlySpan<byte> s)
    {
        ulong multiplier = K2 + ((ulong)s.Length * 2);
        ulong a = Word(s, 0) * K1;
        ulong b = Word(s, 8);
        ulong c = Word(s, s.Length - 8) * multiplier;
        ulong d = Word(s, s.Length - 16) * K2;
        return Mix(Right(a + b, 43) + Right(c, 30) + d, a + Right(b + K2, 18) + c, multiplier);
    }

    private static ulong UpTo64(ReadOnlySpan<byte> s)
    {
        ulong multiplier = K2 + ((ulong)s.Length * 2);
        ulong a = Word(s, 0) * K2;
        ulong b = Word(s, 8);
        ulong c = Word(s, s.Length - 8) * multiplier;
        ulong d = Word(s, s.Length - 16) * K2;
        ulong y = Right(a + b, 43) + Right(c, 30) + d;
        ulong z = Mix(y, a + Right(b + K2, 18) + c, multiplier);
        ulong e = Word(s, 16) * multiplier;
        ulong f = Word(s, 24);
        ulong g = (y + Word(s, s.Length - 32)) * multiplier;
        ulong h = (z + Word(s, s.Length - 24)) * multiplier;
        return Mix(Right(e + f, 43) + Right(g, 30) + h, e + Right(f + a, 18) + g, multiplier);
    }

    private static ulong Longer(ReadOnlySpan<byte> s)
    {
        const ulong Seed = 81;
        ulong x = unchecked(Seed * K2);
        ulong y = unchecked((Seed * K1) + 113);
        ulong z = Shift(unchecked((y * K2) + 113)) * K2;
        (ulong First, ulong Second) v = (0, 0);
        (ulong First, ulong Second) w = (0, 0);
        x += Word(s, 0);

        // All whole blocks of 64 bytes but the last; the last 64 bytes, which may overlap it, come after.
        int last = (s.Length - 1) & 63;
        int end = s.Length - 1 - last;
        for (int at = 0; at < end; at += 64)
            Round(s[at..], K1, 1, ref x, ref y, ref z, ref v, ref w);

        ulong multiplier = K1 + ((z & 0xff) << 1);
        w.First += (ulong)last;
        v.First += w.First;
        w.First += v.First;
        Round(s[(end + last - 63)..], multiplier, 9, ref x, ref y, ref z, ref v, ref w);
        return Mix(Mix(v.First, w.First, multiplier) + (Shift(y) * K0) + z, Mix(v.Second, w.Second, multiplier) + x, multiplier);
    }

    private static void Round(
        ReadOnlySpan<byte> s, ulong multiplier, ulong weight,
        ref ulong x, ref ulong y, ref ulong z, ref (ulong First, ulong Second) v, ref (ulong First, ulong Second) w)
    {
        x = Right(x + y + v.First + Word(s, 8), 37) * multiplier;
        y = Right(y + v.Second + Word(s, 48), 42) * multiplier;
        x ^= w.Second * weight;
        y += (v.First * weight) + Word(s, 40);
        z = Right(z + w.First, 33) * multiplier;
        v = Weak(s, v.Second * multiplier, x + w.First);
        w = Weak(s[32..], z + w.Second, y + Word(s, 16));
        (z, x) = (x, z);
    }

    private static (ulong First, ulong Second) Weak(ReadOnlySpan<byte> s, ulong a, ulong b)
    {
        ulong z = Word(s, 24);
        a += Word(s, 0);
        b = Right(b + a + z, 21);
        ulong c = a;
        a += Word(s, 8) + Word(s, 16);
        b += Right(a, 44);
        return (a + z, b + c);
    }

    private static ulong Mix(ulong u, ulong v, ulong multiplier)
    {
        ulong a = Shift((u ^ v) * multiplier);
        return Shift((v ^ a) * multiplier) * multiplier;
    }

    private static ulong Shift(ulong value) => value ^ (value >> 47);

    private static ulong Right(ulong value, int bits) => BitOperations.RotateRight(value, bits);

    private static ulong Word(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt64LittleEndian(s[at..]);

    private static uint HalfWord(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt32LittleEndian(s[at..]);
}

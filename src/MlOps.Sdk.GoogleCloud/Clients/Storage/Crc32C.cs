using System.Buffers.Binary;
using System.Numerics;

namespace MlOps.Sdk.Clients;

/// <summary>The checksum of Cloud Storage: CRC-32 of Castagnoli, of what was appended so far.</summary>
internal struct Crc32C
{
    private const uint Polynomial = 0x82F63B78;

    // x to the power of 2^n modulo the polynomial, for n from 0.
    private static readonly uint[] Powers = MakePowers();

    private uint _inverted;

    /// <summary>The checksum as a number.</summary>
    public readonly uint Value => _inverted;

    public static Crc32C Of(ReadOnlySpan<byte> content)
    {
        Crc32C checksum = default;
        checksum.Append(content);
        return checksum;
    }

    public void Append(ReadOnlySpan<byte> content)
    {
        uint crc = ~_inverted;
        for (; content.Length >= sizeof(ulong); content = content[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(content));
        foreach (byte last in content)
            crc = BitOperations.Crc32C(crc, last);
        _inverted = ~crc;
    }

    /// <summary>Appends what has a checksum already, without its bytes.</summary>
    /// <param name="next">The checksum of what follows.</param>
    /// <param name="length">Of how many bytes it is.</param>
    /// <remarks>As crc32_combine of zlib: the first checksum, moved by so many zero bytes, plus the second.</remarks>
    public void Append(Crc32C next, long length)
    {
        uint moved = 1u << 31;
        int power = 3;
        for (; length > 0; length >>= 1, power++)
        {
            if ((length & 1) != 0)
                moved = Multiply(Powers[power & 31], moved);
        }

        _inverted = Multiply(moved, _inverted) ^ next._inverted;
    }

    /// <summary>Reads what the service writes.</summary>
    public static Crc32C Parse(string text) => new() { _inverted = BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(text)) };

    /// <summary>As the service writes it: four bytes, the highest first, in base64.</summary>
    public override readonly string ToString()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, _inverted);
        return Convert.ToBase64String(bytes);
    }

    private static uint[] MakePowers()
    {
        uint[] powers = new uint[32];
        powers[0] = 1u << 30;
        for (int index = 1; index < powers.Length; index++)
            powers[index] = Multiply(powers[index - 1], powers[index - 1]);
        return powers;
    }

    // Of two polynomials, bits reversed, modulo the polynomial.
    private static uint Multiply(uint left, uint right)
    {
        uint product = 0;
        for (uint bit = 1u << 31; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0)
                product ^= right;
            right = (right & 1) != 0 ? (right >> 1) ^ Polynomial : right >> 1;
        }

        return product;
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The checksum of Cloud Storage: CRC-32 of Castagnoli.</summary>
internal static class Crc32C
{
    /// <summary>As the service writes it: four bytes, the highest first, in base64.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ValueOf(content));
        return Convert.ToBase64String(bytes);
    }

    public static uint ValueOf(ReadOnlySpan<byte> content)
    {
        uint crc = uint.MaxValue;
        for (; content.Length >= sizeof(ulong); content = content[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(content));
        foreach (byte last in content)
            crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }
}

using System.Buffers.Binary;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>Bytes and numbers one after another, as protocol buffers and LevelDB write them.</summary>
internal sealed class ProtoNumbers
{
    private readonly MemoryStream _bytes = new();

    public int Length => (int)_bytes.Length;

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>A number in as many bytes as it needs, seven bits in each; a negative one needs ten.</summary>
    public ProtoNumbers Number(long number)
    {
        ulong left = (ulong)number;
        for (; left >= 0x80; left >>= 7)
            _bytes.WriteByte((byte)(left | 0x80));
        _bytes.WriteByte((byte)left);
        return this;
    }

    /// <summary>A number in four bytes, the lowest first.</summary>
    public ProtoNumbers Fixed(uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return Bytes(bytes);
    }

    public ProtoNumbers Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }
}

namespace MlOps.Sdk.Training;

/// <summary>Reads numbers of variable length, seven bits a byte, as Protocol Buffers and LevelDB write them.</summary>
internal sealed class WireReader(byte[] bytes, int start, int end)
{
    private int _position = start;

    public bool IsAtEnd => _position >= end;

    /// <exception cref="InvalidDataException">It ends too soon, or the number has more than 64 bits.</exception>
    public long Number()
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Bytes(1)[0];
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return (long)number;
        }

        throw new InvalidDataException("a number of its variables.index has too many bytes");
    }

    public ReadOnlySpan<byte> Bytes(long length)
    {
        if (length < 0 || length > end - _position)
            throw new InvalidDataException("its variables.index ends in the middle of an entry");
        _position += (int)length;
        return bytes.AsSpan(_position - (int)length, (int)length);
    }
}

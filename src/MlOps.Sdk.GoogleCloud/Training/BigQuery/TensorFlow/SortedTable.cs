using System.Buffers.Binary;
using System.Text;

namespace MlOps.Sdk.Training;

/// <summary>A table of LevelDB: sorted keys in blocks, each of which leaves out what its key has in common with the one before.</summary>
internal static class SortedTable
{
    private const ulong Magic = 0xdb4775248b80fb57;
    private const int FooterBytes = 48;
    private const int TrailerBytes = 5;

    /// <exception cref="InvalidDataException">It is no such table.</exception>
    public static IEnumerable<(string Key, byte[] Value)> Read(byte[] table)
    {
        if (table.Length < FooterBytes || BinaryPrimitives.ReadUInt64LittleEndian(table.AsSpan(table.Length - sizeof(ulong))) != Magic)
            throw new InvalidDataException("its variables.index is no table of LevelDB, or not whole");
        WireReader footer = new(table, table.Length - FooterBytes, table.Length);
        // Of the footer's two places the first is that of an index that is not used.
        _ = (footer.Number(), footer.Number());
        foreach ((_, byte[] place) in Block(table, footer.Number(), footer.Number()))
        {
            WireReader handle = new(place, 0, place.Length);
            foreach ((string key, byte[] value) in Block(table, handle.Number(), handle.Number()))
                yield return (key, value);
        }
    }

    private static List<(string Key, byte[] Value)> Block(byte[] table, long offset, long size)
    {
        if (offset < 0 || size < sizeof(uint) || offset > table.Length - TrailerBytes - size)
            throw new InvalidDataException("a block of its variables.index lies outside of it");
        if (table[offset + size] != 0)
            throw new InvalidDataException($"a block of its variables.index is compressed, by method {table[offset + size]}");
        int end = (int)(offset + size);
        int restarts = BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(end - sizeof(uint)));
        if (restarts < 0 || restarts > size / sizeof(uint) - 1)
            throw new InvalidDataException("a block of its variables.index is damaged");
        WireReader entries = new(table, (int)offset, end - (sizeof(uint) * (restarts + 1)));
        List<(string, byte[])> found = [];
        byte[] key = [];
        while (!entries.IsAtEnd)
        {
            long shared = entries.Number();
            long rest = entries.Number();
            long length = entries.Number();
            if (shared < 0 || shared > key.Length)
                throw new InvalidDataException("a block of its variables.index is damaged");
            key = [.. key.AsSpan(0, (int)shared), .. entries.Bytes(rest)];
            found.Add((Encoding.UTF8.GetString(key), entries.Bytes(length).ToArray()));
        }

        return found;
    }
}

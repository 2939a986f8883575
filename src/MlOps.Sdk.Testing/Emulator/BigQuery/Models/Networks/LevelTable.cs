using System.Buffers.Binary;
using System.Text;
using MlOps.Sdk.Testing.Emulator.Storage;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>A table of LevelDB with one block of entries: the format of TensorFlow's variables.index.</summary>
/// <remarks>See LevelDB's <c>doc/table_format.md</c>.</remarks>
internal static class LevelTable
{
    private const ulong Magic = 0xdb4775248b80fb57;
    private const int HandlesLength = 40;

    // After so many entries a key is written whole.
    private const int RestartInterval = 16;

    private static readonly Comparer<byte[]> ByBytes = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    /// <summary>The table of entries in the order of their keys' bytes.</summary>
    public static byte[] Of(IEnumerable<(string Key, byte[] Value)> entries)
    {
        (byte[] Key, byte[] Value)[] sorted = [.. entries.Select(entry => (Encoding.UTF8.GetBytes(entry.Key), entry.Value)).OrderBy(entry => entry.Item1, ByBytes)];
        using MemoryStream table = new();
        byte[] data = Append(table, Block(sorted));
        byte[] meta = Append(table, Block([]));
        byte[] index = Append(table, Block([(sorted[^1].Key, data)]));
        byte[] footer = new byte[HandlesLength + sizeof(ulong)];
        meta.CopyTo(footer, 0);
        index.CopyTo(footer, meta.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(footer.AsSpan(HandlesLength), Magic);
        table.Write(footer);
        return table.ToArray();
    }

    /// <summary>A checksum as LevelDB and TensorFlow store it, so that a checksum of what holds checksums is no trivial one.</summary>
    public static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = Crc32C.ValueOf(bytes);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8);
    }

    private static byte[] Block((byte[] Key, byte[] Value)[] entries)
    {
        ProtoNumbers block = new();
        List<int> restarts = [0];
        byte[] before = [];
        for (int i = 0; i < entries.Length; i++)
        {
            (byte[] key, byte[] value) = entries[i];
            bool isRestart = i % RestartInterval == 0;
            if (isRestart && i > 0)
                restarts.Add(block.Length);
            int shared = isRestart ? 0 : before.AsSpan().CommonPrefixLength(key);
            block.Number(shared).Number(key.Length - shared).Number(value.Length).Bytes(key.AsSpan(shared)).Bytes(value);
            before = key;
        }

        foreach (int restart in restarts)
            block.Fixed((uint)restart);
        return block.Fixed((uint)restarts.Count).ToArray();
    }

    // A block is followed by how it is compressed, which is not at all, and by a checksum of both.
    private static byte[] Append(MemoryStream table, byte[] block)
    {
        byte[] handle = new ProtoNumbers().Number(table.Length).Number(block.Length).ToArray();
        byte[] typed = [.. block, 0];
        table.Write(new ProtoNumbers().Bytes(typed).Fixed(MaskedChecksum(typed)).ToArray());
        return handle;
    }
}

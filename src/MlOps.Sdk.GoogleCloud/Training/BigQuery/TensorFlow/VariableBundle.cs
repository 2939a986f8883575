using System.Buffers.Binary;
using System.Globalization;

namespace MlOps.Sdk.Training;

/// <summary>The variables of a SavedModel of TensorFlow: <c>variables.index</c> and the files of data beside it.</summary>
/// <remarks>The index is a table of LevelDB from names to <c>BundleEntryProto</c>; only numbers of 32 bits are read.</remarks>
internal sealed class VariableBundle
{
    private const int DataTypeFloat = 1;

    private readonly string _folder;
    private readonly Dictionary<string, VariableEntry> _entries = new(StringComparer.Ordinal);
    private int _shards;

    private VariableBundle(string folder) => _folder = folder;

    public IEnumerable<string> Names => _entries.Keys;

    /// <param name="folder">The folder <c>variables</c>.</param>
    /// <exception cref="InvalidDataException">There is no bundle in it, or it is damaged.</exception>
    public static VariableBundle Open(string folder)
    {
        VariableBundle bundle = new(folder);
        string index = Path.Combine(folder, "variables.index");
        if (!File.Exists(index))
            throw new InvalidDataException("it has no variables/variables.index");
        foreach ((string name, byte[] value) in SortedTable.Read(File.ReadAllBytes(index)))
        {
            WireMessage message = WireMessage.Parse(value);
            // The entry without a name is the bundle's own.
            if (name.Length == 0)
                bundle._shards = (int)message.Number(1);
            else
                bundle._entries[name] = VariableEntry.Of(message);
        }

        return bundle;
    }

    /// <summary>A variable's values, row by row.</summary>
    /// <exception cref="InvalidDataException">There is none of this name and shape.</exception>
    public float[] Read(string name, params ReadOnlySpan<int> shape)
    {
        VariableEntry entry = _entries.GetValueOrDefault(name) ?? throw new InvalidDataException($"it has no variable '{name}'");
        if (entry.DataType != DataTypeFloat || !entry.Shape.AsSpan().SequenceEqual(shape))
            throw new InvalidDataException($"its variable '{name}' has the type {entry.DataType} and the shape [{string.Join(", ", entry.Shape)}], not 1 and [{string.Join(", ", shape.ToArray())}]");
        int count = 1;
        foreach (int length in shape)
            count *= length;
        byte[] bytes = Data(name, entry, count * sizeof(float));
        float[] values = new float[count];
        for (int index = 0; index < count; index++)
            values[index] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(index * sizeof(float)));
        return values;
    }

    /// <summary>How long a list of numbers is; null if there is no variable of this name that is one.</summary>
    public int? LengthOf(string name) => _entries.GetValueOrDefault(name) is { Shape: [var length] } ? length : null;

    private byte[] Data(string name, VariableEntry entry, int length)
    {
        string path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"variables.data-{entry.Shard:D5}-of-{_shards:D5}"));
        if (!File.Exists(path))
            throw new InvalidDataException($"it has no variables/{Path.GetFileName(path)}");
        using FileStream data = File.OpenRead(path);
        if (entry.Size != length || entry.Offset < 0 || entry.Offset + length > data.Length)
            throw new InvalidDataException($"its variable '{name}' lies outside of its {data.Length} bytes of data");
        data.Position = entry.Offset;
        byte[] bytes = new byte[length];
        data.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>Where a variable lies.</summary>
internal sealed record VariableEntry(int DataType, int[] Shape, int Shard, long Offset, long Size)
{
    // TensorShapeProto has a message for each dimension, whose first field is the length.
    public static VariableEntry Of(WireMessage entry) => new(
        (int)entry.Number(1),
        [.. entry.Messages(2).SelectMany(shape => shape.Messages(2)).Select(dimension => (int)dimension.Number(1))],
        (int)entry.Number(3),
        entry.Number(4),
        entry.Number(5));
}

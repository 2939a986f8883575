using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>Numbers or texts of a shape.</summary>
/// <param name="Type">What they are.</param>
/// <param name="Shape">How many there are along each dimension; none for one alone.</param>
/// <param name="Content">Numbers as they stand in memory, the last dimension first; no texts.</param>
/// <param name="Texts">Texts; null for numbers.</param>
internal sealed record Tensor(TensorType Type, IReadOnlyList<long> Shape, byte[] Content, IReadOnlyList<byte[]>? Texts = null)
{
    public static Tensor Of(ReadOnlySpan<float> numbers, params long[] shape) => new(TensorType.Float, shape, MemoryMarshal.AsBytes(numbers).ToArray());

    public static Tensor Of(double number) => new(TensorType.Double, [], BitConverter.GetBytes(number));

    public static Tensor Of(long number) => new(TensorType.Int64, [], BitConverter.GetBytes(number));

    public static Tensor Of(int number) => new(TensorType.Int32, [], BitConverter.GetBytes(number));

    public static Tensor Of(string text) => new(TensorType.String, [], [], [Encoding.UTF8.GetBytes(text)]);

    public static Tensor Of(IReadOnlyList<string> texts) => new(TensorType.String, [texts.Count], [], [.. texts.Select(Encoding.UTF8.GetBytes)]);

    /// <summary>Values of a type of BigQuery.</summary>
    public static Tensor Of(string type, IReadOnlyList<string> values) => type switch
    {
        "BOOL" => new(TensorType.Bool, [values.Count], [.. values.Select(value => (byte)(value == "true" ? 1 : 0))]),
        "INT64" => new(TensorType.Int64, [values.Count], [.. values.SelectMany(value => BitConverter.GetBytes(long.Parse(value, CultureInfo.InvariantCulture)))]),
        "FLOAT64" or "NUMERIC" => new(TensorType.Double, [values.Count], [.. values.SelectMany(value => BitConverter.GetBytes(double.Parse(value, CultureInfo.InvariantCulture)))]),
        _ => Of(values),
    };

    /// <summary>TensorShapeProto; -1 is any number.</summary>
    public static ProtoMessage ShapeMessage(IEnumerable<long> shape)
    {
        ProtoMessage message = new();
        foreach (long size in shape)
            message.Add(2, new ProtoMessage().Add(1, size));
        return message;
    }

    /// <summary>TensorProto.</summary>
    public ProtoMessage ToMessage()
    {
        ProtoMessage message = new ProtoMessage().Add(1, (long)Type).Add(2, ShapeMessage(Shape));
        if (Texts is null)
            return message.Add(4, Content);
        foreach (byte[] text in Texts)
            message.Add(8, text);
        return message;
    }
}

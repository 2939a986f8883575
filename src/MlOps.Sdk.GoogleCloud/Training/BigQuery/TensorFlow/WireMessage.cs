namespace MlOps.Sdk.Training;

/// <summary>A message of Protocol Buffers by the numbers of its fields.</summary>
internal sealed class WireMessage
{
    private readonly Dictionary<long, long> _numbers = [];
    private readonly List<(long Field, byte[] Bytes)> _bytes = [];

    /// <exception cref="InvalidDataException">It is no message.</exception>
    public static WireMessage Parse(byte[] bytes)
    {
        WireMessage message = new();
        WireReader reader = new(bytes, 0, bytes.Length);
        while (!reader.IsAtEnd)
        {
            long tag = reader.Number();
            switch (tag & 7)
            {
                case 0:
                    message._numbers[tag >> 3] = reader.Number();
                    break;
                case 1:
                    _ = reader.Bytes(8);
                    break;
                case 2:
                    message._bytes.Add((tag >> 3, reader.Bytes(reader.Number()).ToArray()));
                    break;
                case 5:
                    _ = reader.Bytes(4);
                    break;
                default:
                    throw new InvalidDataException($"a message of its variables.index has a field of the unknown type {tag & 7}");
            }
        }

        return message;
    }

    /// <summary>A number; 0 if it is absent, as the format has it.</summary>
    public long Number(int field) => _numbers.GetValueOrDefault(field);

    /// <summary>The messages in a field.</summary>
    public IEnumerable<WireMessage> Messages(int field) => _bytes.Where(each => each.Field == field).Select(each => Parse(each.Bytes));
}

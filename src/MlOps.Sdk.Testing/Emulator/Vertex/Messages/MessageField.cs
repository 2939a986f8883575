namespace MlOps.Sdk.Testing.Emulator.Vertex.Messages;

/// <summary>A field of a message.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">The type of a value: that of an item if it is repeated, of a value if it is a map.</param>
/// <param name="IsRepeated">Whether it is a list.</param>
/// <param name="IsMap">Whether it is a map from texts.</param>
/// <param name="IsRequired">Whether a request must have it.</param>
/// <param name="IsOutput">Whether only answers have it.</param>
/// <param name="Group">The group of which at most one field is set; null for none.</param>
internal sealed record MessageField(string Name, string Type, bool IsRepeated, bool IsMap, bool IsRequired, bool IsOutput, string? Group)
{
    /// <summary>The name in the .proto file and in messages of errors.</summary>
    public string SnakeName { get; } = FieldPath.ToSnake(Name);

    public static MessageField Parse(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string type = words[1];
        bool isRepeated = type.EndsWith("[]", StringComparison.Ordinal);
        bool isMap = type.StartsWith("map<", StringComparison.Ordinal);
        string inner = isRepeated ? type[..^2] : isMap ? type[4..^1] : type;
        string[] marks = words[2..];
        return new MessageField(
            words[0], inner, isRepeated, isMap, marks.Contains("!"), marks.Contains("-"), marks.FirstOrDefault(mark => mark.StartsWith('|'))?[1..]);
    }
}

namespace MlOps.Sdk.Testing.Emulator.Vertex.Messages;

/// <summary>The messages of Vertex AI and their fields.</summary>
internal sealed class MessageSchema
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, MessageField>> _messages = new(StringComparer.Ordinal);

    private MessageSchema(string text)
    {
        Dictionary<string, MessageField>? fields = null;
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] != ' ')
            {
                _messages.Add(line, fields = new Dictionary<string, MessageField>(StringComparer.Ordinal));
                continue;
            }

            MessageField field = MessageField.Parse(line);
            fields!.Add(field.Name, field);
        }
    }

    /// <summary>The messages of <c>messages.txt</c>.</summary>
    public static MessageSchema Instance { get; } = Load();

    public bool Contains(string message) => _messages.ContainsKey(message);

    /// <summary>The fields of a message by their names in JSON.</summary>
    public IReadOnlyDictionary<string, MessageField> FieldsOf(string message) => _messages[message];

    private static MessageSchema Load()
    {
        using Stream stream = typeof(MessageSchema).Assembly.GetManifestResourceStream("MlOps.Sdk.Testing.vertex-messages.txt")!;
        using StreamReader reader = new(stream);
        return new MessageSchema(reader.ReadToEnd());
    }
}

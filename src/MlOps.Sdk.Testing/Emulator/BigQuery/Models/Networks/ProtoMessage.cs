using System.Text;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>A message of protocol buffers, written field by field.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int Delimited = 2;
    private const int Fixed = 5;

    private readonly ProtoNumbers _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    public ProtoMessage Add(int field, long value)
    {
        Key(field, Varint).Number(value);
        return this;
    }

    public ProtoMessage AddFixed(int field, uint value)
    {
        Key(field, Fixed).Fixed(value);
        return this;
    }

    public ProtoMessage Add(int field, ReadOnlySpan<byte> bytes)
    {
        Key(field, Delimited).Number(bytes.Length).Bytes(bytes);
        return this;
    }

    public ProtoMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message.ToArray());

    /// <summary>An entry of a map.</summary>
    public ProtoMessage Add(int field, string key, ProtoMessage value) => Add(field, new ProtoMessage().Add(1, key).Add(2, value));

    private ProtoNumbers Key(int field, int kind) => _bytes.Number((field << 3) | kind);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Apis;
using Newtonsoft.Json;

namespace MlOps.Sdk.Clients;

/// <summary>JSON as Google's services speak it, by System.Text.Json: camelCase, nulls left out, numbers also as strings.</summary>
internal sealed class WebSerializer : ISerializer
{
    public static WebSerializer Instance { get; } = new();

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 128,
    };

    public string Format => "json";

    public void Serialize(object obj, Stream target) => System.Text.Json.JsonSerializer.Serialize(target, obj, obj.GetType(), Options);

    public string Serialize(object obj) => System.Text.Json.JsonSerializer.Serialize(obj, obj.GetType(), Options);

    // Of an empty answer, which Google.Apis hands over like any other, it makes nothing.
    public T Deserialize<T>(string input) =>
        string.IsNullOrEmpty(input) ? default! : Reading(() => System.Text.Json.JsonSerializer.Deserialize<T>(input, Options)!);

    public object Deserialize(string input, Type type) =>
        string.IsNullOrEmpty(input) ? null! : Reading(() => System.Text.Json.JsonSerializer.Deserialize(input, type, Options)!);

    public T Deserialize<T>(Stream input) => Reading(() => System.Text.Json.JsonSerializer.Deserialize<T>(input, Options)!);

    // Google.Apis catches only Newtonsoft's exception; with another an HTML page would lose its status.
    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw new JsonReaderException(exception.Message, exception);
        }
    }
}

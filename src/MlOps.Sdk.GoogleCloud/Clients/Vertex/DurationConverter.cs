using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

// google.protobuf.Duration: seconds with up to nine decimals and an s, such as "3.5s".
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.GetString() ?? "";
        if (text.EndsWith('s') && decimal.TryParse(text.AsSpan(..^1), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal seconds))
            return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        throw new JsonException($"'{text}' is not a duration such as \"3.5s\".");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(((decimal)value.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s");
}

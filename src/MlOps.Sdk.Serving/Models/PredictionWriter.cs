using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Serving.Models;

/// <summary>Writes the answer <c>{"predictions":[…]}</c>; all that is the same in each answer is encoded beforehand.</summary>
/// <remarks>
/// binary <c>{"predictedLabel":true,"probability":0.83}</c>, the probability being that of true; multiclass
/// <c>{"predictedLabel":"Adelie","probabilities":{"Adelie":0.98,…}}</c>; regression <c>{"value":1.5}</c>.
/// </remarks>
internal sealed class PredictionWriter
{
    // The longest text of a float in its shortest round-trip form, "-1.17549435E-38", with room to spare.
    private const int LongestNumber = 24;

    private readonly TaskKind _task;
    private readonly byte[] _opening;
    private readonly byte[][] _labels;
    private readonly byte[][] _keys;

    public PredictionWriter(ModelManifest manifest, int? version)
    {
        _task = manifest.Task;
        _opening = Encoding.UTF8.GetBytes(version is int number ? $$"""{"modelVersion":{{number.ToString(CultureInfo.InvariantCulture)}},"predictions":[""" : """{"predictions":[""");
        IEnumerable<string> classes = _task == TaskKind.Multiclass ? manifest.Classes : [];
        _labels = classes.Select(label => Encoding.UTF8.GetBytes($$"""{"predictedLabel":{{Quote(label)}},"probabilities":{""")).ToArray();
        _keys = classes.Select((label, index) => Encoding.UTF8.GetBytes($"{(index > 0 ? "," : "")}{Quote(label)}:")).ToArray();
    }

    public void Open(ArrayBufferWriter<byte> output) => output.Write(_opening);

    public static void Close(ArrayBufferWriter<byte> output) => output.Write("]}"u8);

    /// <summary>Appends a prediction. JSON has no numbers for NaN and infinities: the caller refuses them beforehand.</summary>
    public void Write(ReadOnlySpan<float> scores, ArrayBufferWriter<byte> output)
    {
        if (output.WrittenSpan[^1] != (byte)'[')
            output.Write(","u8);

        switch (_task)
        {
            case TaskKind.Binary:
                // Evaluation counts a probability of exactly 0.5 as positive, too.
                output.Write(scores[0] >= 0.5f ? """{"predictedLabel":true,"probability":"""u8 : """{"predictedLabel":false,"probability":"""u8);
                Write(scores[0], output);
                output.Write("}"u8);
                break;
            case TaskKind.Multiclass:
                output.Write(_labels[IndexOfMax(scores)]);
                for (int i = 0; i < scores.Length; i++)
                {
                    output.Write(_keys[i]);
                    Write(scores[i], output);
                }

                output.Write("}}"u8);
                break;
            default:
                output.Write("""{"value":"""u8);
                Write(scores[0], output);
                output.Write("}"u8);
                break;
        }
    }

    private static void Write(float value, ArrayBufferWriter<byte> output)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(LongestNumber), out int written);
        output.Advance(written);
    }

    private static int IndexOfMax(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

using System.Text;
using System.Text.Json;
using MlOps.Sdk.Models;
using MlOps.Sdk.Serving.Models;

namespace MlOps.Sdk.Serving.Http;

/// <summary>Reads <c>{"instances":[…]}</c> and predicts each instance as it goes past.</summary>
internal static class PredictionRequest
{
    /// <summary>What a request should look like, for errors.</summary>
    public const string Shape = """{"instances":[{...},...]}""";

    /// <summary>Answers a body into the workspace's output, or finds what is wrong with it into the workspace's errors.</summary>
    /// <returns>How many instances there are.</returns>
    /// <exception cref="JsonException">The body isn't JSON.</exception>
    public static int Answer(LoadedModel model, ReadOnlySpan<byte> body, Workspace workspace)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body["\uFEFF"u8.Length..];

        InstanceErrors errors = workspace.Errors;
        Utf8JsonReader reader = new(body);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add("$", $"The body is not an object. Send {Shape}.");
            reader.Skip();
            reader.Read();
            return 0;
        }

        model.Writer.Open(workspace.Output);
        int count = -1;
        while (!errors.IsFull && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.SequenceEqual("parameters"u8))
            {
                SkipParameters(ref reader, errors);
            }
            else if (!reader.ValueSpan.SequenceEqual("instances"u8))
            {
                errors.Add(Name(ref reader), $"There is no such member. Send {Shape}.");
                reader.Skip();
            }
            else if (count >= 0)
            {
                errors.Add("instances", "The member occurs twice. Write it once.");
                reader.Skip();
            }
            else
            {
                reader.Read();
                count = ReadInstances(model, ref reader, workspace);
            }
        }

        // Reads past the end, so that text after the object is refused.
        while (!errors.IsFull && reader.Read())
        {
        }

        if (count < 0 && !errors.IsFull)
            errors.Add("instances", $"The member is missing. Send {Shape}.");
        PredictionWriter.Close(workspace.Output);
        return Math.Max(count, 0);
    }

    // Vertex AI hands on what its callers send; a model here has no parameters, but an empty member says just that.
    private static void SkipParameters(ref Utf8JsonReader reader, InstanceErrors errors)
    {
        reader.Read();
        Utf8JsonReader inside = reader;
        bool isEmpty = reader.TokenType == JsonTokenType.Null
            || (reader.TokenType == JsonTokenType.StartObject && inside.Read() && inside.TokenType == JsonTokenType.EndObject);
        if (!isEmpty)
            errors.Add("parameters", "The model takes no parameters. Leave the member out.");
        reader.Skip();
    }

    private static int ReadInstances(LoadedModel model, ref Utf8JsonReader reader, Workspace workspace)
    {
        InstanceErrors errors = workspace.Errors;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            errors.Add("instances", $"The member is not an array. Send {Shape}.");
            reader.Skip();
            return 0;
        }

        int index = 0;
        while (!errors.IsFull && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (model.Reader.Read(ref reader, workspace.Row, errors, index))
                model.Predict(workspace, index);
            index++;
        }

        return index;
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        string name = Encoding.UTF8.GetString(reader.ValueSpan);
        return name.Length > 100 ? name[..100] + "…" : name;
    }
}

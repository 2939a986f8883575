using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>Reads YAML as Beam does, which is YAML 1.1: <c>on</c> is a Boolean, <c>012</c> is ten, <c>1:30</c> is ninety, and days are dates.</summary>
internal static class YamlReader
{
    private const int MaximalDepth = 64;

    /// <summary>The document; a date stands as <c>{"!date": "2026-01-31"}</c>.</summary>
    /// <exception cref="FormatException">It is no YAML, or more than one document.</exception>
    public static JsonNode Read(string text)
    {
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new FormatException($"Line {exception.Start.Line}: {exception.Message}", exception);
        }

        if (stream.Documents.Count != 1)
            throw new FormatException($"The YAML must hold one document, but holds {stream.Documents.Count}.");
        return ToJson(stream.Documents[0].RootNode, 0) ?? throw new FormatException("The YAML is empty.");
    }

    private static JsonNode? ToJson(YamlNode node, int depth)
    {
        if (depth > MaximalDepth)
            throw new FormatException($"Line {node.Start.Line}: the YAML nests deeper than {MaximalDepth}.");
        return node switch
        {
            YamlMappingNode mapping => Mapping(mapping, depth),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(child => ToJson(child, depth + 1))]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new FormatException($"Line {node.Start.Line}: there is no {node.NodeType} here."),
        };
    }

    private static JsonObject Mapping(YamlMappingNode mapping, int depth)
    {
        JsonObject result = [];
        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            JsonNode? name = ToJson(key, depth + 1);
            if (name?.GetValueKind() != System.Text.Json.JsonValueKind.String)
                throw new FormatException($"Line {key.Start.Line}: the key {key} is no text for YAML 1.1 but {name?.ToJsonString() ?? "null"}; put it in quotes.");
            if ((string)name! == "<<")
                throw new FormatException($"Line {key.Start.Line}: the emulator doesn't merge mappings.");
            result[(string)name!] = ToJson(value, depth + 1);
        }

        return result;
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific && scalar.Tag.Value is not "tag:yaml.org,2002:str")
            throw new FormatException($"Line {scalar.Start.Line}: could not determine a constructor for the tag '{scalar.Tag}'.");
        return scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty ? YamlScalar.Resolve(text) : JsonValue.Create(text);
    }
}

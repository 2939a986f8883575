using System.Text;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Messages;

/// <summary>Names of fields in their two spellings.</summary>
internal static class FieldPath
{
    /// <summary><c>trafficSplit</c> becomes <c>traffic_split</c>.</summary>
    public static string ToSnake(string name)
    {
        StringBuilder text = new(name.Length + 4);
        foreach (char letter in name)
            _ = char.IsAsciiLetterUpper(letter) ? text.Append('_').Append(char.ToLowerInvariant(letter)) : text.Append(letter);
        return text.ToString();
    }

    /// <summary><c>traffic_split</c> becomes <c>trafficSplit</c>; what has no underscore stays.</summary>
    public static string ToCamel(string name)
    {
        string[] words = name.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
    }
}

using System.Text.RegularExpressions;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>Kubernetes' <c>$(NAME)</c>: replaced where the variable is known, left alone where not; <c>$$(NAME)</c> escapes it.</summary>
internal static partial class VariableExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables) => Reference().Replace(text, match =>
        match.Value.StartsWith("$$", StringComparison.Ordinal) ? match.Value[1..] : variables.GetValueOrDefault(match.Groups[1].Value, match.Value));

    [GeneratedRegex(@"\$?\$\(([A-Za-z_][A-Za-z0-9_]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}

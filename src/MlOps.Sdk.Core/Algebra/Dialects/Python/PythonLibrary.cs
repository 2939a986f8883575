using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>The functions in Python that emitted expressions call; an expression brings along those that it reaches, and no others.</summary>
/// <remarks>They stand in the <c>.py</c> files beside this page, which are embedded in the assembly.</remarks>
internal static partial class PythonLibrary
{
    private static readonly FrozenDictionary<string, string> s_definitions = Load();
    private static readonly string[] s_order = [.. s_definitions.Keys.Order(StringComparer.Ordinal)];
    private static readonly string[] s_modules = ["datetime", "math", "re"];

    /// <summary>The imports and functions that a text of Python needs, to stand before it; empty if it needs none.</summary>
    public static string For(string python)
    {
        HashSet<string> needed = [];
        Collect(python, needed);
        string functions = string.Join("\n\n", s_order.Where(needed.Contains).Select(name => s_definitions[name]));
        string all = functions + python;
        string imports = string.Concat(s_modules.Where(module => Regex.IsMatch(all, $@"\b{module}\.")).Select(module => $"import {module}\n"));
        return (imports.Length > 0 ? imports + "\n" : "") + (functions.Length > 0 ? functions + "\n\n" : "");
    }

    /// <summary>A class of the library with all that it needs; it is the last definition.</summary>
    public static string Class(string name) => For(s_definitions[name].Replace($"class {name}(", "class (", StringComparison.Ordinal)) + s_definitions[name] + "\n";

    private static void Collect(string python, HashSet<string> needed)
    {
        foreach (Match word in Word().Matches(python))
        {
            if (s_definitions.TryGetValue(word.Value, out string? definition) && needed.Add(word.Value))
                Collect(definition, needed);
        }
    }

    private static FrozenDictionary<string, string> Load()
    {
        Dictionary<string, string> definitions = new(StringComparer.Ordinal);
        Assembly assembly = typeof(PythonLibrary).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".py", StringComparison.Ordinal)))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            foreach (Match definition in Definition().Matches(reader.ReadToEnd().ReplaceLineEndings("\n")))
                definitions.Add(definition.Groups["name"].Value, definition.Value.TrimEnd());
        }

        return definitions.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // A function, a class or a constant of the page, with the comment above it, up to the next line that is not indented.
    [GeneratedRegex(@"^(?:#[^\n]*\n)*(?:(?:def|class) (?<name>\w+)\(|(?<name>[A-Z_0-9]+) = )[^\n]*\n(?:(?:[ \t)\]}][^\n]*)?\n)*", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"(?<![\w.'])[A-Za-z_]\w*")]
    private static partial Regex Word();
}

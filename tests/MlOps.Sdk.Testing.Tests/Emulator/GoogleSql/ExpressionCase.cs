using System.Reflection;

namespace MlOps.Sdk.Testing.Tests.Emulator.GoogleSql;

/// <summary>A line of Cases/*.txt: an expression, and its value or <c>error</c> with what the message says.</summary>
internal sealed record ExpressionCase(string Expression, string Expected, bool IsOnlyOfBigQuery)
{
    public bool IsError => Expected == "error" || Expected.StartsWith("error: ", StringComparison.Ordinal);

    public static IReadOnlyList<ExpressionCase> All { get; } = [.. Lines().Select(Parse)];

    private static ExpressionCase Parse((string Line, string File) one)
    {
        string line = one.Line;
        int arrow = line.LastIndexOf(" => ", StringComparison.Ordinal);
        return new(line[..arrow].Trim(), line[(arrow + 4)..].Trim(), one.File.Contains("bigquery-only", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Line, string File)> Lines()
    {
        Assembly assembly = typeof(ExpressionCase).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.Contains(".GoogleSql.Cases.", StringComparison.Ordinal)))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            while (reader.ReadLine() is { } line)
            {
                if (line.Contains(" => ", StringComparison.Ordinal) && line[0] != '#')
                    yield return (line, name);
            }
        }
    }
}

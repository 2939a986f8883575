using System.Reflection;

namespace MlOps.Sdk.Testing.Tests.Emulator.GoogleSql;

/// <summary>The statements that the algebra's own GoogleSQL dialect is known to print.</summary>
public sealed class DialectTests
{
    [Fact]
    public void Every_snapshot_of_the_dialect_runs()
    {
        using GoogleSqlDatabase database = new();
        Assembly assembly = typeof(DialectTests).Assembly;
        string[] names = [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith("bigquery.sql", StringComparison.Ordinal))];
        Assert.NotEmpty(names);
        foreach (string name in names)
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            string sql = reader.ReadToEnd();

            // The sample's notes are numbers; what isn't one is told from a null by an error.
            Exception? failure = Record.Exception(() => database.Query(sql));

            Assert.True(failure is null || failure.Message.StartsWith("Invalid Input Error: ", StringComparison.Ordinal), $"{name}: {failure}\n{sql}");
        }
    }
}

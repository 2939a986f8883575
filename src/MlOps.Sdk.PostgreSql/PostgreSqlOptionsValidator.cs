using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MlOps.Sdk;

/// <summary>Refuses settings that lead to no database. What is wrong with a connection string is said without quoting it.</summary>
internal sealed partial class PostgreSqlOptionsValidator : IValidateOptions<PostgreSqlOptions>
{
    private const string Example = "Such as Host=db.example;Database=mlops;Username=ada;Password=…; quote values that hold a semicolon.";

    public ValidateOptionsResult Validate(string? name, PostgreSqlOptions options)
    {
        List<string> failures = [];
        if (FindMistake(options.ConnectionString) is { } mistake)
            failures.Add($"MlOps:PostgreSql:ConnectionString: {mistake}. {Example}");
        if (!SchemaName().IsMatch(options.Schema))
            failures.Add($"MlOps:PostgreSql:Schema: '{options.Schema}' is not a name of 1 to 63 lower-case letters, digits and underscores. Leave it out to use mlops.");
        if (options.RetryFor < TimeSpan.Zero)
            failures.Add($"MlOps:PostgreSql:RetryFor: {options.RetryFor:c} is less than nothing. Leave it out to wait for a minute, or set 00:00:00 not to wait.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? FindMistake(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            return "it is empty";
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connectionString).Host) ? "it names no Host" : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Npgsql's message may quote what stands behind a semicolon in a password.
            return "Npgsql doesn't understand it (it isn't shown, for it may hold a password)";
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaName();
}

using MlOps.Sdk.Clients;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>The columns that a source in the cloud has, held to those that the pipeline expects.</summary>
internal static class FoundColumns
{
    /// <summary>The columns to read: those that are expected, else all.</summary>
    /// <exception cref="StageException">A column is missing, of another type, or of one that the SDK doesn't have; each is listed.</exception>
    public static IReadOnlyList<Column> Of(BigQuerySchema? found, Schema? expected, string stage)
    {
        Dictionary<string, BigQueryField> fields = (found?.Fields ?? []).ToDictionary(field => field.Name, StringComparer.Ordinal);
        List<string> problems = [];
        List<Column> columns = [];
        IEnumerable<(string Name, DataType? Type)> wanted = expected?.Columns.Select(column => (column.Name, (DataType?)column.Type))
            ?? fields.Keys.Select(name => (name, (DataType?)null));
        foreach ((string name, DataType? type) in wanted)
        {
            DataType? own = fields.GetValueOrDefault(name) is { } field && field.Mode != "REPEATED" ? BigQueryTypes.FromSql(field.SqlType) : null;
            if (!fields.TryGetValue(name, out BigQueryField? there))
                problems.Add($"there is no column '{name}'");
            else if (own is null)
                problems.Add($"the column '{name}' is {there.SqlType}, which is no single value that the SDK has; leave it out in a query");
            else if (type is { } asked && asked != own && (asked, own) is not (DataType.Double, DataType.Int64))
                problems.Add($"the column '{name}' is {there.SqlType}, the pipeline reads {asked}");
            else
                columns.Add(new(name, type ?? own.Value));
        }

        return problems.Count == 0
            ? columns
            : throw new StageException($"{stage}: {string.Join("; ", problems)}. The columns are {string.Join(", ", fields.Values.Select(field => $"{field.Name} {field.SqlType}"))}.");
    }

    /// <summary>Holds what was read to what the schema says of nulls.</summary>
    /// <exception cref="StageException">Columns that are never null have nulls.</exception>
    public static Dataset Hold(Dataset read, Schema? expected, string stage)
    {
        if (expected is null)
            return read;
        string[] wrong = [.. expected.Columns
            .Where(column => !column.Nullable && read.Schema.TryFind(column.Name, out Column? found) && found.Nullable)
            .Select(column => $"'{column.Name}'")];
        return wrong.Length == 0
            ? read with { Schema = expected }
            : throw new StageException($"{stage}: columns that the row type says are never null have rows without a value: {string.Join(", ", wrong)}. "
                + "Make the properties nullable, such as double? or string?, or leave those rows out at the source.");
    }
}

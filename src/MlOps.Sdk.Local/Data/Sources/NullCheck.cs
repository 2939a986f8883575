using System.Globalization;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Holds a dataset to what its schema says of nulls.</summary>
internal static class NullCheck
{
    /// <exception cref="StageException">Columns that are never null have nulls; all are named with their number.</exception>
    public static async Task ThrowIfAnyAsync(
        Dataset dataset, Written written, DuckDbEngine engine, StageContext context, CancellationToken cancellationToken)
    {
        List<Column> columns = [.. dataset.Schema.Columns.Where(column => !column.Nullable && written.NullsOf(column.Name) != 0)];
        if (columns.Count == 0)
            return;
        string counts = string.Join(", ", columns.Select(column => $"count(*) - count({Sql.Name(column.Name)})"));
        string sql = $"SELECT {counts} FROM {await DuckDbParquet.TableAsync(dataset, context, cancellationToken)}";
        object?[] nulls = await engine.RunAsync(session => session.Query(sql)[0], context, cancellationToken);
        List<string> problems = [.. columns
            .Select((column, index) => (column.Name, Count: Convert.ToInt64(nulls[index], CultureInfo.InvariantCulture)))
            .Where(pair => pair.Count > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"'{pair.Name}' ({pair.Count} of {dataset.Rows} rows)"))];
        if (problems.Count > 0)
            throw new StageException($"{context.Stage}: columns that the row type says are never null have rows without a value: {string.Join(", ", problems)}. "
                + "Make the properties nullable, such as double? or string?, or leave those rows out at the source.");
    }
}

namespace MlOps.Sdk.Data;

/// <summary>What Parquet files hold.</summary>
internal sealed record Written(long Rows, IReadOnlyList<WrittenColumn> Columns)
{
    /// <summary>The columns; one in which no null was found is not nullable.</summary>
    public Schema Schema() => new(Columns
        .Select(column => new Column(column.Name, ColumnTypes.FromSql(column.SqlType)
            ?? throw new InvalidOperationException($"The column '{column.Name}' was written as {column.SqlType}."), column.Nulls != 0))
        .ToValueList());

    /// <summary>Whether a column that the schema says is never null has nulls.</summary>
    public bool HasNullsAgainst(Schema schema) => schema.Columns.Any(column => !column.Nullable && NullsOf(column.Name) > 0);

    /// <summary>How many nulls a column has; null if that isn't known.</summary>
    public long? NullsOf(string name) => Columns.FirstOrDefault(written => written.Name == name)?.Nulls;
}

/// <summary>A column of Parquet files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SqlType">DuckDB's type for it.</param>
/// <param name="Nulls">How many values are absent; null if the files don't tell.</param>
internal sealed record WrittenColumn(string Name, string SqlType, long? Nulls);

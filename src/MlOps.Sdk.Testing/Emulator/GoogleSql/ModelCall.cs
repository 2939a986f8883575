namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>A call of one of BigQuery ML's table functions. Its rows must be in the table <see cref="Name"/> before the statement is run.</summary>
/// <param name="Name">The table, unquoted, that the statement reads the result from; unique in the statement.</param>
/// <param name="Function">What is called.</param>
/// <param name="Model">The model.</param>
/// <param name="InputSql">DuckDB's query of the rows that it is given; null if there are none.</param>
/// <param name="InputColumns">Their columns.</param>
/// <param name="Settings">The fields of the STRUCT at the end, such as <c>threshold</c>.</param>
/// <param name="Columns">The columns of the result, as the catalog gave them.</param>
internal sealed record ModelCall(
    string Name,
    ModelFunction Function,
    TablePath Model,
    string? InputSql,
    IReadOnlyList<GoogleSqlColumn> InputColumns,
    IReadOnlyDictionary<string, object?> Settings,
    IReadOnlyList<GoogleSqlColumn> Columns);

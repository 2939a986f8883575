namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>A statement of GoogleSQL in DuckDB's words.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Sql">
/// DuckDB's SQL, for a connection that <see cref="GoogleSqlFunctions.Register"/> has prepared. It is a query for queries, and for all that is made AS a query or from
/// one (tables, views, models, exports); a whole statement for INSERT, UPDATE, DELETE and TRUNCATE; empty for the others, which are up to the caller.
/// </param>
internal sealed record TranslatedStatement(StatementKind Kind, string Sql)
{
    /// <summary>The columns of the query, or of the table to create; BigQuery's own names (<c>f0_</c>) where there was none.</summary>
    public IReadOnlyList<GoogleSqlColumn> Columns { get; init; } = [];

    /// <summary>Whether the query says in which order its rows come; otherwise any is right.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>The table, view or model that is made, changed or dropped.</summary>
    public TablePath? Target { get; init; }

    /// <summary>The tables that are read.</summary>
    public IReadOnlyList<TablePath> ReferencedTables { get; init; } = [];

    /// <summary>What has to be computed by models before.</summary>
    public IReadOnlyList<ModelCall> ModelCalls { get; init; } = [];

    /// <summary>What CREATE does if there is one already.</summary>
    public CreateCondition Condition { get; init; }

    /// <summary>Whether a DROP of what isn't there is no error.</summary>
    public bool IfExists { get; init; }

    public Partitioning? Partitioning { get; init; }

    public IReadOnlyList<string> Clustering { get; init; } = [];

    /// <summary>
    /// OPTIONS, by names in lower case: a long, double, bool, string, null, list of these, or <see cref="OptionCall"/> such as <c>HPARAM_RANGE(0, 1)</c>.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Options { get; init; } = new Dictionary<string, object?>();
}

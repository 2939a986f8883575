using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Writes the rows of jobs into tables, as their dispositions say.</summary>
internal sealed class TableWriter(EmulatorState state, BigQueryCatalog catalog)
{
    /// <summary>Writes the rows of a query in DuckDB's words; all of them or none.</summary>
    /// <param name="session">Runs it.</param>
    /// <param name="target">Where to, and how.</param>
    /// <param name="columns">The columns of the rows, in order.</param>
    /// <param name="sql">The rows, with DuckDB's types for the columns.</param>
    /// <param name="isOrdered">Whether their order means something; if not, they are shuffled, as BigQuery promises none.</param>
    /// <returns>The table, and how many rows were written.</returns>
    public (BigQueryTable Table, long Rows) Write(
        WarehouseSession session, WriteTarget target, IReadOnlyList<Column> columns, string sql, bool isOrdered = false)
    {
        BigQueryDataset dataset = catalog.Dataset(target.Name.Project, target.Name.Dataset);
        if (!dataset.Location.Equals(target.Location, StringComparison.OrdinalIgnoreCase))
            throw EmulatorException.NotFound($"Not found: Dataset {dataset.Project}:{dataset.Id} was not found in location {target.Location}");
        BigQueryTable? existing = catalog.FindTable(target.Name);
        if (existing is null && target.CreateDisposition == "CREATE_NEVER")
            throw EmulatorException.NotFound($"Not found: Table {target.Name}");
        if (existing is not null && target.WriteDisposition == "WRITE_EMPTY" && session.Count($"SELECT count(*) FROM {existing.DuckDb}") > 0)
            throw new EmulatorException(409, "duplicate", $"Already Exists: Table {target.Name}");
        return existing is null || existing.Columns.Count == 0 || target.WriteDisposition == "WRITE_TRUNCATE"
            ? Replace(session, target, existing, dataset, columns, sql, isOrdered)
            : Append(session, target, existing, columns, sql, isOrdered);
    }

    /// <summary>Refuses rows that lack what is REQUIRED.</summary>
    /// <param name="session">Reads.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="from">What DuckDB reads the rows from.</param>
    public static void CheckRequired(WarehouseSession session, IEnumerable<Column> columns, string from)
    {
        foreach (Column column in columns.Where(column => column.Mode == "REQUIRED"))
        {
            if (session.Count($"SELECT count(*) FROM {from} WHERE {DuckText.Name(column.Name)} IS NULL") > 0)
                throw EmulatorException.Invalid($"Required field {column.Name} cannot be null");
        }
    }

    private (BigQueryTable Table, long Rows) Replace(
        WarehouseSession session,
        WriteTarget target,
        BigQueryTable? existing,
        BigQueryDataset dataset,
        IReadOnlyList<Column> columns,
        string sql,
        bool isOrdered)
    {
        TableLayout layout = target.Layout.IsEmpty && existing is not null ? existing.Layout : target.Layout;
        layout.Check(columns);
        string now = state.NowMilliseconds();
        BigQueryTable table = new(target.Name, columns, target.NewTable)
        {
            Created = existing?.Created ?? now,
            Modified = now,
            Etag = state.NextId(),
            Labels = existing?.Labels ?? [],
            Description = existing?.Description,
            FriendlyName = existing?.FriendlyName,
            ExpirationTime = existing?.ExpirationTime ?? target.ExpirationTime
                ?? (dataset.Settings.DefaultTableExpirationMs is { } lifetime ? state.Time.GetUtcNow().ToUnixTimeMilliseconds() + lifetime : null),
            Layout = layout,
        };
        session.Execute($"CREATE TABLE {table.DuckDb} AS {Rows(sql, isOrdered)}");
        CheckRequired(session, columns, table.DuckDb);
        long rows = session.Count($"SELECT count(*) FROM {table.DuckDb}");
        Expire(session, table);
        catalog.Put(table);
        return (table, rows);
    }

    private (BigQueryTable Table, long Rows) Append(
        WarehouseSession session, WriteTarget target, BigQueryTable existing, IReadOnlyList<Column> columns, string sql, bool isOrdered)
    {
        if ((target.Layout.Time ?? target.Layout.Range) is { } asked
            && !System.Text.Json.Nodes.JsonNode.DeepEquals(asked, target.Layout.Time is null ? existing.Layout.Range : existing.Layout.Time))
        {
            throw EmulatorException.Invalid($"Incompatible table partitioning specification. Destination table {target.Name} is partitioned otherwise.");
        }

        foreach (Column column in columns)
        {
            Column? into = existing.Columns.FirstOrDefault(candidate => Column.Names.Equals(candidate.Name, column.Name));
            if (into is null)
                throw EmulatorException.Invalid($"Provided Schema does not match Table {target.Name}. Cannot add fields (field: {column.Name})");
            if (!into.HasTypeOf(column))
                throw EmulatorException.Invalid($"Provided Schema does not match Table {target.Name}. Field {column.Name} has changed type from {into.Type} to {column.Type}");
        }

        if (existing.Columns.FirstOrDefault(column => column.Mode == "REQUIRED" && !columns.Any(given => Column.Names.Equals(given.Name, column.Name))) is { } missing)
            throw EmulatorException.Invalid($"Provided Schema does not match Table {target.Name}. Field {missing.Name} is missing in new schema");

        session.Execute($"CREATE TABLE {target.NewTable} AS {Rows(sql, isOrdered)}");
        CheckRequired(session, existing.Columns.Where(column => columns.Any(given => Column.Names.Equals(given.Name, column.Name))), target.NewTable);
        string names = string.Join(", ", columns.Select(column => DuckText.Name(column.Name)));
        long rows = session.Execute($"INSERT INTO {existing.DuckDb} ({names}) SELECT {names} FROM {target.NewTable}");
        session.Execute($"DROP TABLE {target.NewTable}");
        Expire(session, existing);
        BigQueryTable table = existing with { Modified = state.NowMilliseconds(), Etag = state.NextId() };
        catalog.Put(table);
        return (table, rows);
    }

    private void Expire(WarehouseSession session, BigQueryTable table)
    {
        if (table.Layout.Expired(state.Time.GetUtcNow()) is { } expired)
            session.Execute($"DELETE FROM {table.DuckDb} WHERE {expired}");
    }

    private static string Rows(string sql, bool isOrdered) =>
        isOrdered ? sql : $"""SELECT * FROM ({sql}) AS "__row" ORDER BY hash("__row")""";
}

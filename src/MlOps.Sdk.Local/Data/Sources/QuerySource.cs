using System.Data.Common;
using System.Globalization;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Reads the result of a query over an ADO.NET connection.</summary>
internal static class QuerySource
{
    public static async Task<Dataset> ReadAsync(
        QuerySourcePlan source, Schema? schema, DuckDbEngine engine, StageContext context, CancellationToken cancellationToken)
    {
        if (!context.Bindings.TryGetValue(source.Binding, out object? binding) || binding is not Func<DbConnection> connect)
            throw new StageException($"{context.Stage}.source: the pipeline holds no connection named '{source.Binding}'. Give a Func<DbConnection> with Source.Query(…).");

        await using DbConnection connection = connect();
        if (connection.State != System.Data.ConnectionState.Open)
            await connection.OpenAsync(cancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = source.Sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);

        List<string> names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        string where = $"{context.Stage}: the query";
        ColumnMatch.ThrowIfDuplicated(names, where);
        Schema columns = schema ?? Infer(reader, names, where);
        int[] positions = ColumnMatch.Positions(columns, names, where);
        ColumnMatch.ThrowIfMissing(columns, positions, names, where);

        string path = DuckDbParquet.NewFile(context);
        Written written = await engine.RunAsync(
            session => Append(reader, session, columns, positions, context.Stage, path, cancellationToken), context, cancellationToken);
        Dataset dataset = await DuckDbParquet.AddAsync(path, written, context, cancellationToken);
        if (schema is not null)
            dataset = dataset with { Schema = schema };
        await NullCheck.ThrowIfAnyAsync(dataset, written, engine, context, cancellationToken);
        return dataset;
    }

    private static Written Append(
        DbDataReader reader, DuckDbSession session, Schema columns, int[] positions, string stage, string path, CancellationToken cancellationToken)
    {
        using RowAppender appender = new(session, columns);
        MalformedCells malformed = new(stage);
        object?[] values = new object?[positions.Length];
        for (long row = 1; reader.Read(); row++)
        {
            if (row % 1024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            for (int index = 0; index < positions.Length; index++)
            {
                object raw = reader.GetValue(positions[index]);
                if (!DatabaseValue.TryConvert(raw, columns.Columns[index].Type, out values[index]))
                    malformed.Add(
                        string.Create(CultureInfo.InvariantCulture, $"row {row}"), columns.Columns[index], Convert.ToString(raw, CultureInfo.InvariantCulture) ?? "");
            }

            if (malformed.Count == 0)
                appender.Append(values);
        }

        malformed.ThrowIfAny("Convert the column in the query, or give the property another type.");
        return appender.Write(path);
    }

    private static Schema Infer(DbDataReader reader, List<string> names, string where)
    {
        List<string> problems = [];
        List<Column> columns = [];
        for (int index = 0; index < names.Count; index++)
        {
            Type type = reader.GetFieldType(index);
            if (DatabaseValue.TypeOf(type) is { } found)
                columns.Add(new(names[index], found));
            else
                problems.Add($"the column '{names[index]}' is a {type.Name}, which has no type here");
        }

        return problems.Count == 0
            ? new(columns.ToValueList())
            : throw new StageException($"{where}: {string.Join("; ", problems)}. Convert it in the query, or give a row type.");
    }
}

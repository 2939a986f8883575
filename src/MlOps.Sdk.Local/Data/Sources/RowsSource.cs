using System.Collections;
using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Reads rows that the application holds in memory.</summary>
internal static class RowsSource
{
    public static async Task<Dataset> ReadAsync(
        RowsSourcePlan source, Schema? schema, DuckDbEngine engine, StageContext context, CancellationToken cancellationToken)
    {
        if (!context.Bindings.TryGetValue(source.Binding, out object? binding) || binding is not IEnumerable rows)
            throw new StageException($"{context.Stage}.source: the pipeline holds no rows named '{source.Binding}'. Give them with Source.Rows(…).");

        Type type = RowTypeOf(rows)
            ?? throw new StageException($"{context.Stage}.source: the rows '{source.Binding}' are a {rows.GetType().Name}, not an IEnumerable of a row type.");
        Schema columns = RowType.SchemaOf(type);
        if (schema is not null && schema != columns)
            throw new StageException($"{context.Stage}.source: the rows '{source.Binding}' have the columns {columns}, the plan expects {schema}.");

        Func<object, object?[]> reader = RowType.ReaderOf(type);
        string path = DuckDbParquet.NewFile(context);
        Written written = await engine.RunAsync(
            session =>
            {
                using RowAppender appender = new(session, columns);
                long index = 0;
                foreach (object? row in rows)
                {
                    if (index % 1024 == 0)
                        cancellationToken.ThrowIfCancellationRequested();
                    appender.Append(reader(row ?? throw new StageException(
                        string.Create(CultureInfo.InvariantCulture, $"{context.Stage}.source: row {index} of '{source.Binding}' is null. Leave such rows out."))));
                    index++;
                }

                return appender.Write(path);
            },
            context,
            cancellationToken);
        Dataset dataset = (await DuckDbParquet.AddAsync(path, written, context, cancellationToken)) with { Schema = columns };
        await NullCheck.ThrowIfAnyAsync(dataset, written, engine, context, cancellationToken);
        return dataset;
    }

    private static Type? RowTypeOf(IEnumerable rows) => rows.GetType().GetInterfaces()
        .FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
}

using DuckDB.NET.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Reads files of text: one query for what is right, and a second look, in .NET, at what is wrong.</summary>
internal abstract class TextSource(StageContext context)
{
    protected StageContext Context => context;

    /// <summary>Reads the rows into Parquet; without a schema its columns are inferred.</summary>
    public async Task<Dataset> ReadAsync(DuckDbEngine engine, Schema? schema, CancellationToken cancellationToken)
    {
        if (schema is not null)
            return (await WriteAsync(engine, schema, cancellationToken)) with { Schema = schema };

        Schema guess = await InferAsync(engine, wholeFiles: false, cancellationToken);
        try
        {
            return await WriteAsync(engine, guess, cancellationToken);
        }
        catch (StageException)
        {
            // The first rows were not like the others: look at all of them.
            Schema inferred = await InferAsync(engine, wholeFiles: true, cancellationToken);
            if (inferred == guess)
                throw;
            return await WriteAsync(engine, inferred, cancellationToken);
        }
    }

    /// <summary>Guesses the columns' types from the first rows, or from all.</summary>
    protected abstract Schema Infer(DuckDbSession session, bool wholeFiles);

    /// <summary>Looks at the files before columns that were stated are read.</summary>
    protected virtual void Prepare(DuckDbSession session, Schema schema)
    {
    }

    /// <summary>The query of the schema's columns; it fails on the first malformed value.</summary>
    protected abstract string Select(Schema schema);

    /// <summary>Finds every value that isn't of its column's type.</summary>
    protected abstract void Diagnose(Schema schema, MalformedCells malformed);

    private Task<Schema> InferAsync(DuckDbEngine engine, bool wholeFiles, CancellationToken cancellationToken) =>
        DiagnosedAsync(new Schema([]), () => engine.RunAsync(session => Infer(session, wholeFiles), context, cancellationToken));

    private async Task<Dataset> WriteAsync(DuckDbEngine engine, Schema schema, CancellationToken cancellationToken)
    {
        string path = DuckDbParquet.NewFile(context);
        Written written = await DiagnosedAsync(schema, () => engine.RunAsync(
            session =>
            {
                Prepare(session, schema);
                return DuckDbParquet.Write(session, Select(schema), path);
            },
            context,
            cancellationToken));
        if (written.HasNullsAgainst(schema))
        {
            ThrowDiagnosis(schema);
            throw new StageException($"{context.Stage}: a column that the row type says is never null has rows without a value.");
        }

        return await DuckDbParquet.AddAsync(path, written, context, cancellationToken);
    }

    private async Task<T> DiagnosedAsync<T>(Schema schema, Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (StageException exception) when (exception.InnerException is DuckDBException)
        {
            ThrowDiagnosis(schema);
            throw;
        }
    }

    private void ThrowDiagnosis(Schema schema)
    {
        File.Delete(DuckDbParquet.NewFile(context));
        MalformedCells malformed = new(context.Stage);
        Diagnose(schema, malformed);
        malformed.ThrowIfAny("Correct the source, declare the column as string and convert it in a transform, make it nullable, "
            + "or state NullText or a date format on the source.");
    }
}

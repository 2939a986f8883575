using System.Globalization;
using DuckDB.NET.Native;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Reads a query's result column by column from DuckDB's own vectors into arrays.</summary>
/// <remarks>
/// <code>
/// FeatureColumns columns = await DuckDbColumns.ReadAsync(
///     engine,
///     $"SELECT {scalars} FROM {await DuckDbParquet.TableAsync(staged.Data, context, cancellationToken)} WHERE __split = 'train'",
///     [FeatureColumnKind.Float, FeatureColumnKind.Code, FeatureColumnKind.Boolean],
///     expectedRows: staged.RowsOf(SplitName.Train), context, cancellationToken);
/// </code>
/// With the right <c>expectedRows</c> nothing is copied; any other number is only slower. The rows come in the order of the file.
/// </remarks>
internal static class DuckDbColumns
{
    public static Task<FeatureColumns> ReadAsync(
        DuckDbEngine engine,
        string sql,
        IReadOnlyList<FeatureColumnKind> kinds,
        long expectedRows,
        StageContext? context,
        CancellationToken cancellationToken) =>
        engine.RunAsync(session => Read(session, sql, kinds, expectedRows, cancellationToken), context, cancellationToken);

    /// <summary>Hands the rows on in blocks of <paramref name="blockRows"/>, the last with what is left: of a result of any length one block is in memory.</summary>
    public static Task ReadBlocksAsync(
        DuckDbEngine engine,
        string sql,
        IReadOnlyList<FeatureColumnKind> kinds,
        int blockRows,
        Action<FeatureColumns> use,
        StageContext? context,
        CancellationToken cancellationToken) =>
        engine.RunAsync(session => ReadBlocks(session, sql, kinds, blockRows, use, cancellationToken), context, cancellationToken);

    private static FeatureColumns Read(
        DuckDbSession session, string sql, IReadOnlyList<FeatureColumnKind> kinds, long expectedRows, CancellationToken cancellationToken)
    {
        ColumnArray[] columns = [.. kinds.Select(kind => ColumnArray.Of(kind, expectedRows))];
        int rows = 0;
        Stream(session, sql, kinds, cancellationToken, (chunk, size) =>
        {
            Append(columns, chunk, 0, size);
            rows = checked(rows + size);
        });
        return new(rows, [.. columns.Select(column => column.ToArray())]);
    }

    private static void ReadBlocks(
        DuckDbSession session, string sql, IReadOnlyList<FeatureColumnKind> kinds, int blockRows, Action<FeatureColumns> use, CancellationToken cancellationToken)
    {
        ColumnArray[] columns = [];
        int rows = 0;
        Stream(session, sql, kinds, cancellationToken, (chunk, size) =>
        {
            for (int start = 0, count; start < size; start += count)
            {
                if (rows == 0)
                    columns = [.. kinds.Select(kind => ColumnArray.Of(kind, blockRows))];
                count = Math.Min(size - start, blockRows - rows);
                Append(columns, chunk, start, count);
                rows += count;
                if (rows == blockRows)
                    HandOn();
            }
        });
        if (rows > 0)
            HandOn();

        void HandOn()
        {
            cancellationToken.ThrowIfCancellationRequested();
            use(new(rows, [.. columns.Select(column => column.ToArray())]));
            rows = 0;
        }
    }

    private static void Append(ColumnArray[] columns, DuckDBDataChunk chunk, int start, int count)
    {
        for (int column = 0; column < columns.Length; column++)
            columns[column].Append(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column), start, count);
    }

    private static void Stream(
        DuckDbSession session, string sql, IReadOnlyList<FeatureColumnKind> kinds, CancellationToken cancellationToken, Action<DuckDBDataChunk, int> read)
    {
        // The casts cost nothing where the type is already right, and give each array the one layout that it copies from.
        string[] names = [.. kinds.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"c{index}"))];
        string table = $"({sql}) AS t({string.Join(", ", names)})";
        string query = $"SELECT {string.Join(", ", kinds.Zip(names, (kind, name) => $"CAST({name} AS {TypeOf(kind)})"))} FROM {table}";
        if (TryStream(session, query, read, out string? error))
            return;

        cancellationToken.ThrowIfCancellationRequested();
        // A stream that breaks off says only that it was interrupted; a result that isn't streamed says why.
        session.Query($"SELECT {string.Join(", ", names.Select(name => $"max({name})"))} FROM {table}");
        throw new InvalidOperationException(error);
    }

    private static bool TryStream(DuckDbSession session, string query, Action<DuckDBDataChunk, int> read, out string? error)
    {
        DuckDBState prepared = NativeMethods.PreparedStatements.DuckDBPrepare(
            session.Connection.NativeConnection, query, out DuckDBPreparedStatement statement);
        using (statement)
        {
            error = prepared.IsSuccess() ? null : NativeMethods.PreparedStatements.DuckDBPrepareError(statement);
            if (error is not null)
                return false;

            // Streamed, because a materialised result would hold every row a second time.
            NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out DuckDBResult result);
            try
            {
                while (true)
                {
                    using DuckDBDataChunk chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(result);
                    int size = chunk.IsInvalid ? 0 : (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
                    if (size == 0)
                        break;
                    read(chunk, size);
                }

                // A query that fails on its way ends its stream like one that is done.
                error = NativeMethods.Query.DuckDBResultError(ref result);
                return string.IsNullOrEmpty(error);
            }
            finally
            {
                result.Close();
            }
        }
    }

    private static string TypeOf(FeatureColumnKind kind) => kind switch
    {
        FeatureColumnKind.Code => "INTEGER",
        FeatureColumnKind.Boolean => "BOOLEAN",
        FeatureColumnKind.String => "VARCHAR",
        _ => "DOUBLE",
    };
}

using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Reads a query's result column by column from DuckDB's own vectors into arrays.</summary>
/// <remarks>
/// <code>
/// FeatureColumns columns = await DuckDbColumns.ReadAsync(
///     engine,
///     $"SELECT {dialect} FROM {DuckDbParquet.Table(staged.Data, context)} WHERE __split = 'train'",
///     [FeatureColumnKind.Float, FeatureColumnKind.Code, FeatureColumnKind.Boolean],
///     expectedRows: staged.RowsOf(SplitName.Train), context, cancellationToken);
/// </code>
/// With the right <c>expectedRows</c> nothing is copied; any other number is only slower.
/// </remarks>
internal static class DuckDbColumns
{
    public static Task<FeatureColumns> ReadAsync(
        DuckDbEngine engine,
        string sql,
        IReadOnlyList<FeatureColumnKind> kinds,
        long expectedRows,
        StageContext context,
        CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

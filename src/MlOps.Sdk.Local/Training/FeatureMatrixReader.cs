using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Reads the features and the label of one split, by one query, into a matrix or block by block.</summary>
internal static class FeatureMatrixReader
{
    // Small enough that no array of a block is a large object, which only a full collection would free.
    private const int BlockRows = 8192;

    public static async Task<FeatureMatrix> ReadAsync(
        DuckDbEngine engine, TrainingRequest request, string split, StageContext context, CancellationToken cancellationToken)
    {
        FeatureColumns columns = await DuckDbColumns.ReadAsync(
            engine,
            $"{await QueryAsync(request, split, context, cancellationToken)}\n{Order(request)}",
            KindsOf(request),
            request.Staged.RowsOf(split),
            context: null,
            cancellationToken);
        return MatrixOf(request, columns);
    }

    /// <summary>Reads a sample of the training split, shuffled, and each row's place in time if the rows have one.</summary>
    /// <param name="engine">What reads.</param>
    /// <param name="request">The rows and features.</param>
    /// <param name="rows">At most so many rows, always the same ones; null for all.</param>
    /// <param name="time">The time that orders the rows; null if they have no order.</param>
    /// <param name="context">The stage.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows, and for each how many of the others are earlier; null without a time.</returns>
    public static async Task<(FeatureMatrix Matrix, int[]? Earlier)> ReadSampleAsync(
        DuckDbEngine engine, TrainingRequest request, long? rows, ScalarNode? time, StageContext context, CancellationToken cancellationToken)
    {
        long available = request.Staged.RowsOf(SplitName.Train);
        List<FeatureColumnKind> kinds = KindsOf(request);
        string query = await QueryAsync(request, SplitName.Train, context, cancellationToken, time is null ? [] : [time]);
        FeatureColumns columns = await DuckDbColumns.ReadAsync(
            engine,
            SampleOf(query, kinds.Count, time is not null, rows),
            time is null ? kinds : [.. kinds, FeatureColumnKind.Code],
            Math.Min(available, rows ?? available),
            context: null,
            cancellationToken);
        return (MatrixOf(request, columns), time is null ? null : columns.Codes(kinds.Count));
    }

    /// <summary>Hands the split on in blocks, in order: of a split of any length one block is in memory.</summary>
    public static async Task ReadBlocksAsync(
        DuckDbEngine engine, TrainingRequest request, string split, Action<FeatureMatrix> use, StageContext context, CancellationToken cancellationToken) =>
        await DuckDbColumns.ReadBlocksAsync(
            engine,
            await QueryAsync(request, split, context, cancellationToken),
            KindsOf(request),
            BlockRows,
            columns => use(MatrixOf(request, columns)),
            context: null,
            cancellationToken);

    // Learners sum in the order of the rows. A warehouse elsewhere gives the same rows in another one, so the order comes from what the rows hold: 128 bits
    // of hash, which is also a shuffle.
    private static string Order(TrainingRequest request)
    {
        string values = Names(request.Features.Features.Count + 1);
        return $"ORDER BY hash({values}), hash(1, {values})";
    }

    // Equal rows have equal hashes and would come one after the other, so that the first rows of few features' would be copies of one: here each copy is
    // counted, and the number hashed along.
    private static string SampleOf(string query, int columns, bool isOrdered, long? rows)
    {
        string values = Names(columns);
        string time = Invariant($"c{columns}");
        string limit = rows is { } most ? Invariant($"LIMIT {most}") : "";
        return $"""
            SELECT {values}{(isOrdered ? $", rank() OVER (ORDER BY {time}) - 1 AS earlier" : "")} FROM (
              SELECT *, hash(copy, {values}) AS h0, hash(1, copy, {values}) AS h1 FROM (
                SELECT *, row_number() OVER (PARTITION BY hash({values}), hash(1, {values}){(isOrdered ? $" ORDER BY {time}" : "")}) AS copy FROM ({query})
              ) ORDER BY h0, h1 {limit}
            ) ORDER BY h0, h1
            """;
    }

    private static string Names(int columns) => string.Join(", ", Enumerable.Range(0, columns).Select(index => Invariant($"c{index}")));

    private static async Task<string> QueryAsync(
        TrainingRequest request, string split, StageContext context, CancellationToken cancellationToken, params IEnumerable<ScalarNode> more)
    {
        IEnumerable<ScalarNode> values = [.. request.Features.Features.Select(feature => feature.Value), LabelOf(request).Label, .. more];
        return $"""
            SELECT {string.Join(", ", values.Select((value, index) => Invariant($"{DuckDbDialect.Scalar(value)} AS c{index}")))}
            FROM {await DuckDbParquet.TableAsync(request.Staged.Data, context, cancellationToken)}
            WHERE {SplitName.Column} = {Sql.Text(split)}
            """;
    }

    private static List<FeatureColumnKind> KindsOf(TrainingRequest request) =>
    [
        .. request.Features.Features.Select(feature => feature.Width == 1 ? FeatureColumnKind.Float : FeatureColumnKind.Code),
        LabelOf(request).Kind,
    ];

    private static FeatureMatrix MatrixOf(TrainingRequest request, FeatureColumns columns) =>
        new(FeaturesOf(request.Features, columns), LabelOf(request, columns));

    private static List<FeatureSlots> FeaturesOf(FittedFeatures fitted, FeatureColumns columns)
    {
        List<FeatureSlots> features = [];
        int offset = 0;
        for (int index = 0; index < fitted.Features.Count; index++)
        {
            FittedFeature feature = fitted.Features[index];
            features.Add(feature.Width == 1
                ? new FeatureSlots(feature.Name, offset, 1, columns.Floats(index), null)
                : new FeatureSlots(feature.Name, offset, feature.Width, null, columns.Codes(index)));
            offset += feature.Width;
        }

        return features;
    }

    private static (ScalarNode Label, FeatureColumnKind Kind) LabelOf(TrainingRequest request)
    {
        ScalarNode label = request.Features.Label;
        return request.Plan.Task switch
        {
            TaskKind.Binary => (label, FeatureColumnKind.Boolean),
            TaskKind.Regression => (label, FeatureColumnKind.Double),
            _ => (request.Features.LabelCode(), FeatureColumnKind.Code),
        };
    }

    private static LabelColumn LabelOf(TrainingRequest request, FeatureColumns columns)
    {
        int last = request.Features.Features.Count;
        switch (request.Plan.Task)
        {
            case TaskKind.Binary:
                return new LabelColumn.Truths(columns.Booleans(last));
            case TaskKind.Regression:
                return new LabelColumn.Numbers(columns.Doubles(last));
            default:
                int count = request.Features.Classes.Count;
                int[] codes = columns.Codes(last);
                for (int row = 0; row < codes.Length; row++)
                    codes[row] = codes[row] == count ? -1 : codes[row];
                return new LabelColumn.Classes(codes, count);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

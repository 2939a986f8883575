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
        string values = string.Join(", ", Enumerable.Range(0, request.Features.Features.Count + 1).Select(index => Invariant($"c{index}")));
        return $"ORDER BY hash({values}), hash(1, {values})";
    }

    private static async Task<string> QueryAsync(TrainingRequest request, string split, StageContext context, CancellationToken cancellationToken)
    {
        IEnumerable<ScalarNode> values = request.Features.Features.Select(feature => feature.Value).Append(LabelOf(request).Label);
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
            _ => (ClassOf(label, request.Features.Classes), FeatureColumnKind.Code),
        };
    }

    private static CallNode ClassOf(ScalarNode label, ValueList<string> classes) =>
        new("vocabulary_index", [label, .. classes.Select(text => new ConstantNode(label.Type, text))], DataType.Int64, false);

    private static LabelColumn LabelOf(TrainingRequest request, FeatureColumns columns)
    {
        int last = columns.Count - 1;
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

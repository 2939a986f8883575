using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.Sdk.Training;

/// <summary>Gives ML.NET the rows of a matrix as its columns <c>Features</c> and <c>Label</c>, with no mapping between the arrays and the learner.</summary>
internal sealed class FeatureMatrixDataView : IDataView
{
    public const string FeaturesColumn = "Features";
    public const string LabelColumnName = "Label";

    private readonly FeatureRows _rows;
    private readonly CancellationToken _cancellationToken;

    /// <summary>A view of all rows, whose cursors stop with <see cref="OperationCanceledException"/> when the token is cancelled.</summary>
    public FeatureMatrixDataView(FeatureMatrix matrix, CancellationToken cancellationToken)
        : this(new FeatureRows(matrix), cancellationToken)
    {
    }

    /// <summary>A view of some rows.</summary>
    public FeatureMatrixDataView(FeatureRows rows, CancellationToken cancellationToken)
    {
        _rows = rows;
        _cancellationToken = cancellationToken;
        DataViewSchema.Builder schema = new();
        schema.AddColumn(FeaturesColumn, new VectorDataViewType(NumberDataViewType.Single, rows.Matrix.Width));
        schema.AddColumn(LabelColumnName, rows.Matrix.Label switch
        {
            LabelColumn.Truths => BooleanDataViewType.Instance,
            LabelColumn.Classes classes => new KeyDataViewType(typeof(uint), (ulong)classes.Count),
            _ => NumberDataViewType.Single,
        });
        Schema = schema.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new FeatureMatrixCursor(Schema, _rows, columnsNeeded, 0, 1, _cancellationToken);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        int count = Math.Clamp(n, 1, Math.Max(1, FeatureMatrixCursor.BlocksOf(_rows)));
        DataViewSchema.Column[] columns = columnsNeeded.ToArray();
        return Enumerable.Range(0, count)
            .Select(index => (DataViewRowCursor)new FeatureMatrixCursor(Schema, _rows, columns, index, count, _cancellationToken))
            .ToArray();
    }
}

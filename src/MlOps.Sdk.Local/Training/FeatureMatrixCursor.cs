using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.Sdk.Training;

/// <summary>Walks every n-th block of a matrix's rows; the cursors of a set share the blocks among them.</summary>
internal sealed class FeatureMatrixCursor(
    DataViewSchema schema,
    FeatureMatrix matrix,
    IEnumerable<DataViewSchema.Column> columns,
    int first,
    int step,
    CancellationToken cancellationToken) : DataViewRowCursor
{
    private const int BlockRows = 4096;

    private readonly HashSet<int> _active = [.. columns.Select(column => column.Index)];
    private long _position = -1;
    private int _block;
    private int _row = -1;

    public override DataViewSchema Schema => schema;

    public override long Position => _position;

    public override long Batch => _block;

    public static int BlocksOf(FeatureMatrix matrix) => (int)(((long)matrix.Rows + BlockRows - 1) / BlockRows);

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override bool MoveNext()
    {
        if (_position < 0)
            Enter(first);
        else if (++_row % BlockRows == 0)
            Enter(_block + step);

        if (_row >= matrix.Rows)
            return false;
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_row, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new InvalidOperationException($"The cursor was opened without the column '{column.Name}'.");
        Delegate getter = column.Index == 0 ? (ValueGetter<VBuffer<float>>)ReadFeatures : LabelGetter();
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column '{column.Name}' is {column.Type}, not {typeof(TValue)}.");
    }

    private Delegate LabelGetter() => matrix.Label switch
    {
        LabelColumn.Truths truths => (ValueGetter<bool>)((ref bool label) => label = truths.Values[_row]),
        // A key's 0 stands for "missing", so that codes start at 1.
        LabelColumn.Classes classes => (ValueGetter<uint>)((ref uint label) => label = (uint)(classes.Codes[_row] + 1)),
        LabelColumn.Numbers numbers => (ValueGetter<float>)((ref float label) => label = (float)numbers.Values[_row]),
        _ => throw new InvalidOperationException($"There is no label of kind {matrix.Label.GetType()}."),
    };

    private void ReadFeatures(ref VBuffer<float> vector) => matrix.Read(_row, ref vector);

    private void Enter(int block)
    {
        // The one place where training's passes over the data can be left.
        cancellationToken.ThrowIfCancellationRequested();
        _block = block;
        _row = (int)Math.Min((long)block * BlockRows, matrix.Rows);
    }
}

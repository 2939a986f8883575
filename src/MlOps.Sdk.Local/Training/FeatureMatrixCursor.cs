using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.Sdk.Training;

/// <summary>Walks every n-th block of some rows of a matrix; the cursors of a set share the blocks among them.</summary>
internal sealed class FeatureMatrixCursor(
    DataViewSchema schema,
    FeatureRows rows,
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
    private int _inMatrix = -1;

    public override DataViewSchema Schema => schema;

    public override long Position => _position;

    public override long Batch => _block;

    public static int BlocksOf(FeatureRows rows) => (int)(((long)rows.Count + BlockRows - 1) / BlockRows);

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override bool MoveNext()
    {
        if (_position < 0)
            Enter(first);
        else if (++_row % BlockRows == 0)
            Enter(_block + step);

        if (_row >= rows.Count)
            return false;
        _inMatrix = rows[_row];
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

    private Delegate LabelGetter() => rows.Matrix.Label switch
    {
        LabelColumn.Truths truths => (ValueGetter<bool>)((ref bool label) => label = truths.Values[_inMatrix]),
        // A key's 0 stands for "missing", so that codes start at 1.
        LabelColumn.Classes classes => (ValueGetter<uint>)((ref uint label) => label = (uint)(classes.Codes[_inMatrix] + 1)),
        LabelColumn.Numbers numbers => (ValueGetter<float>)((ref float label) => label = (float)numbers.Values[_inMatrix]),
        _ => throw new InvalidOperationException($"There is no label of kind {rows.Matrix.Label.GetType()}."),
    };

    private void ReadFeatures(ref VBuffer<float> vector) => rows.Matrix.Read(_inMatrix, ref vector);

    private void Enter(int block)
    {
        // The one place where training's passes over the data can be left.
        cancellationToken.ThrowIfCancellationRequested();
        _block = block;
        _row = (int)Math.Min((long)block * BlockRows, rows.Count);
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Training;

public sealed class FeatureMatrixDataViewTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    public void A_cursor_yields_every_vector_and_label_in_order(int codes)
    {
        FeatureMatrix matrix = Matrices.Create(TaskKind.Binary, rows: 5000, missing: true, codes: codes);
        FeatureMatrixDataView view = new(matrix, TestContext.Current.CancellationToken);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> features = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        ValueGetter<bool> label = cursor.GetGetter<bool>(view.Schema["Label"]);
        VBuffer<float> vector = default;
        bool truth = false;
        int row = 0;
        for (; cursor.MoveNext(); row++)
        {
            features(ref vector);
            label(ref truth);
            Assert.Equal(codes == 2, vector.IsDense);
            Assert.Equal(Matrices.Row(matrix, row), vector.DenseValues());
            Assert.Equal(((LabelColumn.Truths)matrix.Label).Values[row], truth);
        }

        Assert.Equal(5000, row);
    }

    [Theory]
    [InlineData(0, 4, 1)]
    [InlineData(1, 4, 1)]
    [InlineData(4096, 4, 1)]
    [InlineData(4097, 4, 2)]
    [InlineData(30000, 3, 3)]
    public void The_cursors_of_a_set_share_the_rows_among_them(int rows, int asked, int given)
    {
        FeatureMatrix matrix = Matrices.Create(TaskKind.Regression, rows);
        FeatureMatrixDataView view = new(matrix, TestContext.Current.CancellationToken);
        DataViewRowCursor[] cursors = view.GetRowCursorSet(view.Schema, asked);
        Assert.Equal(given, cursors.Length);

        HashSet<DataViewRowId> seen = [];
        foreach (DataViewRowCursor cursor in cursors)
        {
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            DataViewRowId value = default;
            long batch = -1;
            for (long position = 0; cursor.MoveNext(); position++)
            {
                id(ref value);
                Assert.True(seen.Add(value));
                Assert.Equal(position, cursor.Position);
                Assert.True(cursor.Batch >= batch);
                batch = cursor.Batch;
            }

            cursor.Dispose();
        }

        Assert.Equal(rows, seen.Count);
    }

    [Fact]
    public void Classes_are_keys_from_one_and_an_unknown_class_is_a_missing_key()
    {
        FeatureMatrix matrix = new([new FeatureSlots("A", 0, 1, [1, 2, 3], null)], new LabelColumn.Classes([0, 2, -1], 3));
        FeatureMatrixDataView view = new(matrix, TestContext.Current.CancellationToken);

        Assert.Equal<uint[]>([1, 3, 0], view.GetColumn<uint>("Label").ToArray());
        Assert.Equal(3ul, ((KeyDataViewType)view.Schema["Label"].Type).Count);
    }

    [Fact]
    public void A_cancelled_token_stops_a_pass_over_the_rows()
    {
        using CancellationTokenSource source = new();
        FeatureMatrixDataView view = new(Matrices.Create(TaskKind.Binary, rows: 10000), source.Token);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Assert.True(cursor.MoveNext());
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (cursor.MoveNext())
            {
            }
        });
    }
}

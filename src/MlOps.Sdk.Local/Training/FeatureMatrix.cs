using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace MlOps.Sdk.Training;

/// <summary>The feature vectors of a split, kept column by column: one number or one code a row and feature, however wide the one-hot is.</summary>
internal sealed class FeatureMatrix
{
    private readonly FeatureSlots[] _features;
    private readonly bool _sparse;

    public FeatureMatrix(IReadOnlyList<FeatureSlots> features, LabelColumn label)
    {
        _features = [.. features];
        Label = label;
        Width = _features.Sum(feature => feature.Width);
        // A sparse entry takes twice the room of a dense one, and is found by searching.
        _sparse = 2 * _features.Length < Width;
    }

    public int Rows => Label.Rows;

    public int Width { get; }

    public LabelColumn Label { get; }

    public IReadOnlyList<FeatureSlots> Features => _features;

    /// <summary>The vector of a row as ML.NET takes it; the buffer is reused.</summary>
    public void Read(int row, ref VBuffer<float> vector)
    {
        if (_sparse)
            ReadSparse(row, ref vector);
        else
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref vector, Width);
            Read(row, editor.Values);
            vector = editor.Commit();
        }
    }

    /// <summary>The vector of a row, with every slot written.</summary>
    public void Read(int row, Span<float> vector)
    {
        foreach (FeatureSlots feature in _features)
        {
            if (feature.Values is not null)
                vector[feature.Offset] = feature.Values[row];
            else
            {
                Span<float> slots = vector.Slice(feature.Offset, feature.Width);
                slots.Clear();
                slots[feature.Codes![row]] = 1;
            }
        }
    }

    /// <summary>Copies of these rows, for what walks the columns themselves.</summary>
    public FeatureMatrix Take(ReadOnlySpan<int> rows)
    {
        FeatureSlots[] features = new FeatureSlots[_features.Length];
        for (int index = 0; index < features.Length; index++)
        {
            FeatureSlots feature = _features[index];
            features[index] = feature with { Values = Take(feature.Values, rows), Codes = Take(feature.Codes, rows) };
        }

        return new FeatureMatrix(features, Label.Take(rows));
    }

    [return: NotNullIfNotNull(nameof(column))]
    internal static T[]? Take<T>(T[]? column, ReadOnlySpan<int> rows)
    {
        if (column is null)
            return null;
        T[] taken = new T[rows.Length];
        for (int index = 0; index < taken.Length; index++)
            taken[index] = column[rows[index]];
        return taken;
    }

    private void ReadSparse(int row, ref VBuffer<float> vector)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, Width, _features.Length);
        for (int index = 0; index < _features.Length; index++)
        {
            FeatureSlots feature = _features[index];
            editor.Indices[index] = feature.Values is null ? feature.Offset + feature.Codes![row] : feature.Offset;
            editor.Values[index] = feature.Values is null ? 1 : feature.Values[row];
        }

        vector = editor.Commit();
    }
}

using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>Which slice each test row belongs to, by each of the columns or expressions that slice.</summary>
/// <param name="by">What slices.</param>
/// <param name="codes">For each of them and each row, the position of its value.</param>
/// <param name="values">For each of them the values, in ordinal order, null first.</param>
internal sealed class SliceTable(ValueList<NamedScalar> by, int[][] codes, string?[][] values)
{
    private readonly Dictionary<NamedScalar, List<(Slice Slice, int[] Rows)>> _groups = [];

    /// <summary>The slices of at least so many rows, those with many rows first.</summary>
    public IEnumerable<(Slice Slice, int[] Rows)> Slices(NamedScalar slicer, long minimumRows) => Group(slicer).Where(slice => slice.Rows.Length >= minimumRows);

    /// <summary>How much of the rows slices of at least so many rows cover.</summary>
    public SliceCoverage Coverage(NamedScalar slicer, long minimumRows)
    {
        List<(Slice Slice, int[] Rows)> small = [.. Group(slicer).Where(slice => slice.Rows.Length < minimumRows)];
        return new(slicer.Name, Group(slicer).Count, small.Count, small.Sum(slice => (long)slice.Rows.Length), minimumRows);
    }

    private List<(Slice Slice, int[] Rows)> Group(NamedScalar slicer)
    {
        if (_groups.TryGetValue(slicer, out List<(Slice, int[])>? known))
            return known;
        int place = by.Index().First(one => one.Item == slicer).Index;
        List<int>[] rows = [.. values[place].Select(_ => new List<int>())];
        for (int row = 0; row < codes[place].Length; row++)
            rows[codes[place][row]].Add(row);
        return _groups[slicer] = [.. rows
            .Select((members, code) => (new Slice(slicer.Name, values[place][code]), members.ToArray()))
            .Where(slice => slice.Item2.Length > 0)
            .OrderByDescending(slice => slice.Item2.Length)];
    }
}

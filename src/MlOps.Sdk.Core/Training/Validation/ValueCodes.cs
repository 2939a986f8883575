using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Training;

/// <summary>A column of values as numbers that stand for them.</summary>
internal sealed class ValueCodes
{
    private readonly Dictionary<object, int> _known = [];
    private readonly List<int> _codes = [];
    private readonly List<string?> _values = [];
    private int _ofNull = -1;

    /// <summary>The number of each row's value.</summary>
    public int[] Codes { get; private set; } = [];

    /// <summary>The values by their numbers, in invariant text.</summary>
    public string?[] Values { get; private set; } = [];

    public void Add(object? value)
    {
        if (value is null)
        {
            _ofNull = _ofNull < 0 ? NewCode(null) : _ofNull;
            _codes.Add(_ofNull);
            return;
        }

        if (!_known.TryGetValue(value, out int code))
            _known.Add(value, code = NewCode(ConstantNode.Of(value).Text));
        _codes.Add(code);
    }

    /// <summary>Numbers the values in the ordinal order of their texts, null first, whatever the order in which they came.</summary>
    public void Sort()
    {
        int[] order = [.. Enumerable.Range(0, _values.Count).OrderBy(code => _values[code], StringComparer.Ordinal)];
        int[] places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
            places[order[place]] = place;
        Values = [.. order.Select(code => _values[code])];
        Codes = [.. _codes.Select(code => places[code])];
    }

    private int NewCode(string? text)
    {
        _values.Add(text);
        return _values.Count - 1;
    }
}

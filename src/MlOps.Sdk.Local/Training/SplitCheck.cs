using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Looks through a split, block by block, for what a learner can't take or learn from.</summary>
internal sealed class SplitCheck(bool takesMissingValues, TrainingRequest request, string split)
{
    private readonly Dictionary<string, long> _missing = [];
    private long _rows;
    private long _missingLabels;
    private object? _firstLabel;
    private bool _labelVaries;

    public void Add(FeatureMatrix block)
    {
        _rows += block.Rows;
        _labelVaries = _labelVaries || VariesIn(block.Label);
        if (block.Label is LabelColumn.Numbers numbers)
            _missingLabels += numbers.Values.Count(value => !double.IsFinite(value));
        if (takesMissingValues)
            return;
        foreach (FeatureSlots feature in block.Features)
        {
            if (feature.Values?.Count(value => !float.IsFinite(value)) is > 0 and int missing)
                _missing[feature.Name] = _missing.GetValueOrDefault(feature.Name) + missing;
        }
    }

    /// <exception cref="StageException">There is something; all of it is listed.</exception>
    public void ThrowIfAny()
    {
        List<string> problems = [];
        if (split == SplitName.Train && !_labelVaries && _rows > 0)
            problems.Add(TrainingRules.ConstantLabel(Constant()));
        if (_missingLabels > 0)
            problems.Add(TrainingRules.MissingLabels(_missingLabels, _rows, split));
        problems.AddRange(_missing.Select(feature => TrainingRules.MissingValues(feature.Key, feature.Value, _rows, split, request.Plan.Learner)));
        TrainingRules.ThrowIfAny(request.Plan.Name, problems);
    }

    private bool VariesIn(LabelColumn label) => label switch
    {
        LabelColumn.Truths truths => truths.Values.AsSpan().ContainsAnyExcept((bool)(_firstLabel ??= truths.Values[0])),
        LabelColumn.Numbers numbers => numbers.Values.AsSpan().ContainsAnyExcept((double)(_firstLabel ??= numbers.Values[0])),
        LabelColumn.Classes classes => classes.Count > 1,
        _ => true,
    };

    private string Constant() => _firstLabel switch
    {
        bool truth => truth ? "true" : "false",
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => "of one class",
    };
}

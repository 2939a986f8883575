namespace MlOps.Sdk.Clients;

/// <summary>A parameter that is varied; exactly one of its four ranges is set.</summary>
public sealed record StudyParameter
{
    /// <summary>Its name; the container gets <c>--name=value</c>.</summary>
    public required string ParameterId { get; init; }

    /// <summary>Real numbers.</summary>
    public DoubleRange? DoubleValueSpec { get; init; }

    /// <summary>Whole numbers.</summary>
    public IntegerRange? IntegerValueSpec { get; init; }

    /// <summary>Texts.</summary>
    public CategoricalValues? CategoricalValueSpec { get; init; }

    /// <summary>Some numbers.</summary>
    public DiscreteValues? DiscreteValueSpec { get; init; }

    /// <summary><c>UNIT_LINEAR_SCALE</c>, <c>UNIT_LOG_SCALE</c> or <c>UNIT_REVERSE_LOG_SCALE</c>; null takes the first.</summary>
    public string? ScaleType { get; init; }

    /// <summary>Parameters that exist only beside certain values of this one; null for none.</summary>
    public IReadOnlyList<ConditionalStudyParameter>? ConditionalParameterSpecs { get; init; }
}

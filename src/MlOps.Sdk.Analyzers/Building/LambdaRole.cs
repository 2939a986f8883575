namespace MlOps.Sdk.Analyzers.Building;

/// <summary>What a method of MlOps.Sdk makes of a lambda.</summary>
internal enum LambdaRole
{
    /// <summary>Not known to this analyzer: a row or a value, whichever the lambda looks like.</summary>
    Unknown,

    /// <summary>A value.</summary>
    Scalar,

    /// <summary>A row: each value has a name.</summary>
    Row,

    /// <summary>One value or several.</summary>
    Key,

    /// <summary>Values that are numbers, or what analyzers make of them.</summary>
    Features,

    /// <summary>Bounds of metrics.</summary>
    Gate,

    /// <summary>A property of a metrics record or a learner, which is named, not computed.</summary>
    Property,
}

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>What a function makes of null.</summary>
public enum NullRule
{
    /// <summary>Null if an argument is null.</summary>
    Propagates,

    /// <summary>False if an argument is null; the result is never null.</summary>
    IsFalse,

    /// <summary>The function's meaning says what null is; the result is never null.</summary>
    NeverNull,

    /// <summary>The function's meaning says what null is; the result may be null if any argument may be.</summary>
    NullableIfAny,

    /// <summary>The function's meaning says what null is; the result may be null if all arguments may be.</summary>
    NullableIfAll,

    /// <summary>The function's meaning says what null is; the result may be null whatever the arguments are.</summary>
    AlwaysNullable,
}

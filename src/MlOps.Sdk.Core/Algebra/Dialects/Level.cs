namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>How tightly a printed expression binds; the tightest first.</summary>
internal enum Level
{
    Atom,
    Product,
    Sum,
    Other,
    Comparison,
    Not,
    And,
    Or,

    /// <summary>Python's <c>x if c else y</c> and <c>lambda</c>.</summary>
    Conditional,
}

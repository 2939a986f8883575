namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>What a <see cref="Term"/> is.</summary>
internal enum TermKind
{
    /// <summary>Doesn't depend on the row: evaluated once, at <c>Build()</c>.</summary>
    Closed,

    /// <summary>A lambda's parameter.</summary>
    Parameter,

    /// <summary>A property or field; its owner is the operand.</summary>
    Member,

    /// <summary>A method's call; the operands are its object, if it has one, and its arguments.</summary>
    Call,

    /// <summary>An operator or conversion with one operand.</summary>
    Unary,

    /// <summary>An operator with two operands.</summary>
    Binary,

    /// <summary>Condition, then, else.</summary>
    Conditional,

    /// <summary>A call of a delegate.</summary>
    Invocation,

    /// <summary>A lambda within a lambda.</summary>
    Lambda,

    /// <summary>Any other construct.</summary>
    Other,
}

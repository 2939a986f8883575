using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>A lambda can't be translated into the algebra; the message quotes each expression at fault and says what to write instead.</summary>
public sealed class TranslationException : ArgumentException
{
    internal TranslationException(ValueList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Every problem of the lambda: the expression, and what to write instead.</summary>
    public ValueList<string> Problems { get; }
}

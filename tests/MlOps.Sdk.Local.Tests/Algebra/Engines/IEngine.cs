using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>A table of rows in an engine that computes values over it.</summary>
internal interface IEngine : IDisposable
{
    Engine Kind { get; }

    /// <summary>What differences call it.</summary>
    string Name => Kind.ToString();

    /// <summary>Whether a null beside it may hide that an argument fails.</summary>
    bool NullMayHideErrors { get; }

    /// <summary>The value of each of the rows, or an <see cref="EvaluationException"/> where there is none.</summary>
    object?[] Evaluate(ScalarNode value, IReadOnlyList<int> rows);

    /// <summary>What the engine is given for a value.</summary>
    string Print(ScalarNode value);

    /// <summary>Whether all of a value has a rendering here.</summary>
    bool Knows(ScalarNode value) => (value is not CallNode call || FunctionTable.Find(call.Function).IsKnownTo(Kind, call)) && value.Parts().All(Knows);
}

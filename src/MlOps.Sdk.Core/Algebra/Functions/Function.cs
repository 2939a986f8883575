using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>An entry of the <see cref="FunctionTable"/>: a function's meaning, what it is written as in C#, and its rendering for each engine.</summary>
/// <remarks>A new function is a new entry in the file of its family, and its line in the family's list. A new engine is a new property here.</remarks>
public sealed class Function
{
    private readonly ValueList<Signature> _signatures = [];

    internal Function(string name) => Name = name;

    /// <summary>The name under which plans refer to it.</summary>
    public string Name { get; }

    /// <summary>What it computes, in a sentence; holds for every engine.</summary>
    public required string Meaning { get; init; }

    /// <summary>The argument types that it is defined for.</summary>
    public ValueList<Signature> Signatures
    {
        get => _signatures.Count > 0 ? _signatures : DotNet.Signatures;
        internal init => _signatures = value;
    }

    /// <summary>What it makes of null.</summary>
    public NullRule Nulls { get; init; } = NullRule.Propagates;

    /// <summary>Whether a call can fail, such as by overflow; what guards it is then never evaluated after it.</summary>
    internal Func<CallNode, bool> CanFail { get; init; } = static _ => false;

    /// <summary>Why a call with arguments of the right types is refused all the same, and what to write; null if it isn't.</summary>
    internal Func<IReadOnlyList<ScalarNode>, string?> Refusal { get; init; } = static _ => null;

    /// <summary>The C# operators that it translates.</summary>
    internal IReadOnlyList<ExpressionType> Operators { get; init; } = [];

    /// <summary>The C# expressions that it translates; the lambda's parameters are the arguments.</summary>
    internal IReadOnlyList<Form> CSharp { get; init; } = [];

    /// <summary>The rendering as a .NET expression.</summary>
    internal DotNetRendering DotNet { get; init; } = DotNetRendering.Build((call, _) => throw Missing(call, ".NET"));

    /// <summary>The rendering as DuckDB SQL.</summary>
    internal Func<DuckDbCall, Term> DuckDb { get; init; } = static call => throw Missing(call.Node, "DuckDB");

    /// <summary>The rendering as GoogleSQL; null where BigQuery has no counterpart, so that the function is refused there.</summary>
    internal Func<GoogleSqlCall, Term>? GoogleSql { get; init; }

    /// <summary>The rendering as a Python expression; null where there is no counterpart, so that the function is refused on Beam.</summary>
    internal Func<PythonCall, Term>? Python { get; init; }

    /// <summary>How far apart two engines' results may lie, in units in the last place; 0 where they are the same bit by bit.</summary>
    public int Ulps { get; init; }

    /// <summary>What to write for an engine that lacks it.</summary>
    internal string? Instead { get; init; }

    /// <summary>How it is written in C#, in words such as <c>Math.Abs</c>, <c>.Year</c> or <c>+</c>.</summary>
    public IReadOnlyList<string> Spellings => [.. Spelling.Of(this), .. AlsoWritten];

    /// <summary>How it is written where not a form but the translator finds it.</summary>
    internal IReadOnlyList<string> AlsoWritten { get; init; } = [];

    /// <summary>What <see cref="Lacks"/> refuses on which engine, in words such as <c>% of doubles</c>.</summary>
    internal (Engine Engine, string What)? Gap { get; init; }

    /// <summary>What an engine lacks of it, in words; null if it lacks nothing.</summary>
    public string? GapOf(Engine engine) => !IsKnownTo(engine) ? Spellings.FirstOrDefault() ?? Name : Gap?.Engine == engine ? Gap?.What : null;

    /// <summary>Whether an engine has no counterpart of a call, though it has one of the function for other types.</summary>
    internal Func<CallNode, Engine, bool> Lacks { get; init; } = static (_, _) => false;

    /// <summary>Whether an engine has it, for some types at least.</summary>
    public bool IsKnownTo(Engine engine) => engine switch
    {
        Engine.BigQuery => GoogleSql is not null,
        Engine.Beam => Python is not null,
        _ => true,
    };

    /// <summary>Whether an engine has it for a call's types and constants.</summary>
    public bool IsKnownTo(Engine engine, CallNode call) => IsKnownTo(engine) && !Lacks(call, engine);

    /// <inheritdoc />
    public override string ToString() => Name;

    internal string RefusalBy(Engine engine) =>
        $"'{GapOf(engine) ?? Name}' has no rendering for {engine}. {Instead ?? "Run this stage on the local platform, with on: Platforms.Local."}";

    internal bool IsNullable(ReadOnlySpan<ScalarNode> arguments)
    {
        bool any = false;
        bool all = arguments.Length > 0;
        foreach (ScalarNode argument in arguments)
        {
            any |= argument.Nullable;
            all &= argument.Nullable;
        }

        return Nulls switch
        {
            NullRule.Propagates or NullRule.NullableIfAny => any,
            NullRule.NullableIfAll => all,
            NullRule.AlwaysNullable => true,
            _ => false,
        };
    }

    private static NotSupportedException Missing(CallNode call, string engine) => new($"'{call.Function}' has no rendering for {engine}.");
}

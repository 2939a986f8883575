using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers;

/// <summary>The diagnostics, with ids that never change their meaning.</summary>
/// <remarks>
/// They are warnings, because <c>Build()</c> has the last word: a lambda that is never given to a pipeline that is built does no harm, and a program may
/// test what is refused. A project that treats warnings as errors, or that raises the category in its .editorconfig, doesn't compile.
/// </remarks>
internal static class Rules
{
    public static DiagnosticDescriptor Member { get; } = Rule(
        "MLOPS001",
        "A method or property has no counterpart in the algebra",
        "The lambdas of a pipeline are translated, never called. A method or property of a row must be one that every engine computes alike.");

    public static DiagnosticDescriptor Operation { get; } = Rule(
        "MLOPS002",
        "An operator, cast or construct has no counterpart in the algebra",
        "The lambdas of a pipeline are translated, never called. Operators and casts of a row must be ones that every engine computes alike.");

    public static DiagnosticDescriptor Type { get; } = Rule(
        "MLOPS003",
        "A type can't be a column or a constant",
        "A column is a bool, int, long, double, string, DateOnly or DateTime; other types don't mean the same in every engine.");

    public static DiagnosticDescriptor Unrepeatable { get; } = Rule(
        "MLOPS004",
        "A value is another one each time",
        "What decides a run's result must be in the plan: clocks, chance and the environment are read before, into a variable that the lambda captures.");

    public static DiagnosticDescriptor Gate { get; } = Rule(
        "MLOPS005",
        "A gate is not a comparison of a metric with a number",
        "The lambda of Require says bounds that can be shown and stored: m => m.Metric >= 0.9, several joined with &&.");

    public static DiagnosticDescriptor Place { get; } = Rule(
        "MLOPS006",
        "A value can't stand where it is written",
        "A row, a cell without a cast, a text as a feature or a value without a name doesn't say what is to be computed.");

    public static DiagnosticDescriptor Property { get; } = Rule(
        "MLOPS007",
        "A metric or a setting is not named",
        "The lambdas of BeatChampion and of Tune name a property: m => m.Accuracy, l => l.Leaves.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [Member, Operation, Type, Unrepeatable, Gate, Place, Property];

    private static DiagnosticDescriptor Rule(string id, string title, string description) =>
        new(id, title, "'{0}': {1}", "MlOps", DiagnosticSeverity.Warning, isEnabledByDefault: true, description);
}

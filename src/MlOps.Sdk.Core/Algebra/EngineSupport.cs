using MlOps.Sdk.Algebra.Dialects;

namespace MlOps.Sdk.Algebra;

/// <summary>What an engine lacks of a value or a relation, by name and with what to write instead.</summary>
internal static class EngineSupport
{
    /// <summary>Each thing that an engine can't compute, once; empty if it can compute all.</summary>
    public static IReadOnlyList<string> ProblemsOf(RelationNode relation, Engine engine) =>
        [.. RelationProblems(relation, engine).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc cref="ProblemsOf(RelationNode, Engine)"/>
    public static IReadOnlyList<string> ProblemsOf(ScalarNode value, Engine engine) =>
        [.. ScalarProblems(value, engine).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> RelationProblems(RelationNode relation, Engine engine)
    {
        if (engine == Engine.Beam && BeamSupport.ProblemOf(relation) is { } problem)
            yield return problem;
        (RelationNode[] sources, IEnumerable<ScalarNode?> values, IEnumerable<string> names) = Parts(relation);
        foreach (string inner in sources.SelectMany(source => RelationProblems(source, engine)))
            yield return inner;
        foreach (string inner in values.OfType<ScalarNode>().SelectMany(value => ScalarProblems(value, engine)))
            yield return inner;
        foreach (string name in names)
        {
            if (NameProblem(name, engine) is { } wrong)
                yield return wrong;
        }
    }

    private static (RelationNode[] Sources, IEnumerable<ScalarNode?> Values, IEnumerable<string> Names) Parts(RelationNode relation) => relation switch
    {
        FilterNode filter => ([filter.Source], [filter.Predicate], []),
        ProjectNode project => ([project.Source], project.Columns.Select(column => column.Value), project.Columns.Select(column => column.Name)),
        AggregateNode aggregate => (
            [aggregate.Source],
            [.. aggregate.Keys.Select(key => key.Value), .. aggregate.Aggregates.Select(item => item.Argument)],
            [.. aggregate.Keys.Select(key => key.Name), .. aggregate.Aggregates.Select(item => item.Name)]),
        SortLimitNode sort => ([sort.Source], sort.Keys.Select(key => key.Value), []),
        JoinNode join => ([join.Left, join.Right], [], []),
        UnionNode union => ([union.First, union.Second], [], []),
        DistinctNode distinct => ([distinct.Source], [], []),
        WordsNode words => ([words.Source], [words.Text], [words.Column]),
        _ => ([], [], []),
    };

    private static IEnumerable<string> ScalarProblems(ScalarNode value, Engine engine)
    {
        IEnumerable<string> inner = value.Parts().SelectMany(part => ScalarProblems(part, engine));
        return OwnProblem(value, engine) is { } own ? inner.Prepend(own) : inner;
    }

    private static string? OwnProblem(ScalarNode value, Engine engine) => value switch
    {
        CallNode call => FunctionTable.Find(call.Function) is var function && function.IsKnownTo(engine, call) ? null : function.RefusalBy(engine),
        ColumnNode column => NameProblem(column.Name, engine),
        _ => null,
    };

    private static string? NameProblem(string name, Engine engine)
    {
        if (engine != Engine.BigQuery)
            return null;
        try
        {
            GoogleSqlText.Identifier(name);
            return null;
        }
        catch (NotSupportedException exception)
        {
            return exception.Message;
        }
    }
}

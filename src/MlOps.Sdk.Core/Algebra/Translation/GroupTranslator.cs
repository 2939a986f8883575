using System.Linq.Expressions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Translates <c>g => new { g.Key, … }</c> into an aggregation, and a projection of it where the result is more than keys and aggregates.</summary>
internal static class GroupTranslator
{
    /// <exception cref="TranslationException">Parts can't be translated; all are named.</exception>
    public static RelationNode Translate(RelationNode source, Schema? schema, ValueList<NamedScalar> keys, LambdaExpression result)
    {
        GroupedRow group = new(result.Parameters[0], schema, keys);
        List<string> problems = [];
        ValueList<NamedScalar> columns = Columns(result, group, keys, problems);
        problems.InsertRange(0, group.Problems);
        if (problems.Count > 0)
            throw new TranslationException(problems.ToValueList());

        Dictionary<string, string> names = Names(columns, keys, group.Aggregates);
        AggregateNode aggregate = new(
            source,
            keys.Select((key, index) => key with { Name = names[group.Key(index).Name] }).ToValueList(),
            group.Aggregates.Select(item => item with { Name = names[item.Name] }).ToValueList());
        ProjectNode project = new(aggregate, columns.Select(column => column with { Value = column.Value.Renamed(names) }).ToValueList());
        return IsIdentity(project, aggregate) ? aggregate : project;
    }

    private static ValueList<NamedScalar> Columns(LambdaExpression result, GroupedRow group, ValueList<NamedScalar> keys, List<string> problems)
    {
        ParameterExpression parameter = result.Parameters[0];
        if (result.Body == parameter)
        {
            problems.Add($"'{parameter.Name}': a group is no row; write new {{ {parameter.Name}.Key, N = {parameter.Name}.Count() }}.");
            return [];
        }

        // g => g.Key of several columns
        if (result.Body is MemberExpression { Member.Name: "Key" } whole && whole.Expression == parameter && RowType.DataTypeOf(whole.Type) is null)
            return keys.Select((key, index) => new NamedScalar(key.Name, group.Key(index))).ToValueList();
        try
        {
            return ExpressionTranslator.TranslateProjection(Expression.Lambda(group.Visit(result.Body), parameter));
        }
        catch (TranslationException exception)
        {
            problems.AddRange(exception.Problems);
            return [];
        }
    }

    // What becomes a column as it is has that column's name from the start, so that often no projection is needed.
    private static Dictionary<string, string> Names(ValueList<NamedScalar> columns, ValueList<NamedScalar> keys, IReadOnlyList<NamedAggregate> aggregates)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        UniqueNames taken = new();
        foreach (NamedScalar column in columns)
        {
            if (column.Value is ColumnNode read && !names.ContainsKey(read.Name))
                names.Add(read.Name, taken.Next(column.Name));
        }

        for (int index = 0; index < keys.Count; index++)
            Add(FormattableString.Invariant($"{GroupedRow.KeyPrefix}{index}"), keys[index].Name);
        foreach (NamedAggregate aggregate in aggregates)
            Add(aggregate.Name, aggregate.Aggregate.ToString());
        return names;

        void Add(string provisional, string wish)
        {
            if (!names.ContainsKey(provisional))
                names.Add(provisional, taken.Next(wish));
        }
    }

    private static bool IsIdentity(ProjectNode project, AggregateNode aggregate)
    {
        IEnumerable<string> made = aggregate.Keys.Select(key => key.Name).Concat(aggregate.Aggregates.Select(item => item.Name));
        return project.Columns.All(column => column.Value is ColumnNode read && read.Name == column.Name) && project.Columns.Select(column => column.Name).SequenceEqual(made);
    }
}

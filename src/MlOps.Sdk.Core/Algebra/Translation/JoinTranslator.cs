using System.Linq.Expressions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Translates the lambdas of a join into a join of what they read of each side, and the columns made of it.</summary>
internal static class JoinTranslator
{
    /// <exception cref="TranslationException">Parts can't be translated; all are named.</exception>
    public static ProjectNode Translate(
        (RelationNode Relation, Schema? Schema) left,
        (RelationNode Relation, Schema? Schema) right,
        JoinKind kind,
        LambdaExpression leftKey,
        LambdaExpression rightKey,
        LambdaExpression result)
    {
        List<string> problems = [];
        JoinedRow leftRow = new(result.Parameters[0], left.Schema, "l", mayBeAbsent: false);
        JoinedRow rightRow = new(result.Parameters[1], right.Schema, "r", mayBeAbsent: kind == JoinKind.Left);
        List<(ColumnNode Left, ColumnNode Right)> keys = [];
        ValueList<NamedScalar>? leftKeys = Keys(leftKey, left.Schema, problems);
        ValueList<NamedScalar>? rightKeys = Keys(rightKey, right.Schema, problems);
        if (leftKeys is not null && rightKeys is not null)
        {
            problems.AddRange(leftKeys.Zip(rightKeys).Select(pair => RelationRules.ProblemOf(Column(pair.First), Column(pair.Second))).OfType<string>());
            keys.AddRange(leftKeys.Zip(rightKeys).Select(pair => (leftRow.Key(pair.First), rightRow.Key(pair.Second))));
            leftRow.Presence = keys[0].Left;
            rightRow.Presence = keys[0].Right;
        }

        ValueList<NamedScalar> columns = Columns(result, leftRow, rightRow, problems);
        problems.AddRange([.. leftRow.Problems, .. rightRow.Problems]);
        if (problems.Count > 0)
            throw new TranslationException(problems.ToValueList());
        return Join(left.Relation, leftRow, right.Relation, rightRow, kind, keys, columns);
    }

    private static ValueList<NamedScalar>? Keys(LambdaExpression key, Schema? schema, List<string> problems)
    {
        try
        {
            return ExpressionTranslator.TranslateKey(key, schema);
        }
        catch (TranslationException exception)
        {
            problems.AddRange(exception.Problems);
            return null;
        }
    }

    private static ValueList<NamedScalar> Columns(LambdaExpression result, JoinedRow left, JoinedRow right, List<string> problems)
    {
        if (result.Body is ParameterExpression whole && RowType.DataTypeOf(whole.Type) is null)
        {
            if ((whole == result.Parameters[0] ? left : right).Whole() is { } all)
                return all;
            problems.Add($"'{whole.Name}': the columns of a Row are not known here; name them: new {{ A = (double){whole.Name}[\"A\"] }}.");
            return [];
        }

        try
        {
            return ExpressionTranslator.TranslateProjection(Expression.Lambda(right.Visit(left.Visit(result.Body)), result.Parameters));
        }
        catch (TranslationException exception)
        {
            problems.AddRange(exception.Problems);
            return [];
        }
    }

    // The left columns keep their names, then the right ones as far as they can.
    private static ProjectNode Join(
        RelationNode left, JoinedRow leftRow, RelationNode right, JoinedRow rightRow, JoinKind kind,
        List<(ColumnNode Left, ColumnNode Right)> keys, ValueList<NamedScalar> columns)
    {
        UniqueNames names = new();
        Dictionary<string, string> final = [];
        ProjectNode leftColumns = new(left, Renamed(leftRow, names, final));
        ProjectNode rightColumns = new(right, Renamed(rightRow, names, final));
        JoinNode join = new(leftColumns, rightColumns, kind, keys.Select(key => new JoinKey(final[key.Left.Name], final[key.Right.Name])).ToValueList());
        return new(join, columns.Select(column => column with { Value = column.Value.Renamed(final) }).ToValueList());
    }

    private static ValueList<NamedScalar> Renamed(JoinedRow row, UniqueNames names, Dictionary<string, string> final)
    {
        List<NamedScalar> columns = [];
        foreach (NamedScalar column in row.Columns)
        {
            string name = names.Next(column.Value is ColumnNode source ? source.Name : "key");
            final.Add(column.Name, name);
            columns.Add(column with { Name = name });
        }

        return columns.ToValueList();
    }

    private static Column Column(NamedScalar key) => new(key.Name, key.Value.Type, key.Value.Nullable);
}

using System.Linq.Expressions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>The group in <c>g => …</c>: replaces its key and its aggregates by the columns that they become.</summary>
internal sealed class GroupedRow(ParameterExpression group, Schema? schema, ValueList<NamedScalar> keys) : ExpressionVisitor
{
    public const string KeyPrefix = "k";
    public const string AggregatePrefix = "a";

    private readonly List<NamedAggregate> _aggregates = [];

    public List<string> Problems { get; } = [];

    /// <summary>The aggregates that were met, each once, under names for the time being.</summary>
    public IReadOnlyList<NamedAggregate> Aggregates => _aggregates;

    public ColumnNode Key(int index) => new(Name(KeyPrefix, index), keys[index].Value.Type, keys[index].Value.Nullable);

    protected override Expression VisitMember(MemberExpression node)
    {
        // The key is one value, or the member of a key of several.
        if (IsKey(node) && RowType.DataTypeOf(node.Type) is not null)
            return new TranslatedExpression(Key(0), node, keys[0].Name);
        if (IsKey(node))
        {
            string members = string.Join(", ", keys.Select(key => $"{group.Name}.Key.{key.Name}"));
            return Problem(node, $"the key has {keys.Count} columns; write {members}");
        }

        if (node.Expression is MemberExpression key && IsKey(key) && RowType.DataTypeOf(key.Type) is null)
        {
            string name = RowType.ColumnNameOf(node.Member);
            int index = keys.TakeWhile(candidate => candidate.Name != name).Count();
            return index < keys.Count ? new TranslatedExpression(Key(index), node, name) : Problem(node, $"the key has no column '{name}'");
        }

        return base.VisitMember(node);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Object != group)
            return base.VisitMethodCall(node);
        if (Aggregate(node) is not { } aggregate)
            return new TranslatedExpression(node: null, node);
        int index = _aggregates.FindIndex(known => known with { Name = "" } == aggregate);
        if (index < 0)
        {
            index = _aggregates.Count;
            _aggregates.Add(aggregate with { Name = Name(AggregatePrefix, index) });
        }

        Column column = RelationColumns.Of(_aggregates[index], isGrouped: true);
        DataType type = RowType.DataTypeOf(node.Type) ?? column.Type;
        ScalarNode value = ColumnNode.Of(column);
        return new TranslatedExpression(value.Type == type ? value : new CastNode(value, type), node);
    }

    private NamedAggregate? Aggregate(MethodCallExpression call)
    {
        if (call.Arguments.Count == 0)
            return new("", AggregateKind.Count);
        ScalarNode? argument = Argument(call);
        double fraction = 0;
        if (call.Method.Name == "Quantile")
        {
            if (ClosedExpression.IsClosed(call.Arguments[1]) && ClosedExpression.TryEvaluate(call.Arguments[1], out object? value, out _))
                fraction = (double)value!;
            else
                Problem(call, "the fraction must be a constant or a captured variable");
        }

        AggregateKind kind = call.Method.Name switch
        {
            "Count" => AggregateKind.CountIf,
            "DistinctCount" => AggregateKind.CountDistinct,
            "Average" => AggregateKind.Mean,
            string name => Enum.Parse<AggregateKind>(name),
        };
        return argument is null ? null : new("", kind, argument, fraction);
    }

    private ScalarNode? Argument(MethodCallExpression call)
    {
        Expression argument = call.Arguments[0] is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand : call.Arguments[0];
        if (argument is not LambdaExpression lambda)
        {
            if (!ClosedExpression.TryEvaluate(argument, out object? captured, out _) || captured is not LambdaExpression known)
                return Report($"'{CSharpText.Of(call)}': write the lambda here.");
            lambda = known;
        }

        if (new GroupFinder(group).IsIn(lambda.Body))
            return Report($"'{CSharpText.Of(call)}': an aggregate looks at rows and can't read the group; compute with the aggregate's result instead.");
        try
        {
            return ExpressionTranslator.TranslateScalar(lambda, schema);
        }
        catch (TranslationException exception)
        {
            Problems.AddRange(exception.Problems);
            return null;
        }
    }

    private ScalarNode? Report(string problem)
    {
        Problems.Add(problem);
        return null;
    }

    private TranslatedExpression Problem(Expression expression, string why)
    {
        Problems.Add($"'{CSharpText.Of(expression)}': {why}.");
        return new(node: null, expression);
    }

    private bool IsKey(MemberExpression member) => member.Expression == group && member.Member.Name == "Key";

    private static string Name(string prefix, int index) => FormattableString.Invariant($"{prefix}{index}");

    private sealed class GroupFinder(ParameterExpression group) : ExpressionVisitor
    {
        private bool _found;

        public bool IsIn(Expression expression)
        {
            Visit(expression);
            return _found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found |= node == group;
            return node;
        }
    }
}

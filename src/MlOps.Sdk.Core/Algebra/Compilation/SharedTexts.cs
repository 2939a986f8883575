using System.Linq.Expressions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Compilation;

/// <summary>Texts that several values of one function are computed from: each is made once for a row, when it is first needed.</summary>
/// <remarks>A bag of 1,000 words would else take its text apart 1,000 times for a row. What is never needed is never computed, so that it can't fail.</remarks>
internal sealed class SharedTexts
{
    private readonly Dictionary<ScalarNode, Shared> _shared;

    private SharedTexts(Dictionary<ScalarNode, Shared> shared) => _shared = shared;

    /// <summary>Nothing is shared.</summary>
    public static SharedTexts None { get; } = new([]);

    /// <summary>What is there so far, to stand at the head of the function.</summary>
    public IEnumerable<ParameterExpression> Variables => _shared.Values.SelectMany(shared => new[] { shared.IsKnown, shared.Value });

    public static SharedTexts In(IEnumerable<ScalarNode> values, Schema schema)
    {
        Dictionary<ScalarNode, int> counts = [];
        foreach (ScalarNode value in values)
            Count(value, counts);
        return new(counts.Where(pair => pair.Value > 1).ToDictionary(pair => pair.Key, pair => Shared.Of(pair.Key, schema)));
    }

    /// <summary>The value of a node that is shared; null if it isn't.</summary>
    public Expression? Find(ScalarNode value, ParameterExpression row) => value is CallNode { Type: DataType.String } && _shared.TryGetValue(value, out Shared? shared)
        ? Expression.Condition(
            shared.IsKnown,
            shared.Value,
            Expression.Block(
                Expression.Assign(shared.IsKnown, Expression.Constant(true)),
                Expression.Assign(shared.Value, Expression.Invoke(shared.Compute, row))))
        : null;

    private static void Count(ScalarNode value, Dictionary<ScalarNode, int> counts)
    {
        if (value is CallNode { Type: DataType.String })
            counts[value] = counts.GetValueOrDefault(value) + 1;
        foreach (ScalarNode part in value.Parts())
            Count(part, counts);
    }

    private sealed record Shared(ParameterExpression IsKnown, ParameterExpression Value, Expression Compute)
    {
        // In a function of its own, so that its code doesn't stand at each place.
        public static Shared Of(ScalarNode value, Schema schema)
        {
            ScalarEmitter emitter = new(schema, None);
            Func<RowBuffer, string?> compute = Expression.Lambda<Func<RowBuffer, string?>>(emitter.WithRow([], [emitter.Emit(value)]), emitter.Row).Compile();
            return new(Expression.Variable(typeof(bool)), Expression.Variable(typeof(string)), Expression.Constant(compute));
        }
    }
}

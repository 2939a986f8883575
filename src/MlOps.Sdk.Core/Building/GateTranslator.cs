using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>Reads <c>m => m.Accuracy >= 0.9 &amp;&amp; m.LogLoss &lt; 0.3</c> into gates.</summary>
internal sealed class GateTranslator(LearningDraft draft)
{
    public IEnumerable<GatePlan> Translate(LambdaExpression gate) => Translate(gate.Body, gate.Parameters[0]);

    /// <summary>The metric that <c>m => m.Accuracy</c> names; null, with a problem, if it names none.</summary>
    public string? Metric(LambdaExpression metric)
    {
        if (MetricOf(metric.Body, metric.Parameters[0]) is { } name)
            return name;
        draft.Report("beatChampion", $"'{CSharpText.Of(metric.Body)}' is no metric. Write m => m.Metric.");
        return null;
    }

    private IEnumerable<GatePlan> Translate(Expression expression, ParameterExpression metrics)
    {
        if (expression is BinaryExpression { NodeType: ExpressionType.AndAlso } and)
            return [.. Translate(and.Left, metrics), .. Translate(and.Right, metrics)];
        if (expression is BinaryExpression comparison)
        {
            if (MetricOf(comparison.Left, metrics) is { } left && ConstantOf(comparison.Right, metrics) is { } right && Read(comparison.NodeType) is { } forward)
                return [new GatePlan(left, forward, right)];
            if (MetricOf(comparison.Right, metrics) is { } metric && ConstantOf(comparison.Left, metrics) is { } bound && Read(comparison.NodeType) is { } backward)
                return [new GatePlan(metric, Mirror(backward), bound)];
        }

        draft.Report("require", $"'{CSharpText.Of(expression)}' is not a comparison of a metric with a number. Write m => m.Metric >= 0.9, and join several with &&.");
        return [];
    }

    private static string? MetricOf(Expression expression, ParameterExpression metrics) =>
        expression is MemberExpression { Member: PropertyInfo property } member && member.Expression == metrics ? property.Name : null;

    private static double? ConstantOf(Expression expression, ParameterExpression metrics)
    {
        if (new ParameterFinder(metrics).IsIn(expression))
            return null;
        return Expression.Lambda<Func<double>>(Expression.Convert(expression, typeof(double))).Compile(preferInterpretation: true)();
    }

    private static GateComparison? Read(ExpressionType type) => type switch
    {
        ExpressionType.GreaterThanOrEqual => GateComparison.AtLeast,
        ExpressionType.GreaterThan => GateComparison.Above,
        ExpressionType.LessThanOrEqual => GateComparison.AtMost,
        ExpressionType.LessThan => GateComparison.Below,
        _ => null,
    };

    private static GateComparison Mirror(GateComparison comparison) => comparison switch
    {
        GateComparison.AtLeast => GateComparison.AtMost,
        GateComparison.Above => GateComparison.Below,
        GateComparison.AtMost => GateComparison.AtLeast,
        _ => GateComparison.Above,
    };

    private sealed class ParameterFinder(ParameterExpression parameter) : ExpressionVisitor
    {
        private bool _found;

        public bool IsIn(Expression expression)
        {
            Visit(expression);
            return _found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found |= node == parameter;
            return node;
        }
    }
}

using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>Translates the lambdas of one part of a pipeline; what can't be translated becomes a problem of that part and yields null.</summary>
/// <param name="draft">Where problems are reported.</param>
/// <param name="path">The part of the pipeline.</param>
/// <param name="row">The columns that the lambdas read; null if only the run can tell, or if the row type says all that is known.</param>
internal sealed class LambdaReader(PipelineDraft draft, string path, Schema? row)
{
    public ScalarNode? Scalar(LambdaExpression lambda) => Try(() => ExpressionTranslator.TranslateScalar(lambda, row));

    public ValueList<NamedScalar>? Projection(LambdaExpression lambda) => Try(() => ExpressionTranslator.TranslateProjection(lambda, row));

    public ValueList<ScalarNode>? Key(LambdaExpression lambda) =>
        Try(() => ExpressionTranslator.TranslateKey(lambda, row))?.Select(part => part.Value).ToValueList();

    /// <summary>The names of plain columns; what is computed is a problem.</summary>
    public ValueList<string>? Columns(LambdaExpression lambda)
    {
        if (Key(lambda) is not { } parts)
            return null;
        if (parts.All(part => part is ColumnNode))
            return parts.Select(part => ((ColumnNode)part).Name).ToValueList();
        draft.Report(path, $"'{lambda.Body}' is no column. Compute it in a transform before, and name that column here.");
        return null;
    }

    public ValueList<NamedScalar>? Groups(LambdaExpression key) => Try(() => ExpressionTranslator.TranslateKey(key, row));

    public RelationNode? Aggregation(RelationNode source, ValueList<NamedScalar> keys, LambdaExpression result) =>
        Try(() => GroupTranslator.Translate(source, row, keys, result));

    public ProjectNode? Join(
        RelationNode left, RelationNode right, Schema? other, JoinKind kind, LambdaExpression leftKey, LambdaExpression rightKey, LambdaExpression result) =>
        Try(() => JoinTranslator.Translate((left, row), (right, other), kind, leftKey, rightKey, result));

    public ValueList<FeaturePlan>? Features(LambdaExpression lambda) => Try(() => ExpressionTranslator.TranslateFeatures(lambda, row));

    private TNode? Try<TNode>(Func<TNode> translate)
        where TNode : class
    {
        try
        {
            return translate();
        }
        catch (TranslationException exception)
        {
            // A check such as Between reads its lambda several times.
            foreach (string problem in exception.Problems.Distinct())
                draft.Report(path, problem);
            return null;
        }
    }
}

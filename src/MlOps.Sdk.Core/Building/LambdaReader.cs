using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>Translates the lambdas of one part of a pipeline; what can't be translated becomes a problem of that part and yields null.</summary>
/// <param name="draft">Where problems are reported.</param>
/// <param name="path">The part of the pipeline.</param>
/// <param name="row">The columns that the lambdas read; null if only the run can tell, or if the row type says all that is known.</param>
internal sealed class LambdaReader(PipelineDraft draft, string path, Schema? row)
{
    public LambdaReader Over(Schema? schema) => new(draft, path, schema);

    public ScalarNode? Scalar(LambdaExpression lambda) => Try(() => ExpressionTranslator.TranslateScalar(lambda, row));

    public ValueList<NamedScalar>? Projection(LambdaExpression lambda) => Try(() => ExpressionTranslator.TranslateProjection(lambda, row));

    public ValueList<ScalarNode>? Key(LambdaExpression lambda) =>
        Try(() => ExpressionTranslator.TranslateKey(lambda, row))?.Select(part => part.Value).ToValueList();

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
            foreach (string problem in exception.Problems)
                draft.Report(path, problem);
            return null;
        }
    }
}

using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>Translates the lambdas of one part of a pipeline; what can't be translated becomes a problem of that part and yields null.</summary>
internal sealed class LambdaReader(PipelineDraft draft, string path)
{
    public ScalarNode? Scalar(LambdaExpression lambda) => Try(() => ExpressionTranslator.TranslateScalar(lambda));

    public ValueList<NamedScalar>? Projection(LambdaExpression lambda) => Try(() => ExpressionTranslator.TranslateProjection(lambda));

    public ValueList<ScalarNode>? Key(LambdaExpression lambda) =>
        Try(() => ExpressionTranslator.TranslateKey(lambda))?.Select(part => part.Value).ToValueList();

    public ValueList<FeaturePlan>? Features(LambdaExpression lambda) => Try(() => ExpressionTranslator.TranslateFeatures(lambda));

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

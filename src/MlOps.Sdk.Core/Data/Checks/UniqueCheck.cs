using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Data.Checks;

internal sealed class UniqueCheck(UniqueCheckPlan plan) : CheckOfRows
{
    private Func<long>? _values;
    private Func<long>? _distinct;

    public override void Ask(CheckQuestions questions)
    {
        _values = questions.Count(plan.Value);
        _distinct = questions.Count(plan.Value, AggregateKind.CountDistinct);
    }

    public override CheckResult Judge(CheckQuestions questions) => CheckText.OfShare(
        plan, _values!() - _distinct!(), questions.Rows, plan.AtLeast, all: "differ", some: "repeat a value");

    public override RelationNode Examples(CheckQuestions questions) => FrequentValues.Of(
        new InputNode(), plan.Value, MostExamples, NameOf(plan.Value), having: Call("greater", FrequentValues.Rows, ConstantNode.Of(1L)));
}

using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data.Checks;

internal sealed class RowCheck(RowCheckPlan plan) : CheckOfRows
{
    private Func<long>? _held;

    public override void Ask(CheckQuestions questions) => _held = questions.Count(plan.Predicate, AggregateKind.CountIf);

    public override CheckResult Judge(CheckQuestions questions) => CheckText.OfShare(
        plan, questions.Rows - _held!(), questions.Rows, plan.AtLeast, all: "hold", some: "fail");

    public override RelationNode Examples(CheckQuestions questions)
    {
        ScalarNode holds = plan.Predicate.Nullable ? FunctionTable.Call("coalesce", plan.Predicate, ConstantNode.Of(false)) : plan.Predicate;
        return FirstRows(new FilterNode(new InputNode(), FunctionTable.Call("not", holds)), plan.Predicate, questions.Schemas[0]);
    }
}

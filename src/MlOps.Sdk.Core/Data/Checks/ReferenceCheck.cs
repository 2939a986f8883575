using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Data.Checks;

internal sealed class ReferenceCheck(ReferenceCheckPlan plan) : CheckOfRows
{
    private Func<IReadOnlyList<object?[]>>? _missing;

    private ColumnNode Value => new("value", plan.Value.Type, Nullable: false);

    // Each different value beside its partner; null means that there is none.
    private FilterNode Missing
    {
        get
        {
            RelationNode values = new AggregateNode(
                new FilterNode(new InputNode(), Call("is_not_null", plan.Value)), [new(Value.Name, plan.Value)], [new("rows", AggregateKind.Count)]);
            RelationNode others = new DistinctNode(new ProjectNode(
                new FilterNode(new InputNode(plan.Input), Call("is_not_null", plan.Other)), [new("other", plan.Other)]));
            return new(
                new JoinNode(values, others, JoinKind.Left, [new(Value.Name, "other")]),
                Call("is_null", new ColumnNode("other", plan.Other.Type, Nullable: true)));
        }
    }

    public override void Ask(CheckQuestions questions) => _missing = questions.Ask(
        new AggregateNode(Missing, [], [new("rows", AggregateKind.Sum, new ColumnNode("rows", DataType.Int64, Nullable: false))]));

    public override CheckResult Judge(CheckQuestions questions) => CheckText.OfShare(
        plan, (long?)_missing!()[0][0] ?? 0, questions.Rows, plan.AtLeast, all: "refer to a value", some: "refer to no value");

    public override RelationNode Examples(CheckQuestions questions)
    {
        ColumnNode rows = new("rows", DataType.Int64, Nullable: false);
        ColumnNode named = Value with { Name = NameOf(plan.Value) };
        return new SortLimitNode(new ProjectNode(Missing, [new(named.Name, Value), new(rows.Name, rows)]), [new(rows, Descending: true), new(named)], MostExamples);
    }
}

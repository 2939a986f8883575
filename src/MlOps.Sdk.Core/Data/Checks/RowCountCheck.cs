using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data.Checks;

internal sealed class RowCountCheck(RowCountCheckPlan plan) : CheckOfRows
{
    public override void Ask(CheckQuestions questions)
    {
    }

    public override CheckResult Judge(CheckQuestions questions) => CheckText.Of(
        plan,
        questions.Rows >= plan.AtLeast && questions.Rows <= (plan.AtMost ?? long.MaxValue),
        $"{CheckText.Number(questions.Rows)} rows, wanted are "
            + (plan.AtMost is { } most ? $"{CheckText.Number(plan.AtLeast)} to {CheckText.Number(most)}" : $"at least {CheckText.Number(plan.AtLeast)}"));
}

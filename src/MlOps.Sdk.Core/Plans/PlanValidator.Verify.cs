using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

internal static partial class PlanValidator
{
    private static IEnumerable<Problem> VerifyProblems(VerifyPlan verify, PipelinePlan plan)
    {
        if (verify.Checks.Count == 0)
            yield return new(verify.Name, "there are no checks. Write .Verify(check => check.NotNull(f => f.Id)).");
        IReadOnlyList<Schema?> schemas = plan.SchemasOf(verify);
        foreach ((CheckPlan check, int index) in verify.Checks.Select((check, index) => (check, index)))
        {
            foreach ((string part, string problem) in CheckProblems(check, schemas))
                yield return new($"{verify.Name}.checks[{index}]{part}", $"{problem} ({check.Description})");
        }
    }

    private static IEnumerable<(string Part, string Problem)> CheckProblems(CheckPlan check, IReadOnlyList<Schema?> schemas) =>
    [
        .. ColumnProblems(check, schemas).Select(problem => ("", problem)),
        .. check switch
        {
            RowCheckPlan row => [.. ShareProblems(row.AtLeast), .. TypeProblems(".predicate", row.Predicate, DataType.Boolean)],
            UniqueCheckPlan unique => ShareProblems(unique.AtLeast),
            ReferenceCheckPlan reference => [.. ShareProblems(reference.AtLeast), .. ReferenceProblems(reference, schemas.Count)],
            RowCountCheckPlan { AtLeast: var least, AtMost: { } most } when least > most =>
                [("", Text($"the least number of rows ({least}) is above the greatest ({most}). Give the lesser one first."))],
            FreshnessCheckPlan fresh =>
            [
                .. TypeProblems(".time", fresh.Time, DataType.Timestamp, DataType.Date),
                .. fresh.Within > TimeSpan.Zero ? (IEnumerable<(string, string)>)[] : [(".within", $"must be positive, was {fresh.Within:c}. Write within: TimeSpan.FromDays(1).")],
            ],
            DriftCheckPlan { AtMost: not (>= 0 and <= 1) } drift => [(".atMost", Text($"must be a distance from 0 to 1, was {drift.AtMost}. Write maximumDrift: 0.1."))],
            _ => (IEnumerable<(string, string)>)[],
        },
    ];

    private static IEnumerable<(string Part, string Problem)> ShareProblems(double share)
    {
        if (share is not (>= 0 and <= 1))
            yield return (".atLeast", Text($"must be a share from 0 to 1, was {share}. Write atLeast: 0.99 for 99 %."));
    }

    private static IEnumerable<(string Part, string Problem)> TypeProblems(string part, ScalarNode value, params DataType[] types)
    {
        if (!types.Contains(value.Type))
            yield return (part, $"must be a {string.Join(" or a ", types)}, was {RelationRules.Article(value.Type)}. Convert it, or check another value.");
    }

    private static IEnumerable<(string Part, string Problem)> ReferenceProblems(ReferenceCheckPlan reference, int inputs)
    {
        if (reference.Input < 0 || reference.Input >= inputs)
            yield return (".input", $"there is no dataset {reference.Input}, counted from 0; the stage reads {inputs}. Name the source in References(…).");
        if (RelationRules.ProblemOf(new Column("the value", reference.Value.Type), new Column("the other value", reference.Other.Type)) is { } problem)
            yield return ("", problem);
    }

    // As far as the columns are known before the run; that a check refers to a dataset that isn't there is another problem.
    private static IEnumerable<string> ColumnProblems(CheckPlan check, IReadOnlyList<Schema?> schemas) => check.Values()
        .Where(looked => looked.Input == 0 || (looked.Input > 0 && looked.Input < schemas.Count))
        .SelectMany(looked => RelationBinder.FindProblems(new ProjectNode(new InputNode(looked.Input), [new("value", looked.Value)]), schemas));
}

namespace MlOps.Sdk.Plans;

internal static partial class PlanValidator
{
    private static IEnumerable<Problem> VerifyProblems(VerifyPlan verify)
    {
        if (verify.Checks.Count == 0)
            yield return new(verify.Name, "there are no checks. Write .Verify(check => check.NotNull(f => f.Id)).");
        foreach ((CheckPlan check, int index) in verify.Checks.Select((check, index) => (check, index)))
        {
            if (check is RowCheckPlan { AtLeast: var share } && share is not (>= 0 and <= 1))
                yield return new($"{verify.Name}.checks[{index}].atLeast", Text($"must be a share from 0 to 1, was {share} ({check.Description})."));
            if (check is RowCountCheckPlan { AtLeast: var least, AtMost: { } most } && least > most)
                yield return new($"{verify.Name}.checks[{index}]", $"the least number of rows ({least}) is above the greatest ({most}).");
        }
    }
}

namespace MlOps.Sdk.Plans;

/// <summary>What a validation requires, in words.</summary>
internal static class ValidationText
{
    public static IEnumerable<string> Of(ValidationPlan plan)
    {
        foreach (GatePlan gate in plan.Gates)
            yield return $"requires {gate}";
        foreach (SliceGatePlan gate in plan.SliceGates)
            yield return Text($"requires {gate.Gate} for each {gate.By.Name} of at least {gate.MinimumRows} rows");
        if (plan.Serving?.P99 is { } p99)
            yield return Text($"requires 99 % of the predictions within {p99.TotalMilliseconds} ms");
        if (plan.Serving?.Megabytes is { } megabytes)
            yield return Text($"requires a bundle of at most {megabytes} MB");
        if (plan.Champion is not { } champion)
            yield break;
        string margin = champion.Margin == 0 ? "" : Text($", margin {champion.Margin}");
        string slices = champion.Slices.Count == 0 ? "" : $", and in no slice by {string.Join(", ", champion.Slices.Select(slice => slice.Name))} worse";
        yield return Text($"must beat the champion of {champion.Model} by {champion.Metric}, alpha {champion.Alpha}{margin}{slices}");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}

using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Holds a dataset to the checks of a plan by one query.</summary>
internal static class Verifier
{
    /// <exception cref="StageException">Checks don't hold; each is listed with what was found.</exception>
    public static async Task<Verification> VerifyAsync(
        IWarehouse warehouse, Dataset dataset, VerifyPlan plan, StageContext context, CancellationToken cancellationToken)
    {
        Aggregates aggregates = new();
        int rows = aggregates.Add(AggregateKind.Count);
        List<Func<CheckResult>> checks = [.. plan.Checks.Select(check => Plan(check, aggregates, rows))];
        await aggregates.QueryAsync(warehouse, new InputNode(), dataset, context, cancellationToken);

        Verification verification = new(aggregates.Count(rows), checks.Select(check => check()).ToValueList());
        List<CheckResult> failed = [.. verification.Checks.Where(check => !check.Passed)];
        if (failed.Count == 0)
            return verification;
        throw new StageException(
            string.Create(CultureInfo.InvariantCulture, $"{context.Stage}: {failed.Count} of {verification.Checks.Count} checks {(failed.Count == 1 ? "doesn't" : "don't")} hold:")
            + string.Concat(failed.Select(check => $"{Environment.NewLine}  {check.Description}: {check.Found}"))
            + $"{Environment.NewLine}Correct the data, drop such rows in a transform, or change the check.");
    }

    // Adds what a check asks, and returns what judges the answers.
    private static Func<CheckResult> Plan(CheckPlan plan, Aggregates aggregates, int rows)
    {
        switch (plan)
        {
            case RowCheckPlan check:
                int held = aggregates.Add(AggregateKind.CountIf, check.Predicate);
                return () => Judge(check, aggregates.Count(held), aggregates.Count(rows));
            case UniqueCheckPlan check:
                int values = aggregates.Add(AggregateKind.Count, check.Value);
                int distinct = aggregates.Add(AggregateKind.CountDistinct, check.Value);
                return () => Judge(check, aggregates.Count(values) - aggregates.Count(distinct), aggregates.Count(rows));
            case RowCountCheckPlan check:
                return () => Judge(check, aggregates.Count(rows));
            default:
                throw new NotSupportedException($"The check {plan.GetType().Name} is unknown.");
        }
    }

    private static CheckResult Judge(RowCheckPlan check, long held, long rows)
    {
        // In decimal, so that 0.999 of 1000 rows is 999 and not a little more.
        bool passed = held >= (decimal)check.AtLeast * rows;
        string found = held == rows ? $"all {Number(rows)} rows hold" : $"{Number(rows - held)} of {Number(rows)} rows fail ({Percent(rows - held, rows)})";
        if (!passed && check.AtLeast < 1)
            found += $", allowed are {Percent(1 - check.AtLeast)}";
        return new(check.Description, passed, found);
    }

    private static CheckResult Judge(UniqueCheckPlan check, long repeated, long rows) => new(
        check.Description, repeated == 0, repeated == 0 ? $"all {Number(rows)} rows differ" : $"{Number(repeated)} of {Number(rows)} rows repeat a value ({Percent(repeated, rows)})");

    private static CheckResult Judge(RowCountCheckPlan check, long rows) => new(
        check.Description,
        rows >= check.AtLeast && rows <= (check.AtMost ?? long.MaxValue),
        $"{Number(rows)} rows, wanted are {(check.AtMost is { } most ? $"{Number(check.AtLeast)} to {Number(most)}" : $"at least {Number(check.AtLeast)}")}");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) => Percent((double)part / whole);

    // Never rounded to 0 % or 100 % unless it is.
    private static string Percent(double share)
    {
        double percent = share * 100;
        string text = percent.ToString(percent is < 0.01 and > 0 ? "0.0E0" : "0.##", CultureInfo.InvariantCulture);
        return $"{text} %";
    }
}

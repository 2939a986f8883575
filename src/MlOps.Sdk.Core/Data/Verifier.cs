using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data.Checks;
using MlOps.Sdk.Diagnostics;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Holds a dataset to the checks of a plan by one query; a second one fetches examples of what doesn't hold.</summary>
internal static class Verifier
{
    private const int LongestExample = 100;

    /// <param name="warehouse">Who computes.</param>
    /// <param name="inputs">The dataset, then those that its values must occur in.</param>
    /// <param name="plan">The checks.</param>
    /// <param name="context">The stage.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="StageException">Blocking checks don't hold; each is listed with what was found, and the verification is the evidence.</exception>
    public static async Task<Verification> VerifyAsync(
        IWarehouse warehouse, IReadOnlyList<Dataset> inputs, VerifyPlan plan, StageContext context, CancellationToken cancellationToken)
    {
        CheckQuestions questions = new([.. inputs.Select(input => input.Schema)], context);
        CheckOfRows[] checks = [.. plan.Checks.Select(check => CheckOfRows.Of(check, questions))];
        foreach (CheckOfRows check in checks)
            check.Prepare(questions);
        await questions.PrepareAsync(warehouse, inputs[0], checks.Any(check => check.IsCompared), cancellationToken);
        foreach (CheckOfRows check in checks)
            check.Ask(questions);
        await questions.QueryAsync(warehouse, inputs, cancellationToken);

        CheckResult[] results = [.. checks.Select(check => check.Judge(questions))];
        await AddExamplesAsync(warehouse, inputs, checks, results, questions, cancellationToken);
        Verification verification = new(questions.Rows, results.ToValueList()) { Previous = questions.Previous?.ComputeFingerprint() };
        foreach (CheckResult warning in results.Where(check => check is { Passed: false, Severity: CheckSeverity.Warning }))
            Log.CheckWarns(context.Logger, context.Stage, CheckText.Of(warning));
        return results.Any(check => check is { Passed: false, Severity: CheckSeverity.Blocking }) ? throw Failed(verification, context.Stage) : verification;
    }

    private static async Task AddExamplesAsync(
        IWarehouse warehouse, IReadOnlyList<Dataset> inputs, CheckOfRows[] checks, CheckResult[] results, CheckQuestions questions,
        CancellationToken cancellationToken)
    {
        QueryBatch batch = new();
        List<Action> fills = [];
        for (int index = 0; index < results.Length; index++)
        {
            if (results[index].Passed || checks[index].Examples(questions) is not { } relation)
                continue;
            int position = index;
            (_, Schema schema) = RelationBinder.Bind(relation, questions.Schemas, questions.Context.Stage);
            Func<IReadOnlyList<object?[]>> rows = batch.Add(relation);
            fills.Add(() => results[position] = results[position] with { Examples = rows().Select(row => Example(schema, row)).ToValueList() });
        }

        await batch.RunAsync(warehouse, inputs, questions.Context, cancellationToken);
        fills.ForEach(fill => fill());
    }

    private static ExampleRow Example(Schema schema, object?[] row) =>
        new(schema.Columns.Zip(row, (column, value) => new ExampleValue(column.Name, value is null ? null : Shortened(ConstantNode.Of(value).Text!))).ToValueList());

    // Never between the halves of a pair.
    private static string Shortened(string text) => text.Length <= LongestExample
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestExample - 1]) ? LongestExample - 1 : LongestExample), "…");

    private static StageException Failed(Verification verification, string stage)
    {
        CheckResult[] failed = [.. verification.Checks.Where(check => check is { Passed: false, Severity: CheckSeverity.Blocking })];
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{stage}: {failed.Length} of {verification.Checks.Count} checks {(failed.Length == 1 ? "doesn't" : "don't")} hold:")
            + string.Concat(failed.Select(check => $"{Environment.NewLine}  {CheckText.Of(check)}"))
            + $"{Environment.NewLine}Correct the data, drop such rows in a transform, or change the check.")
        {
            Evidence = verification,
        };
    }
}

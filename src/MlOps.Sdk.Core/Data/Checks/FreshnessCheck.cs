using System.Globalization;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data.Checks;

/// <remarks>The outcome says until when it holds rather than how old the rows are, so that it is the same whenever it is found.</remarks>
internal sealed class FreshnessCheck(FreshnessCheckPlan plan) : CheckOfRows
{
    private Func<object?>? _newest;

    public override void Ask(CheckQuestions questions) => _newest = questions.Max(plan.Time);

    public override CheckResult Judge(CheckQuestions questions)
    {
        if (EndOf(_newest!()) is not { } end)
            return CheckText.Of(plan, false, "no row has a time");
        DateTime until = DateTime.MaxValue - end < plan.Within ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) : end + plan.Within;
        bool isFresh = questions.Context.Time.GetUtcNow().UtcDateTime <= until;
        return CheckText.Of(plan, isFresh, $"the newest is of {Text(_newest())}, which {(isFresh ? "holds" : "held")} until {until.ToString("u", CultureInfo.InvariantCulture)}") with
        {
            HoldsUntil = isFresh ? until : null,
        };
    }

    // A day isn't older than its end.
    private static DateTime? EndOf(object? newest) => newest switch
    {
        DateTime instant => instant,
        DateOnly day when day == DateOnly.MaxValue => DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        DateOnly day => day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        _ => null,
    };

    private static string Text(object? newest) => newest is DateOnly day
        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : ((DateTime)newest!).ToString("u", CultureInfo.InvariantCulture);
}

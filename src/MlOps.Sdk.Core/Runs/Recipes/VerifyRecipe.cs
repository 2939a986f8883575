using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class VerifyRecipe : PlatformStageRecipe<VerifyPlan, IWarehouse, Verification>
{
    public override string Reads => "one dataset, then those that its values must occur in";

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs.Count > 0 && inputs.All(input => input == typeof(Dataset));

    // Rows grow old though nothing about them changes.
    public override Task<string?> FindObjectionAsync(object service, Product product, StageContext context, CancellationToken cancellationToken) =>
        Task.FromResult(((Verification)product).Checks.Select(check => Objection(check, context.Time.GetUtcNow().UtcDateTime)).FirstOrDefault(found => found is not null));

    protected override Task<Verification> ExecuteAsync(
        IWarehouse service, VerifyPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        Verifier.VerifyAsync(service, [.. inputs.Cast<Dataset>()], plan, context, cancellationToken);

    private static string? Objection(CheckResult check, DateTime now) => check.HoldsUntil is { } until && now > until
        ? $"'{check.Description}' held until {until.ToString("u", CultureInfo.InvariantCulture)}"
        : null;
}

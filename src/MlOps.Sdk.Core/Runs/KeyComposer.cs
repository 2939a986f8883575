using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Recipes;

namespace MlOps.Sdk.Runs;

/// <summary>Puts together what decides a stage's result.</summary>
internal static class KeyComposer
{
    public const string Plan = "plan";
    public const string Platform = "platform";
    public const string Implementation = "implementation";
    public const string Settings = "settings";
    public const string Source = "source";
    public const string Input = "input ";

    // Where a stage stands, how it is retried and who does it are no part of the work itself; the last is an ingredient of its own.
    private static readonly string[] NotTheWork = ["name", "inputs", "platform", "implementation", "execution"];

    /// <param name="stage">The stage.</param>
    /// <param name="inputs">The fingerprints of what it reads, in order; barriers left out.</param>
    /// <param name="version">The version of what it reads from outside.</param>
    /// <param name="runId">The run, which is part of the key where a version is unknown.</param>
    public static StageKey Compose(
        PreparedStage stage, IReadOnlyList<string> inputs, OutsideVersion version, string runId)
    {
        JsonObject plan = JsonSerializer.SerializeToNode(stage.Plan, PlanJson.Compact)!.AsObject();
        foreach (string name in NotTheWork)
            plan.Remove(name);

        List<Ingredient> ingredients = [new(Plan, plan.ToJsonString(PlanJson.Compact))];
        ingredients.AddRange(inputs.Select((fingerprint, index) => new Ingredient(Input + index.ToString(CultureInfo.InvariantCulture), fingerprint)));
        if (version.Exists)
            ingredients.Add(new Ingredient(Source, version.Version ?? $"unknown in run {runId}"));
        ingredients.Add(new Ingredient(Platform, stage.Platform));
        ingredients.Add(new Ingredient(Implementation, stage.Identity));
        if (stage.Plan.Implementation?.Settings is { } settings)
            ingredients.Add(new Ingredient(Settings, settings));
        return StageKey.Of(ingredients.ToValueList());
    }
}

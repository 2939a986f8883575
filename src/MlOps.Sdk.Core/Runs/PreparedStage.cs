using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Recipes;

namespace MlOps.Sdk.Runs;

/// <summary>A stage that has passed the checks before the run.</summary>
/// <param name="Plan">What it is to do.</param>
/// <param name="Recipe">How its kind is run.</param>
/// <param name="Platform">Where it runs.</param>
/// <param name="Service">The object that does the work.</param>
/// <param name="Identity">Which code that is.</param>
/// <param name="Inputs">The positions in the plan of the stages that it waits for.</param>
/// <param name="Barriers">Of these, by the same index, which are waited for only: their products are not read.</param>
internal sealed record PreparedStage(
    StagePlan Plan,
    StageRecipe Recipe,
    string Platform,
    object Service,
    string Identity,
    IReadOnlyList<int> Inputs,
    IReadOnlyList<bool> Barriers);

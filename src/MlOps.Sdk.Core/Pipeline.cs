using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk;

/// <summary>A frozen pipeline: its plan, and what the application handed in outside of the plan. Made by <see cref="PipelineBuilder"/>.</summary>
public sealed class Pipeline
{
    internal Pipeline(PipelinePlan plan, IReadOnlyDictionary<string, object> bindings)
    {
        Plan = plan;
        Bindings = bindings;
    }

    /// <summary>The pipeline's name.</summary>
    public string Name => Plan.Name;

    /// <summary>All that decides a run's result, as data.</summary>
    public PipelinePlan Plan { get; }

    /// <summary>Connections and rows that the plan names but can't hold.</summary>
    public IReadOnlyDictionary<string, object> Bindings { get; }

    /// <summary>A pipeline of a plan that was restored from JSON.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="bindings">
    /// By name, for each <see cref="QuerySourcePlan"/> a <c>Func&lt;DbConnection&gt;</c> and for each <see cref="RowsSourcePlan"/> an <c>IEnumerable</c>;
    /// null if the plan names none.
    /// </param>
    /// <exception cref="PipelineException">Something is wrong with the plan; all problems are in it.</exception>
    public static Pipeline FromPlan(PipelinePlan plan, IReadOnlyDictionary<string, object>? bindings = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        IReadOnlyList<Problem> problems = PlanValidator.Validate(plan);
        return problems.Count == 0
            ? new Pipeline(plan, bindings ?? new Dictionary<string, object>())
            : throw new PipelineException(plan.Name, problems);
    }

    /// <summary>The stages in words, with what the transforms become for an engine: SQL, or Beam YAML.</summary>
    /// <param name="engine">DuckDB, BigQuery or Beam.</param>
    public string Describe(Engine engine = Engine.DuckDb) => PlanText.Describe(Plan, engine);

    /// <inheritdoc />
    public override string ToString() => $"{Name}: {string.Join(" -> ", Plan.Stages.Select(stage => stage.Name))}";
}

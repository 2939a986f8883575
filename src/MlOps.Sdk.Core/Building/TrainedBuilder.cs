using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>A pipeline that has a registered model: deploy it.</summary>
public sealed class TrainedBuilder
{
    private readonly PipelineDraft _draft;
    private readonly string _registration;

    internal TrainedBuilder(PipelineDraft draft, string registration)
    {
        _draft = draft;
        _registration = registration;
    }

    /// <summary>Puts the model behind an endpoint.</summary>
    /// <param name="endpoint">The endpoint's name: lower-case letters, digits and <c>-</c>.</param>
    /// <param name="deploy">Further settings.</param>
    /// <param name="name">The stage's name; <c>deploy</c> if null.</param>
    /// <param name="on">The platform that it runs on; the run's own if null.</param>
    /// <param name="execution">Retries, timeout, machine.</param>
    public TrainedBuilder Deploy(
        string endpoint, Func<DeploymentBuilder, DeploymentBuilder>? deploy = null, string? name = null, string? on = null, ExecutionPlan? execution = null)
    {
        DeploymentBuilder deployment = new();
        deployment = deploy?.Invoke(deployment) ?? deployment;
        _draft.Add(new DeploymentPlan
        {
            Name = _draft.NameFor(name, "deploy"),
            Inputs = [_registration],
            Endpoint = endpoint,
            Canary = deployment.Percent,
            Implementation = deployment.Implementation,
            Platform = on,
            Execution = execution ?? new(),
        });
        return this;
    }

    /// <summary>Freezes the pipeline.</summary>
    /// <exception cref="PipelineException">Something is wrong; all problems are in it.</exception>
    public Pipeline Build() => _draft.Build();
}

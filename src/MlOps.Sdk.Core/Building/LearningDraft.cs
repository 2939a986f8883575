using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>What <c>.Train(learn => …)</c> says, until its stages are added.</summary>
internal sealed class LearningDraft(PipelineDraft pipeline, string path, Schema? row)
{
    public LambdaReader Reader(string part) => new(pipeline, $"{path}.{part}", row);

    public TaskKind Task { get; set; }

    public ScalarNode? Label { get; set; }

    public ValueList<FeaturePlan> Features { get; set; } = [];

    public ValueList<string> Sharing { get; set; } = [];

    public ValueList<Learner> Learners { get; set; } = [];

    public ValueList<GatePlan> Gates { get; set; } = [];

    public StageImplementation? Trainer { get; set; }

    public int Seed { get; set; } = 1;

    public void Report(string part, string message) => pipeline.Report($"{path}.{part}", message);

    /// <summary>Adds fit, training, validation and registration; returns the name of the last.</summary>
    public string AddStages(string staged, InstanceOrigin origin, string model, string? on, ExecutionPlan execution)
    {
        string features = pipeline.NameFor(null, "features");
        pipeline.Add(new FeaturesPlan
        {
            Name = features,
            Inputs = [staged, origin.Stage],
            Features = Features,
            Label = Label ?? ConstantNode.Null(DataType.Boolean),
            Sharing = Sharing,
            FromInstance = origin.FromInstance,
            Platform = on,
        });

        List<string> trained = [];
        foreach (Learner learner in Learners)
        {
            string stage = pipeline.NameFor(Learners.Count == 1 ? path : null, $"{path}-{learner.Name}");
            pipeline.Add(new TrainingPlan
            {
                Name = stage,
                Inputs = [staged, features],
                Task = Task,
                Learner = learner,
                Seed = Seed,
                Implementation = Trainer,
                Platform = on,
                Execution = execution,
            });
            trained.Add(stage);
        }

        string validation = pipeline.NameFor(null, "validate");
        pipeline.Add(new ValidationPlan { Name = validation, Inputs = trained.ToValueList(), Gates = Gates });
        string registration = pipeline.NameFor(null, "register");
        pipeline.Add(new RegistrationPlan { Name = registration, Inputs = [validation], Model = model });
        return registration;
    }
}

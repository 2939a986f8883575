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

    /// <summary>Fills in how learners are spot-checked; null if they aren't.</summary>
    public Func<SpotCheckPlan, SpotCheckPlan>? SpotCheck { get; set; }

    /// <summary>Fills in how settings are searched; null if they aren't.</summary>
    public Func<TuningPlan, TuningPlan>? Tuning { get; set; }

    public ValueList<GatePlan> Gates { get; set; } = [];

    public ValueList<SliceGatePlan> SliceGates { get; set; } = [];

    public ServingGatePlan? Serving { get; set; }

    /// <summary>Fills in how the model is compared with the champion; null if it isn't.</summary>
    public Func<string, ChampionPlan>? Champion { get; set; }

    public bool RequiresApproval { get; set; }

    public CardPlan? Card { get; set; }

    public bool Calibrated { get; set; }

    public StageImplementation? Trainer { get; set; }

    /// <summary>The trainer's name, if neither a spot-check nor a search can run on it.</summary>
    public string? TrainerWithoutTrials { get; set; }

    public int Seed { get; set; } = 1;

    public void Report(string part, string message) => pipeline.Report($"{path}.{part}", message);

    /// <summary>Adds profile, fit, training, validation and registration; returns the name of the last.</summary>
    public string AddStages(string staged, InstanceOrigin origin, string model, string? on, ExecutionPlan execution)
    {
        pipeline.AddProfile(staged, Label, Task, on);
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
        string? choice = AddChoice(staged, features, on, execution);
        foreach (Learner learner in choice is null ? Learners : [new ChosenLearner()])
        {
            bool isOnly = choice is not null || Learners.Count == 1;
            string stage = pipeline.NameFor(isOnly ? path : null, $"{path}-{learner.Name}");
            pipeline.Add(new TrainingPlan
            {
                Name = stage,
                Inputs = choice is null ? [staged, features] : [staged, features, choice],
                Task = Task,
                Learner = learner,
                Calibrated = Calibrated,
                Seed = Seed,
                Implementation = Trainer,
                Platform = on,
                Execution = execution,
            });
            trained.Add(stage);
        }

        string validation = pipeline.NameFor(null, "validate");
        pipeline.Add(new ValidationPlan
        {
            Name = validation,
            Inputs = [.. trained, staged, features],
            Gates = Gates,
            SliceGates = SliceGates,
            Serving = Serving,
            Champion = Champion?.Invoke(model),
            Seed = Seed,
            Platform = on,
        });
        string registration = pipeline.NameFor(null, "register");
        pipeline.Add(new RegistrationPlan { Name = registration, Inputs = [validation], Model = model, RequiresApproval = RequiresApproval, Card = Card });
        return registration;
    }

    // What chooses the learner during the run; null if that is the validation.
    private string? AddChoice(string staged, string features, string? on, ExecutionPlan execution)
    {
        string? choice = null;
        if (TrainerWithoutTrials is { } trainer && (SpotCheck is not null || Tuning is not null))
        {
            Report("trainer", $"{trainer} trains no trials, on which {(SpotCheck is null ? "Tune" : "SpotCheck")}(…) runs. "
                + "Implement ITrainer.OpenTrialsAsync in it, or leave that out: of several learners the best on the validation split is then taken.");
        }

        ScalarNode? order = (pipeline.SplitOf(staged) as TimeSplitPlan)?.Time;
        if (SpotCheck is not null)
        {
            choice = pipeline.NameFor(null, "spot-check");
            pipeline.Add(SpotCheck(new SpotCheckPlan
            {
                Name = choice, Inputs = [staged, features], Task = Task, Learners = Learners, Seed = Seed, Order = order,
                Implementation = Trainer, Platform = on, Execution = execution,
            }));
        }

        if (Tuning is not null)
        {
            string tuning = pipeline.NameFor(null, "tune");
            pipeline.Add(Tuning(new TuningPlan
            {
                Name = tuning,
                Inputs = choice is null ? [staged, features] : [staged, features, choice],
                Task = Task,
                Spaces = Learners.Select(SearchSpace.Of).ToValueList(),
                Seed = Seed,
                Order = order,
                Implementation = Trainer,
                Platform = on,
                Execution = execution,
            }));
            choice = tuning;
        }

        return choice;
    }
}

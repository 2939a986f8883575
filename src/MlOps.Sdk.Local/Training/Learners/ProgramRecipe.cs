using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Programs;

namespace MlOps.Sdk.Training.Learners;

/// <summary>A program of the user's: is given files, leaves a file. See <see cref="ProgramLearner"/>.</summary>
internal sealed class ProgramRecipe : LearnerRecipe
{
    public override string Advice => "Learner.Program(…)";

    public override bool TakesMissingValues => true;

    public override bool Supports(TaskKind task) => true;

    public override async Task<TrainedLearner> FitAsync(FitRequest request, StageContext context, CancellationToken cancellationToken)
    {
        ProgramLearner learner = (ProgramLearner)request.Plan.Learner;
        string folder = ProgramFolder.Create(learner, request.Folder, context.Stage);
        string training = Directory.CreateDirectory(Path.Combine(request.Folder, "training")).FullName;
        string data = Path.Combine(training, "train.csv");
        string task = Path.Combine(training, "task.json");
        string scorer = Path.Combine(training, ModelBundle.ScorerFile);
        await Task.Run(() => ProgramData.Write(request.Rows, data, cancellationToken), cancellationToken);
        await File.WriteAllBytesAsync(task, ProgramTask.Of(request, learner).ToJson(), cancellationToken);

        ProgramProcess process = new(learner, context, request.Progress);
        await process.RunAsync(
            folder,
            new Dictionary<string, string> { ["MLOPS_TRAINING_DATA"] = data, ["MLOPS_TRAINING_TASK"] = task, ["MLOPS_SCORER"] = scorer },
            cancellationToken);
        return new TrainedLearner(ProgramScorer.Read(scorer, request, learner), null);
    }
}

using System.Text.Json;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Learners;

namespace MlOps.Sdk.Training.Programs;

/// <summary>Reads what a program has left as its model, and refuses what couldn't be served.</summary>
internal static class ProgramScorer
{
    // As bundles are read, but a program needn't write the kind of model first, and must say everything once.
    private static readonly JsonSerializerOptions s_strict = new(ModelBundle.Strict) { AllowOutOfOrderMetadataProperties = true, AllowDuplicateProperties = false };

    public static ScorerParameters Read(string path, FitRequest request, ProgramLearner learner)
    {
        string stage = request.Plan.Name;
        if (!File.Exists(path))
        {
            throw new StageException(
                $"{stage}: the program {ProgramText.Of(learner)} has ended without a model: there is no file at the path in MLOPS_SCORER. "
                + $"Have it write the JSON of {nameof(LinearParameters)}, {nameof(TreeEnsembleParameters)} or {nameof(NetworkParameters)} there, or save a booster of XGBoost.");
        }

        try
        {
            byte[] content = File.ReadAllBytes(path);
            ScorerParameters parameters = IsBooster(content)
                ? Booster(XgboostModel.Parse(content), request)
                : JsonSerializer.Deserialize<ScorerParameters>(content, s_strict) ?? throw new JsonException("It is null.");
            parameters.CreateScorer();
            Require(parameters, request);
            return parameters;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ModelBundleException or InvalidDataException)
        {
            throw new StageException(
                $"{stage}: the program {ProgramText.Of(learner)} has left a model in MLOPS_SCORER that can't be served: {exception.Message} "
                + $"See the documentation of {nameof(ScorerParameters)} for the format.",
                exception);
        }
    }

    // XGBoost's JSON has the members "learner" and "version".
    private static bool IsBooster(byte[] content)
    {
        Utf8JsonReader reader = new(content);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("learner"u8) || reader.ValueTextEquals("version"u8));
    }

    // A booster that was trained on named columns says in which order it had them.
    private static TreeEnsembleParameters Booster(XgboostModel booster, FitRequest request)
    {
        string[] columns = [.. ProgramData.Columns(request.Rows.Matrix)];
        int[]? slots = booster.FeatureNames.Count > 0 && booster.FeatureNames.All(columns.Contains) ? [.. booster.FeatureNames.Select(name => Array.IndexOf(columns, name))] : null;
        try
        {
            return booster.ToParameters(request.Plan.Task, columns.Length, slots);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The booster of XGBoost is not for this training: {exception.Message}.", exception);
        }
    }

    private static void Require(ScorerParameters parameters, FitRequest request)
    {
        (ScoreTransform transform, int scores) = request.Plan.Task switch
        {
            TaskKind.Binary => (ScoreTransform.Logistic, 1),
            TaskKind.Multiclass => (ScoreTransform.Softmax, request.Classes.Count),
            _ => (ScoreTransform.Identity, 1),
        };
        if (parameters.FeatureCount != request.Rows.Matrix.Width)
            throw new ModelBundleException($"featureCount is {parameters.FeatureCount}, but the training data have {request.Rows.Matrix.Width} feature columns.");
        if (parameters.Transform != transform)
            throw new ModelBundleException($"transform is {parameters.Transform}, but the task {request.Plan.Task} asks for {transform}.");
        if (parameters.Biases.Count != scores)
            throw new ModelBundleException($"there are {parameters.Biases.Count} biases, but {scores} classes.");
    }
}

using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Trees;

/// <summary>XGBoost itself, in a process of Python.</summary>
internal sealed class XgboostProcess(string python, Warehouse warehouse)
{
    private const string Program = "boosted_trees.py";

    /// <summary>Trains, and writes a file in XGBoost's binary format.</summary>
    /// <param name="session">Where the rows are.</param>
    /// <param name="matrix">A query of the label and the features.</param>
    /// <param name="classes">How many there are; 0 for a regression.</param>
    /// <param name="options">How to train.</param>
    /// <param name="booster">The file.</param>
    public IReadOnlyList<TrainingIteration> Train(WarehouseSession session, string matrix, int classes, TreeOptions options, string booster)
    {
        JsonObject parameters = options.Parameters.DeepClone().AsObject();
        parameters["objective"] = classes == 0 ? "reg:squarederror" : "multi:softprob";
        if (classes > 0)
            parameters["num_class"] = classes;
        JsonObject answer = Run(session, matrix, new JsonObject
        {
            ["command"] = "train",
            ["parameters"] = parameters,
            ["iterations"] = options.MaxIterations,
            ["least_progress"] = options.LeastProgress,
            ["booster"] = booster,
        });
        return [.. answer["iterations"]!.AsArray().Select(each => new TrainingIteration((double)each!["loss"]!, (long)each["milliseconds"]!))];
    }

    /// <summary>Writes a line of scores for each row of a matrix.</summary>
    public void Predict(WarehouseSession session, string matrix, string booster, string scores) =>
        Run(session, matrix, new JsonObject { ["command"] = "predict", ["booster"] = booster, ["scores"] = scores });

    private JsonObject Run(WarehouseSession session, string matrix, JsonObject request)
    {
        string file = warehouse.NewFile(".csv");
        session.Execute($"COPY ({matrix}) TO {DuckText.Literal(file)} (FORMAT csv, HEADER false)");
        request["rows"] = file;
        try
        {
            PythonAnswer answer = PythonProcess.Run(python, Program, request.ToJsonString(), session.CancellationToken);
            return answer.ExitCode == 0 && JsonNode.Parse(answer.Output) is JsonObject done
                ? done["missing"] is { } module ? throw Missing($"'{python}' has no module {module}.") : done
                : throw new EmulatorException(500, "internalError", $"XGBoost failed: {answer.Errors}");
        }
        catch (PythonMissingException exception)
        {
            throw Missing(exception.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static EmulatorException Missing(string what) => new(501, "notImplemented",
        $"Boosted trees of the emulated BigQuery are XGBoost's, but {what} Install it ('apt install python3-xgboost' does so for /usr/bin/python3), "
        + $"or set {nameof(GoogleCloudEmulatorOptions)}.{nameof(GoogleCloudEmulatorOptions.Python)} to a Python 3 that has it.");
}

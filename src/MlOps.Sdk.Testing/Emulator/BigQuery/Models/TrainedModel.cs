namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>What was learnt.</summary>
internal abstract class TrainedModel
{
    /// <summary>The column of scores, quoted. No column of BigQuery has this name.</summary>
    public const string Scores = "\" scores\"";

    protected TrainedModel(TrainingRows rows) =>
        (Type, Label, Classes, Inputs, EvaluationRows) = (rows.Type, rows.Label, rows.Classes, rows.Inputs, rows.Evaluation);

    public ModelType Type { get; }

    public Column Label { get; }

    /// <summary>The values of the label as text, the greatest first; of two the first is the positive one. Empty for numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The columns that it reads.</summary>
    public IReadOnlyList<Column> Inputs { get; }

    /// <summary>The rows that ML.EVALUATE takes if it is given none: a table of DuckDB.</summary>
    public string EvaluationRows { get; }

    public IReadOnlyList<TrainingIteration> Iterations { get; init; } = [];

    /// <summary>The classes in DuckDB's words.</summary>
    public IReadOnlyList<string> ClassLiterals => [.. Classes.Select(text => ScalarLiteral.Of(Label.Type, text)!)];

    /// <summary>The one format in which it can be exported.</summary>
    public virtual string ExportFormat => throw Shape.NotEmulated($"the export of a model of type {Type.Name}");

    /// <summary>A query of rows and, as <see cref="Scores"/>, of the list of the classes' probabilities, or of the one number.</summary>
    /// <param name="session">Where it is asked.</param>
    /// <param name="rows">The rows: something that DuckDB can select from.</param>
    public abstract string Score(WarehouseSession session, string rows);

    /// <summary>The files of an export.</summary>
    public virtual IReadOnlyList<ModelFile> Export() => throw Shape.NotEmulated($"the export of a model of type {Type.Name}");
}

using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>How BigQuery ML is told to train one kind of model, and how the model comes from there.</summary>
internal abstract class BigQueryRecipe
{
    /// <summary>How far the scores served may be from what BigQuery predicts, of the greatest one.</summary>
    /// <remarks>XGBoost and TensorFlow add up numbers of 32 bits, some hundred of them.</remarks>
    public virtual double Tolerance => 1e-5;

    /// <summary>What the model looks at; at most as many columns as a table may have.</summary>
    /// <param name="training">What is trained.</param>
    /// <param name="cancellationToken">Cancels queries.</param>
    public abstract Task<ValueList<ModelColumn>> ColumnsAsync(BigQueryTraining training, CancellationToken cancellationToken);

    /// <summary>The options of CREATE MODEL but for label and split.</summary>
    public abstract IEnumerable<string> OptionsFor(TaskKind task);

    /// <summary>The model's parameters, once it is trained.</summary>
    public abstract Task<ScorerParameters> ReadAsync(BigQueryTrained trained, CancellationToken cancellationToken);
}

using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;

namespace MlOps.Sdk;

/// <summary>What BigQuery trains, where the rows are; on Google Cloud only.</summary>
public abstract record BigQueryLearner : Learner
{
    private protected BigQueryLearner()
    {
    }

    /// <summary>The method of <see cref="Learner"/> that makes it, for messages.</summary>
    [JsonIgnore]
    internal abstract string Method { get; }

    /// <summary>What to write where there is no BigQuery.</summary>
    [JsonIgnore]
    internal virtual string Instead => "Learner.LightGbm()";
}

/// <summary>See <see cref="Learner.BigQueryLinear"/>.</summary>
public sealed record BigQueryLinearLearner(double L1, double L2, int MaxIterations) : BigQueryLearner
{
    /// <inheritdoc />
    public override string Name => "bigquery-linear";

    internal override string Method => nameof(BigQueryLinear);

    internal override string Instead => "Learner.Linear() or Learner.Sdca()";
}

/// <summary>See <see cref="Learner.BigQueryTrees"/>.</summary>
public sealed record BigQueryTreesLearner(
    int Trees, int Depth, double LearningRate, int MinimumChildWeight, double Subsample, double L1, double L2) : BigQueryLearner
{
    /// <inheritdoc />
    public override string Name => "bigquery-trees";

    internal override string Method => nameof(BigQueryTrees);
}

/// <summary>See <see cref="Learner.BigQueryNetwork"/>.</summary>
public sealed record BigQueryNetworkLearner(
    ValueList<int> Units, Activation Activation, int MaxIterations, int BatchSize, double LearningRate, double Dropout) : BigQueryLearner
{
    /// <inheritdoc />
    public override string Name => "bigquery-network";

    internal override string Method => nameof(BigQueryNetwork);
}

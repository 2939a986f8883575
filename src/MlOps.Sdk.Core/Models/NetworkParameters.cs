using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>The parameters of a neural network of dense layers.</summary>
/// <remarks>
/// The features enter the first layer, what a layer gives enters the next, and the raw sum of score i is bias i plus what the last layer gives, weighted.
/// A list of weights belongs to one unit and is as long as what enters: a row of PyTorch's <c>Linear.weight</c>, a column of Keras' kernel.
/// Keras' last <c>Dense</c> with <c>sigmoid</c>, <c>softmax</c> or no activation becomes <see cref="Weights"/> and <see cref="ScorerParameters.Biases"/>, its
/// activation the transform. A row with a missing feature scores NaN.
/// </remarks>
public sealed record NetworkParameters : ScorerParameters
{
    /// <summary>The hidden layers, from the features on; without any the model is linear.</summary>
    public required ValueList<DenseLayer> Layers { get; init; }

    /// <summary>The weights of the scores: one list for each, as long as what the last layer gives.</summary>
    public required ValueList<ValueList<double>> Weights { get; init; }

    /// <inheritdoc />
    public override IScorer CreateScorer() => new NeuralNetwork(this);
}

/// <summary>A layer whose every unit looks at all that enters.</summary>
/// <param name="Weights">One list for each unit, as long as what enters.</param>
/// <param name="Biases">What is added to each unit's sum.</param>
/// <param name="Activation">What becomes of the sum.</param>
public sealed record DenseLayer(ValueList<ValueList<double>> Weights, ValueList<double> Biases, Activation Activation);

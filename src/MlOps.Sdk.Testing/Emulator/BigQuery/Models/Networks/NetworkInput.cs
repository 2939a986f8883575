namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>A feature among the inputs of a network: a standardised number, or an input for each category of which one is 1.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Place">Which of the features it is in the rows.</param>
/// <param name="First">Its first input.</param>
internal sealed record NetworkInput(FeatureEncoding Feature, int Place, int First)
{
    public int Width => Feature.Categories?.Count ?? 1;

    /// <summary>The features in the order of TensorFlow's input layer, which is that of the names of feature columns.</summary>
    public static IReadOnlyList<NetworkInput> Of(IReadOnlyList<FeatureEncoding> features)
    {
        List<NetworkInput> inputs = [];
        int first = 0;
        foreach ((FeatureEncoding feature, int place) in features.Select((feature, place) => (feature, place))
            // An indicator_column is named for what it indicates.
            .OrderBy(each => each.feature.Column.Name + (each.feature.Categories is null ? "" : "_indicator"), StringComparer.Ordinal))
        {
            inputs.Add(new NetworkInput(feature, place, first));
            first += inputs[^1].Width;
        }

        return inputs;
    }

    /// <summary>Writes a row's inputs, which are 0 before.</summary>
    public void Write(double encoded, Span<float> inputs)
    {
        if (Feature.Categories is null)
            inputs[First] = (float)((encoded - Feature.Mean) / Feature.Deviation);
        else if (!double.IsNaN(encoded))
            inputs[First + (int)encoded] = 1;
    }
}

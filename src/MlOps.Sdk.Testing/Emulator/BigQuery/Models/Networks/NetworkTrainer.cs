using System.Diagnostics;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>Trains deep networks; an iteration is all rows once, in batches.</summary>
internal sealed class NetworkTrainer(Warehouse warehouse)
{
    private const int Seed = 1;

    public NetworkModel Train(TrainingRows rows, NetworkOptions options)
    {
        IReadOnlyList<FeatureEncoding> features = rows.Encode(nullIsCategory: false);
        IReadOnlyList<NetworkInput> inputs = NetworkInput.Of(features);
        IReadOnlyList<object?[]> matrix = rows.Session.Rows(rows.Matrix(features));
        float[][] given = [.. matrix.Select(row => NetworkModel.Row(inputs, row.AsSpan(1)))];
        double[] targets = [.. matrix.Select(row => (double)row[0]!)];
        NetworkLoss loss = new(rows.Classes.Count);
        DenseNetwork network = new(given[0].Length, options.HiddenUnits, loss.Logits, options.Activation);
        GradientStep step = new(options.Optimizer, options.LearnRate);
        Random random = new(Seed);
        int[] order = [.. Enumerable.Range(0, given.Length)];
        float[] slopes = new float[loss.Logits];
        List<TrainingIteration> iterations = [];
        while (iterations.Count < options.MaxIterations)
        {
            rows.Session.CancellationToken.ThrowIfCancellationRequested();
            long started = Stopwatch.GetTimestamp();
            // Rows come in the order of their values, which would make batches that are alike within.
            random.Shuffle(order);
            foreach (int[] batch in order.Chunk(options.BatchSize))
            {
                foreach (int row in batch)
                {
                    loss.Slopes(loss.Scores(network.Logits(given[row])), targets[row], slopes);
                    network.Learn(slopes);
                }

                step.Step(network, batch.Length, options.L1, options.L2);
            }

            double lost = given.Select((row, index) => loss.Of(loss.Scores(network.Logits(row)), targets[index])).Average();
            iterations.Add(new TrainingIteration(lost, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds));
            if (!double.IsFinite(lost))
                throw ModelOptions.Invalid("Training diverged: the loss is not a number. Use a smaller learn_rate.");
            if (options.LeastProgress is { } least && iterations.Count > 1 && iterations[^2].Loss - lost < least * iterations[^2].Loss)
                break;
        }

        return new NetworkModel(rows, features, inputs, options.Activation, network, loss, step.Steps, warehouse) { Iterations = iterations };
    }
}

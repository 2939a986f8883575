using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Models;

/// <summary>Compares what this host computes for the golden rows with what training computed.</summary>
internal static class GoldenReplay
{
    internal static void Run(ModelBundle bundle, ServableModel model)
    {
        ValueList<GoldenRow> golden = bundle.ReadGolden();
        if (golden.Count == 0)
            throw new ModelBundleException($"{bundle.Folder}: there are no golden rows, so nothing shows that this host computes what training computed. Train the model again.");

        InstanceReader reader = new(bundle.Manifest.Instance);
        RowBuffer row = model.CreateRow();
        float[] vector = new float[bundle.Manifest.Width];
        float[] scores = new float[model.ScoreCount];
        for (int index = 0; index < golden.Count; index++)
        {
            string where = $"{bundle.Folder}: golden row {index}";
            Compute(where, golden[index].Instance, reader, model, row, vector, scores);
            CompareVector(where, golden[index].Vector, vector, bundle.Manifest.Features);
            CompareScores(where, golden[index].Scores, scores, golden.SelectMany(other => other.Scores));
        }
    }

    private static void Compute(string where, string instance, InstanceReader reader, ServableModel model, RowBuffer row, float[] vector, float[] scores)
    {
        try
        {
            reader.Read(instance, row);
            model.Explain(row, vector, scores);
        }
        catch (Exception exception) when (exception is InstanceException or EvaluationException)
        {
            throw new ModelBundleException($"{where}: {exception.Message} The instance is {instance}", exception);
        }
    }

    private static void CompareVector(string where, ValueList<float> golden, float[] vector, ValueList<FittedFeature> features)
    {
        if (golden.Count != vector.Length)
            throw new ModelBundleException($"{where}: its vector has {golden.Count} slots, the features have {vector.Length}.");

        int slot = 0;
        foreach (FittedFeature feature in features)
        {
            for (int inner = 0; inner < feature.Width; inner++, slot++)
            {
                if (!AreSame(golden[slot], vector[slot], feature))
                {
                    string which = feature.Width == 1 ? $"'{feature.Name}'" : $"'{feature.Name}' (slot {inner})";
                    throw Differs(where, $"feature {which}", golden[slot], vector[slot]);
                }
            }
        }
    }

    private static void CompareScores(string where, ValueList<float> golden, float[] scores, IEnumerable<float> all)
    {
        if (golden.Count != scores.Length)
            throw new ModelBundleException($"{where}: it has {golden.Count} scores, the model gives {scores.Length}.");

        double greatest = GoldenRow.Greatest(all);
        for (int index = 0; index < scores.Length; index++)
        {
            if (!GoldenRow.AreClose(golden[index], scores[index], greatest))
                throw Differs(where, scores.Length == 1 ? "score" : $"score {index}", golden[index], scores[index]);
        }
    }

    // The last bit of a sine or a logarithm is the mathematical library's own; all else is exact everywhere.
    private static bool AreSame(float golden, float computed, FittedFeature feature) =>
        golden.Equals(computed)
        || (Transcendental.In(feature.Value) && (MathF.BitIncrement(golden).Equals(computed) || MathF.BitDecrement(golden).Equals(computed)));

    private static ModelBundleException Differs(string where, string what, float golden, float computed) => new(FormattableString.Invariant(
        $"{where}: {what} is {computed} on this host, was {golden} in training. The bundle was changed or this host computes differently; don't serve it."));
}

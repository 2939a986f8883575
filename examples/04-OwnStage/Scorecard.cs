using System.Globalization;
using System.Text;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Training;

namespace OwnStage;

/// <summary>Whole points that a person can add up: so many of them double the odds.</summary>
/// <param name="Base">The points of everybody.</param>
/// <param name="Points">The points of each slot of the feature vector.</param>
/// <param name="PointsToDouble">How many points double the odds.</param>
public sealed record Scorecard(int Base, IReadOnlyList<int> Points, int PointsToDouble)
{
    public const string File = "scorecard.txt";

    /// <summary>The logarithm of the odds that a point is worth.</summary>
    public double Worth => Math.Log(2) / PointsToDouble;

    /// <summary>The card for people; the features' fitted expressions still know what each slot stands for.</summary>
    public string Render(IReadOnlyList<FittedFeature> features)
    {
        StringBuilder card = new();
        card.AppendLine(CultureInfo.InvariantCulture, $"Scorecard: everybody has {Base} points; {PointsToDouble} more double the odds.").AppendLine();
        int first = 0;
        foreach (FittedFeature feature in features)
        {
            IReadOnlyList<string> names = NamesOf(feature);
            for (int slot = 0; slot < feature.Width; slot++)
            {
                int points = Points[first + slot];
                string bar = new('█', Math.Min((Math.Abs(points) + 1) / 2, 24));
                string sides = points < 0 ? $"{bar,24}│" : $"{"",24}│{bar}";
                string line = string.Create(CultureInfo.InvariantCulture, $"  {(slot == 0 ? feature.Name : ""),-9} {names[slot],-24} {points,4}  {sides}");
                card.AppendLine(line.TrimEnd());
            }

            first += feature.Width;
        }

        return card.ToString();
    }

    private static IReadOnlyList<string> NamesOf(FittedFeature feature)
    {
        List<string> names = [];
        Collect(feature.Value, names);
        return [.. Enumerable.Range(0, feature.Width).Select(slot => slot < names.Count ? names[slot] : slot == feature.Width - 1 ? "other or unknown" : "more")];
    }

    private static void Collect(ScalarNode node, List<string> names)
    {
        switch (node)
        {
            case CallNode { Function: "vocabulary_index" } call:
                names.AddRange(call.Arguments.Skip(1).OfType<ConstantNode>().Select(constant => constant.Text ?? ""));
                break;
            case CallNode { Function: "less_or_equal" } call:
                names.Add($"up to {((ConstantNode)call.Arguments[1]).Text}");
                break;
            case ConditionalNode choice:
                // In order: what is less comes first.
                Collect(choice.Then, names);
                Collect(choice.Test, names);
                Collect(choice.Otherwise, names);
                break;
        }
    }
}

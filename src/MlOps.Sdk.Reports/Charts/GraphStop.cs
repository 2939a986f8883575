namespace MlOps.Sdk.Reports.Charts;

/// <summary>A node of a graph, or a place where an edge passes a layer.</summary>
internal sealed class GraphStop(int index, int layer, double width)
{
    private const double Gap = 0.12;

    public int Index => index;

    public int Layer => layer;

    public double Width => width;

    /// <summary>The position within its layer.</summary>
    public double Rank { get; set; }

    /// <summary>Its middle.</summary>
    public double X { get; set; }

    /// <summary>The length of the longest way that leads to it.</summary>
    public int Depth { get; set; }

    /// <summary>The length of the longest way that leads on from it.</summary>
    public int Height { get; set; }

    /// <summary>The length of the longest way that it lies on.</summary>
    public int Length => Depth + Height;

    public List<GraphStop> Above { get; } = [];

    public List<GraphStop> Below { get; } = [];

    /// <summary>Of those above, the ones that are in line with it.</summary>
    public List<GraphStop> MainAbove => Main(Above, above => above.Length);

    /// <summary>Of those below, the ones that are in line with it.</summary>
    public List<GraphStop> MainBelow => Main(Below, below => below.Length);

    public void LeadTo(GraphStop below)
    {
        Below.Add(below);
        below.Above.Add(this);
    }

    public double Middle(List<GraphStop> near, Func<GraphStop, double> place, double otherwise) => near.Count == 0 ? otherwise : near.Average(place);

    /// <summary>Puts the stop on the longest way where it wishes to be, and the others beside it, as near to their wishes as there is room.</summary>
    public static void Spread(List<GraphStop> layer, double[] wishes)
    {
        int anchor = 0;
        for (int stop = 1; stop < layer.Count; stop++)
        {
            if (layer[stop].Length > layer[anchor].Length)
                anchor = stop;
        }

        layer[anchor].X = wishes[anchor];
        for (int stop = anchor + 1; stop < layer.Count; stop++)
            layer[stop].X = Math.Max(wishes[stop], layer[stop - 1].X + Apart(layer[stop - 1], layer[stop]));
        for (int stop = anchor - 1; stop >= 0; stop--)
            layer[stop].X = Math.Min(wishes[stop], layer[stop + 1].X - Apart(layer[stop], layer[stop + 1]));
    }

    private static double Apart(GraphStop one, GraphStop other) => Gap + ((one.Width + other.Width) / 2);

    private static List<GraphStop> Main(List<GraphStop> stops, Func<GraphStop, int> length)
    {
        int longest = stops.Select(length).DefaultIfEmpty(0).Max();
        return [.. stops.Where(stop => length(stop) == longest)];
    }
}

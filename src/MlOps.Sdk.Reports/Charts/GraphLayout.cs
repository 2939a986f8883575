namespace MlOps.Sdk.Reports.Charts;

/// <summary>The places of the nodes of a directed graph without cycles: in layers, each below all that it comes from.</summary>
/// <remarks>
/// After Sugiyama, Tagawa and Toda (1981): layers by the longest way, bends where an edge passes a layer, an order by barycentres, then places near the
/// neighbours. The longest way is a straight line, and what branches off stands beside it. An edge that says nothing new, because a longer way leads from its
/// start to its end, is left out.
/// </remarks>
internal sealed class GraphLayout
{
    private const double NodeWidth = 1;
    private const double BendWidth = 0.15;
    private const int Sweeps = 8;

    private readonly List<GraphStop>[] _layers;
    private readonly List<GraphStop> _stops = [];

    private GraphLayout(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        int[] layerOf = LayersOf(inputs);
        _layers = [.. Enumerable.Range(0, layerOf.DefaultIfEmpty(-1).Max() + 1).Select(_ => new List<GraphStop>())];
        for (int node = 0; node < inputs.Count; node++)
            Add(layerOf[node], NodeWidth);
        for (int to = 0; to < inputs.Count; to++)
        {
            foreach (int from in inputs[to].Distinct().Where(from => !IsImplied(inputs, from, to)))
                Edges.Add(new GraphEdge(from, to, Route(from, to, layerOf)));
        }

        Measure();
        Order();
        Place();
    }

    /// <summary>How many layers there are.</summary>
    public int Layers => _layers.Length;

    /// <summary>How wide the widest layer is, in widths of a node.</summary>
    public double Width { get; private set; }

    public List<GraphEdge> Edges { get; } = [];

    /// <summary>The middle of a node or bend, in widths of a node from the left, and its layer.</summary>
    public (double X, int Layer) this[int stop] => (_stops[stop].X, _stops[stop].Layer);

    /// <param name="inputs">For each node the nodes that it comes from, which stand before it.</param>
    public static GraphLayout Of(IReadOnlyList<IReadOnlyList<int>> inputs) => new(inputs);

    private static int[] LayersOf(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        int[] layers = new int[inputs.Count];
        for (int node = 0; node < inputs.Count; node++)
            layers[node] = inputs[node].Count == 0 ? 0 : inputs[node].Max(input => layers[input]) + 1;
        return layers;
    }

    private static bool IsImplied(IReadOnlyList<IReadOnlyList<int>> inputs, int from, int to)
    {
        HashSet<int> seen = [];
        Stack<int> open = new(inputs[to].Where(input => input != from));
        while (open.TryPop(out int node))
        {
            if (node == from)
                return true;
            if (node > from && seen.Add(node))
            {
                foreach (int input in inputs[node])
                    open.Push(input);
            }
        }

        return false;
    }

    private GraphStop Add(int layer, double width)
    {
        GraphStop stop = new(_stops.Count, layer, width);
        _stops.Add(stop);
        _layers[layer].Add(stop);
        return stop;
    }

    private List<int> Route(int from, int to, int[] layerOf)
    {
        List<int> bends = [];
        GraphStop before = _stops[from];
        for (int layer = layerOf[from] + 1; layer < layerOf[to]; layer++)
        {
            GraphStop bend = Add(layer, BendWidth);
            before.LeadTo(bend);
            bends.Add(bend.Index);
            before = bend;
        }

        before.LeadTo(_stops[to]);
        return bends;
    }

    private void Measure()
    {
        foreach (GraphStop stop in _layers.SelectMany(layer => layer))
            stop.Depth = stop.Above.Select(above => above.Depth + 1).DefaultIfEmpty(0).Max();
        foreach (GraphStop stop in _layers.Reverse().SelectMany(layer => layer))
            stop.Height = stop.Below.Select(below => below.Height + 1).DefaultIfEmpty(0).Max();
    }

    private void Order()
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (List<GraphStop> layer in down ? _layers : _layers.Reverse())
            {
                GraphStop[] ordered =
                [
                    .. layer.OrderBy(stop => stop.Middle(down ? stop.Above : stop.Below, near => near.Rank, stop.Rank))
                        .ThenByDescending(stop => stop.Length).ThenBy(stop => stop.Index),
                ];
                layer.Clear();
                layer.AddRange(ordered);
                for (int index = 0; index < layer.Count; index++)
                    layer[index].Rank = index;
            }
        }
    }

    private void Place()
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (List<GraphStop> layer in down ? _layers : _layers.Reverse())
                GraphStop.Spread(layer, [.. layer.Select(stop => stop.Middle(down ? stop.MainAbove : stop.MainBelow, near => near.X, stop.X))]);
        }

        double left = _stops.Select(stop => stop.X - (stop.Width / 2)).DefaultIfEmpty(0).Min();
        Width = _stops.Select(stop => stop.X + (stop.Width / 2)).DefaultIfEmpty(0).Max() - left;
        foreach (GraphStop stop in _stops)
            stop.X -= left;
    }
}

/// <param name="From">The node that it comes from.</param>
/// <param name="To">The node that it leads to.</param>
/// <param name="Bends">The bends that it passes, from above.</param>
internal sealed record GraphEdge(int From, int To, IReadOnlyList<int> Bends);

namespace MlOps.Sdk.Reports.Charts;

/// <summary>The places of the nodes of a directed graph without cycles: in layers, each below all that it comes from.</summary>
/// <remarks>
/// After Sugiyama, Tagawa and Toda (1981): layers by the longest way, bends where an edge passes a layer, an order by barycentres, then places near the
/// neighbours. An edge that says nothing new, because a longer way leads from its start to its end, is left out.
/// </remarks>
internal sealed class GraphLayout
{
    private const double NodeWidth = 1;
    private const double BendWidth = 0.15;
    private const double Gap = 0.12;
    private const int Sweeps = 8;

    private readonly List<Stop>[] _layers;
    private readonly List<Stop> _items = [];

    private GraphLayout(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        int[] layerOf = LayersOf(inputs);
        _layers = [.. Enumerable.Range(0, layerOf.DefaultIfEmpty(-1).Max() + 1).Select(_ => new List<Stop>())];
        for (int node = 0; node < inputs.Count; node++)
            Add(layerOf[node], NodeWidth);
        for (int to = 0; to < inputs.Count; to++)
        {
            foreach (int from in inputs[to].Distinct())
            {
                if (!IsImplied(inputs, from, to))
                    Edges.Add(new GraphEdge(from, to, Route(from, to, layerOf)));
            }
        }

        Order();
        Place();
    }

    /// <summary>How many layers there are.</summary>
    public int Layers => _layers.Length;

    /// <summary>How wide the widest layer is, in widths of a node.</summary>
    public double Width { get; private set; }

    public List<GraphEdge> Edges { get; } = [];

    /// <summary>The middle of a node or bend, in widths of a node from the left, and its layer.</summary>
    public (double X, int Layer) this[int item] => (_items[item].X, _items[item].Layer);

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

    private int Add(int layer, double width)
    {
        Stop item = new(_items.Count, layer, width);
        _items.Add(item);
        _layers[layer].Add(item);
        return item.Index;
    }

    private List<int> Route(int from, int to, int[] layerOf)
    {
        List<int> bends = [];
        int before = from;
        for (int layer = layerOf[from] + 1; layer < layerOf[to]; layer++)
        {
            int bend = Add(layer, BendWidth);
            Join(before, bend);
            bends.Add(bend);
            before = bend;
        }

        Join(before, to);
        return bends;
    }

    private void Join(int above, int below)
    {
        _items[above].Below.Add(_items[below]);
        _items[below].Above.Add(_items[above]);
    }

    private void Order()
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (List<Stop> layer in down ? _layers : _layers.Reverse())
            {
                for (int index = 0; index < layer.Count; index++)
                    layer[index].Rank = index;
                List<Stop> ordered = [.. layer.OrderBy(item => item.Middle(down ? item.Above : item.Below, near => near.Rank, item.Rank)).ThenBy(item => item.Index)];
                layer.Clear();
                layer.AddRange(ordered);
                for (int index = 0; index < layer.Count; index++)
                    layer[index].Rank = index - ((layer.Count - 1) / 2.0);
            }
        }
    }

    private void Place()
    {
        foreach (List<Stop> layer in _layers)
            Spread(layer, layer.Select(_ => 0.0).ToArray());
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (List<Stop> layer in down ? _layers : _layers.Reverse())
                Spread(layer, [.. layer.Select(item => item.Middle(down ? item.Above : item.Below, near => near.X, item.X))]);
        }

        double left = _items.Select(item => item.X - (item.Width / 2)).DefaultIfEmpty(0).Min();
        Width = _items.Select(item => item.X + (item.Width / 2)).DefaultIfEmpty(0).Max() - left;
        foreach (Stop item in _items)
            item.X -= left;
    }

    /// <summary>Puts each item as near to its wish as its neighbours allow, and the layer as a whole where the wishes are on average.</summary>
    private static void Spread(List<Stop> layer, double[] wishes)
    {
        for (int index = 0; index < layer.Count; index++)
        {
            layer[index].X = index == 0
                ? wishes[0]
                : Math.Max(wishes[index], layer[index - 1].X + Gap + ((layer[index - 1].Width + layer[index].Width) / 2));
        }

        double shift = layer.Select((item, index) => wishes[index] - item.X).DefaultIfEmpty(0).Average();
        foreach (Stop item in layer)
            item.X += shift;
    }

    private sealed class Stop(int index, int layer, double width)
    {
        public int Index => index;
        public int Layer => layer;
        public double Width => width;
        public double Rank { get; set; }
        public double X { get; set; }
        public List<Stop> Above { get; } = [];
        public List<Stop> Below { get; } = [];

        public double Middle(List<Stop> near, Func<Stop, double> place, double otherwise) => near.Count == 0 ? otherwise : near.Average(place);
    }
}

/// <param name="From">The node that it comes from.</param>
/// <param name="To">The node that it leads to.</param>
/// <param name="Bends">The bends that it passes, from above.</param>
internal sealed record GraphEdge(int From, int To, IReadOnlyList<int> Bends);

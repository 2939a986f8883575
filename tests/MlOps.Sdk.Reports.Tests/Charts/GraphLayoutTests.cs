using MlOps.Sdk.Reports.Charts;

namespace MlOps.Sdk.Reports.Tests.Charts;

public sealed class GraphLayoutTests
{
    [Fact]
    public void A_chain_is_a_straight_line()
    {
        GraphLayout layout = GraphLayout.Of([[], [0], [1], [2]]);

        Assert.Equal(4, layout.Layers);
        Assert.Equal(1, layout.Width, 9);
        Assert.All(Enumerable.Range(0, 4), node => Assert.Equal((0.5, node), (Math.Round(layout[node].X, 9), layout[node].Layer)));
    }

    [Fact]
    public void An_edge_that_a_longer_way_implies_is_left_out()
    {
        GraphLayout layout = GraphLayout.Of([[], [0], [0, 1], [2, 0]]);

        Assert.Equal([(0, 1), (1, 2), (2, 3)], layout.Edges.Select(edge => (edge.From, edge.To)).Order());
    }

    [Fact]
    public void An_edge_that_passes_a_layer_bends_beside_its_nodes()
    {
        // 0 -> 1 -> 2 -> 3, and 4 -> 3.
        GraphLayout layout = GraphLayout.Of([[], [0], [1], [2, 4], []]);

        GraphEdge passing = Assert.Single(layout.Edges, edge => edge.From == 4);
        Assert.Equal([1, 2], passing.Bends.Select(bend => layout[bend].Layer));
        Assert.True(Math.Abs(layout[passing.Bends[0]].X - layout[1].X) > 0.5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nodes_never_overlap_and_stand_below_what_they_come_from(int seed)
    {
        Random random = new(seed);
        List<int>[] inputs = [.. Enumerable.Range(0, 120).Select(node => Enumerable.Range(0, node).Where(_ => random.Next(node) < 2).ToList())];

        GraphLayout layout = GraphLayout.Of(inputs);

        foreach (IGrouping<int, (double X, int Layer)> layer in Enumerable.Range(0, 120).Select(node => layout[node]).GroupBy(place => place.Layer))
        {
            double[] places = [.. layer.Select(place => place.X).Order()];
            Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.Second - pair.First > 1));
            Assert.InRange(places[0], 0.499, layout.Width);
            Assert.InRange(places[^1], 0, layout.Width - 0.499);
        }

        for (int node = 0; node < inputs.Length; node++)
            Assert.All(inputs[node], input => Assert.True(layout[input].Layer < layout[node].Layer));
    }
}

using MlOps.Sdk.Testing.Emulator.BigQuery.Models;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

public sealed class VariableBundleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-variables-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_layers_of_a_network_are_found_by_their_names()
    {
        Write(Network());

        NetworkVariables network = NetworkVariables.Read(Open(), inputs: 2);

        Assert.Equal([(2, 3), (3, 1)], network.Layers.Select(layer => (layer.Inputs, layer.Units)));
        Assert.Equal([6, 5], [network.Layers[0].Weight(1, 2), network.Layers[0].Weight(1, 1)]);
        Assert.Equal([0.5f], network.Layers[1].Bias);
    }

    [Fact]
    public void More_layers_than_ten_are_in_the_order_of_their_numbers()
    {
        Dictionary<string, Tensor> variables = new() { ["dnn/logits/kernel"] = Tensor.Of([1f], 1, 1), ["dnn/logits/bias"] = Tensor.Of([1f], 1), ["global_step"] = Tensor.Of(7L) };
        for (int layer = 0; layer < 12; layer++)
        {
            variables[$"dnn/hiddenlayer_{layer}/kernel"] = Tensor.Of([layer], 1, 1);
            variables[$"dnn/hiddenlayer_{layer}/bias"] = Tensor.Of([0f], 1);
        }

        Write(variables);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1], NetworkVariables.Read(Open(), inputs: 1).Layers.Select(layer => layer.Weight(0, 0)));
    }

    [Fact]
    public void Data_may_lie_in_several_files()
    {
        Write(Network());
        // In the header's first field stands how many files there are; the entries stay in the first.
        string index = Path.Combine(_folder.FullName, "variables.index");
        byte[] bytes = File.ReadAllBytes(index);
        int header = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x08, 0x01, 0x1a]);
        bytes[header + 1] = 2;
        File.WriteAllBytes(index, bytes);
        File.Move(Path.Combine(_folder.FullName, "variables.data-00000-of-00001"), Path.Combine(_folder.FullName, "variables.data-00000-of-00002"));

        Assert.Equal(2, NetworkVariables.Read(Open(), inputs: 2).Layers.Count);
    }

    [Fact]
    public void What_is_missing_is_told()
    {
        Assert.Equal("it has no variables/variables.index", Refused());
        Dictionary<string, Tensor> variables = Network();
        variables.Remove("dnn/hiddenlayer_0/bias");
        Write(variables);
        Assert.Equal("it has no variable 'dnn/hiddenlayer_0/bias'", Refused());
        variables.Remove("dnn/logits/kernel");
        Write(variables);
        Assert.Equal("it has no variable '…/logits/kernel' among dnn/hiddenlayer_0/kernel, dnn/logits/bias, global_step", Refused());
        Write(Network());
        File.Delete(Path.Combine(_folder.FullName, "variables.data-00000-of-00001"));
        Assert.Equal("it has no variables/variables.data-00000-of-00001", Refused());
    }

    [Fact]
    public void Another_shape_is_told()
    {
        Write(Network());

        Assert.Equal(
            "its variable 'dnn/hiddenlayer_0/kernel' has the type 1 and the shape [2, 3], not 1 and [5, 3]",
            Assert.Throws<InvalidDataException>(() => NetworkVariables.Read(Open(), inputs: 5)).Message);
    }

    [Fact]
    public void Data_that_end_too_soon_are_told()
    {
        Write(Network());
        using (FileStream data = File.OpenWrite(Path.Combine(_folder.FullName, "variables.data-00000-of-00001")))
            data.SetLength(10);

        Assert.EndsWith("lies outside of its 10 bytes of data", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_index_is_refused_or_read()
    {
        Write(Network());
        string path = Path.Combine(_folder.FullName, "variables.index");
        byte[] whole = File.ReadAllBytes(path);
        Random chance = new(3);
        int refused = 0;
        for (int round = 0; round < 2000; round++)
        {
            byte[] damaged = round < whole.Length ? whole[..round] : [.. whole];
            for (int flips = round < whole.Length ? 0 : chance.Next(1, 4); flips > 0; flips--)
                damaged[chance.Next(damaged.Length)] = (byte)chance.Next(256);
            File.WriteAllBytes(path, damaged);
            if (Record.Exception(() => NetworkVariables.Read(Open(), inputs: 2)) is { } exception)
            {
                Assert.IsType<InvalidDataException>(exception);
                refused++;
            }
        }

        Assert.InRange(refused, whole.Length, 1999);
    }

    private string Refused() => Assert.Throws<InvalidDataException>(() => NetworkVariables.Read(Open(), inputs: 2)).Message;

    private VariableBundle Open() => VariableBundle.Open(_folder.FullName);

    private void Write(Dictionary<string, Tensor> variables)
    {
        foreach (ModelFile file in TensorBundle.Of(variables))
            File.WriteAllBytes(Path.Combine(_folder.FullName, Path.GetFileName(file.Path)), file.Content);
    }

    private static Dictionary<string, Tensor> Network() => new()
    {
        ["dnn/hiddenlayer_0/kernel"] = Tensor.Of([1f, 2, 3, 4, 5, 6], 2, 3),
        ["dnn/hiddenlayer_0/bias"] = Tensor.Of([0f, 0, 1], 3),
        ["dnn/logits/kernel"] = Tensor.Of([1f, -1, 2], 3, 1),
        ["dnn/logits/bias"] = Tensor.Of([0.5f], 1),
        ["global_step"] = Tensor.Of(100L),
    };
}

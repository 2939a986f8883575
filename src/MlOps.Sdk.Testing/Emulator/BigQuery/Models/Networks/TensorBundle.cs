namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>The files of TensorFlow's variables.</summary>
/// <remarks>See <c>tensor_bundle.proto</c> of TensorFlow.</remarks>
internal static class TensorBundle
{
    public static IReadOnlyList<ModelFile> Of(IReadOnlyDictionary<string, Tensor> variables)
    {
        // The header: one file of data, the lowest byte first, of the format's first version.
        List<(string, byte[])> index = [("", new ProtoMessage().Add(1, 1).Add(3, new ProtoMessage().Add(1, 1)).ToArray())];
        using MemoryStream data = new();
        foreach ((string name, Tensor variable) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            index.Add((name, new ProtoMessage()
                .Add(1, (long)variable.Type)
                .Add(2, Tensor.ShapeMessage(variable.Shape))
                .Add(4, data.Length)
                .Add(5, variable.Content.Length)
                .AddFixed(6, LevelTable.MaskedChecksum(variable.Content))
                .ToArray()));
            data.Write(variable.Content);
        }

        return [new ModelFile("variables/variables.index", LevelTable.Of(index)), new ModelFile("variables/variables.data-00000-of-00001", data.ToArray())];
    }
}

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>Writes the nodes of a graph of TensorFlow; each is told by its name.</summary>
internal sealed class GraphWriter
{
    // Of TensorFlow 1.15. Attributes that are left out have that version's defaults.
    private const int Producer = 134;

    private readonly ProtoMessage _graph = new();

    public ProtoMessage ToMessage() => _graph.Add(4, new ProtoMessage().Add(1, Producer));

    /// <summary>A node.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="operation">What it does.</param>
    /// <param name="inputs">The nodes that it reads.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name.</returns>
    public string Node(string name, string operation, IEnumerable<string> inputs, params (string Name, ProtoMessage Value)[] attributes)
    {
        ProtoMessage node = new ProtoMessage().Add(1, name).Add(2, operation);
        foreach (string input in inputs)
            node.Add(3, input);
        foreach ((string attribute, ProtoMessage value) in attributes)
            node.Add(5, attribute, value);
        _graph.Add(1, node);
        return name;
    }

    public string Constant(string name, Tensor value) => Node(name, "Const", [], ("dtype", Type(value.Type)), ("value", new ProtoMessage().Add(8, value.ToMessage())));

    public static ProtoMessage Type(TensorType type) => new ProtoMessage().Add(6, (long)type);

    public static ProtoMessage Types(IEnumerable<TensorType> types)
    {
        ProtoMessage list = new();
        foreach (TensorType type in types)
            list.Add(6, (long)type);
        return new ProtoMessage().Add(1, list);
    }

    public static ProtoMessage Shape(params IEnumerable<long> shape) => new ProtoMessage().Add(7, Tensor.ShapeMessage(shape));

    public static ProtoMessage Whole(long number) => new ProtoMessage().Add(3, number);

    public static ProtoMessage Wholes(params long[] numbers)
    {
        ProtoMessage list = new();
        foreach (long number in numbers)
            list.Add(3, number);
        return new ProtoMessage().Add(1, list);
    }
}

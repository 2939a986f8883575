using System.Globalization;
using static MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks.GraphWriter;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>A network as a graph of TensorFlow: inputs are columns of the table, and what was learnt of them is constants.</summary>
/// <remarks>TensorFlow's estimators name the variables so; the names of other nodes are of no importance to who reads the signature.</remarks>
internal sealed class NetworkGraph(NetworkModel model, DenseNetwork network, Activation activation)
{
    private const string Any = "save/Const";

    private readonly GraphWriter _graph = new();
    private readonly ProtoMessage _signature = new();

    /// <summary>The file saved_model.pb.</summary>
    /// <param name="variables">The variables by their names.</param>
    public byte[] SavedModel(IReadOnlyDictionary<string, Tensor> variables)
    {
        AddVariables(variables);
        string hidden = AddInputs();
        foreach ((string name, DenseLayer layer) in NamesOf(network).Zip(network.Layers))
        {
            string product = _graph.Node(name + "/MatMul", "MatMul", [hidden, name + "/kernel/read"], ("T", Type(TensorType.Float)));
            hidden = _graph.Node(name + "/BiasAdd", "BiasAdd", [product, name + "/bias/read"], ("T", Type(TensorType.Float)));
            if (layer != network.Layers[^1])
                hidden = _graph.Node($"{name}/{activation.Operation}", activation.Operation, [hidden], ("T", Type(TensorType.Float)));
        }

        if (model.Type.IsClassifier)
            AddClasses(hidden);
        else
            AddNumber(hidden);
        _signature.Add(3, "tensorflow/serving/predict");
        ProtoMessage saver = new ProtoMessage()
            .Add(1, Any + ":0").Add(2, "save/control_dependency:0").Add(3, "save/restore_all").Add(4, 5).Add(7, 2);
        ProtoMessage graph = new ProtoMessage().Add(1, new ProtoMessage().Add(4, "serve")).Add(2, _graph.ToMessage()).Add(3, saver).Add(5, "serving_default", _signature);
        return new ProtoMessage().Add(1, 1).Add(2, graph).ToArray();
    }

    /// <summary>The layers' names.</summary>
    public static IEnumerable<string> NamesOf(DenseNetwork network) => network.Layers.Select((layer, index) =>
        layer == network.Layers[^1] ? "dnn/logits" : string.Create(CultureInfo.InvariantCulture, $"dnn/hiddenlayer_{index}"));

    // How they are read, and how they are restored from a file and saved to one.
    private void AddVariables(IReadOnlyDictionary<string, Tensor> variables)
    {
        string[] names = [.. variables.Keys];
        ProtoMessage types = Types(variables.Values.Select(variable => variable.Type));
        foreach ((string name, Tensor variable) in variables)
        {
            _graph.Node(name, "VariableV2", [], ("dtype", Type(variable.Type)), ("shape", Shape(variable.Shape)));
            _graph.Node(name + "/read", "Identity", [name], ("T", Type(variable.Type)));
        }

        _graph.Constant(Any, Tensor.Of("model"));
        string listed = _graph.Constant("save/tensor_names", Tensor.Of(names));
        string slices = _graph.Constant("save/shape_and_slices", Tensor.Of([.. names.Select(_ => "")]));
        _graph.Node("save/SaveV2", "SaveV2", [Any, listed, slices, .. names], ("dtypes", types));
        _graph.Node("save/control_dependency", "Identity", [Any, "^save/SaveV2"], ("T", Type(TensorType.String)));
        _graph.Node("save/RestoreV2", "RestoreV2", [Any, listed, slices], ("dtypes", types));
        string[] assigned = [.. names.Select((name, index) => _graph.Node(
            string.Create(CultureInfo.InvariantCulture, $"save/Assign_{index}"),
            "Assign",
            [name, string.Create(CultureInfo.InvariantCulture, $"save/RestoreV2:{index}")],
            ("T", Type(variables[name].Type))))];
        _graph.Node("save/restore_all", "NoOp", assigned.Select(name => "^" + name));
    }

    private string AddInputs()
    {
        string last = _graph.Constant("dnn/input_layer/last", Tensor.Of(-1));
        string[] columns = [.. model.NetworkInputs.Select(input => AddInput(input, last))];
        return columns.Length == 1
            ? columns[0]
            : _graph.Node(
                "dnn/input_layer/concat", "ConcatV2", [.. columns, last], ("N", Whole(columns.Length)), ("T", Type(TensorType.Float)), ("Tidx", Type(TensorType.Int32)));
    }

    private string AddInput(NetworkInput input, string last)
    {
        (Column column, IReadOnlyList<string?>? categories) = (input.Feature.Column, input.Feature.Categories);
        TensorType type = TypeOf(column);
        // Names of columns may hold what those of nodes may not.
        string name = string.Create(CultureInfo.InvariantCulture, $"inputs/{input.Place}");
        string given = _graph.Node(name, "Placeholder", [], ("dtype", Type(type)), ("shape", Shape(-1)));
        Describe(1, column.Name, given, type, -1);
        string expanded = _graph.Node(name + "/ExpandDims", "ExpandDims", [given, last], ("T", Type(type)), ("Tdim", Type(TensorType.Int32)));
        if (categories is not null)
        {
            string vocabulary = _graph.Constant(name + "/vocabulary", Tensor.Of(column.Type, [.. categories.Select(category => category!)]));
            string equal = _graph.Node(name + "/Equal", "Equal", [expanded, vocabulary], ("T", Type(type)));
            return _graph.Node(name + "/indicator", "Cast", [equal], ("SrcT", Type(TensorType.Bool)), ("DstT", Type(TensorType.Float)));
        }

        string number = type == TensorType.Double
            ? expanded
            : _graph.Node(name + "/ToDouble", "Cast", [expanded], ("SrcT", Type(type)), ("DstT", Type(TensorType.Double)));
        string centered = _graph.Node(name + "/Sub", "Sub", [number, _graph.Constant(name + "/mean", Tensor.Of(input.Feature.Mean))], ("T", Type(TensorType.Double)));
        string scaled = _graph.Node(name + "/RealDiv", "RealDiv", [centered, _graph.Constant(name + "/deviation", Tensor.Of(input.Feature.Deviation))], ("T", Type(TensorType.Double)));
        return _graph.Node(name + "/ToFloat", "Cast", [scaled], ("SrcT", Type(TensorType.Double)), ("DstT", Type(TensorType.Float)));
    }

    private void AddNumber(string logits)
    {
        string number = _graph.Node("predictions", "Squeeze", [logits], ("T", Type(TensorType.Float)), ("squeeze_dims", Wholes(1)));
        Describe(2, "predicted_" + model.Label.Name, number, TensorType.Float, -1);
    }

    private void AddClasses(string logits)
    {
        TensorType type = TypeOf(model.Label);
        string last = _graph.Constant("head/last", Tensor.Of(-1));
        if (model.Classes.Count == 2)
        {
            string zeros = _graph.Node("head/ZerosLike", "ZerosLike", [logits], ("T", Type(TensorType.Float)));
            logits = _graph.Node("head/two_class_logits", "ConcatV2", [zeros, logits, last], ("N", Whole(2)), ("T", Type(TensorType.Float)), ("Tidx", Type(TensorType.Int32)));
        }

        string probabilities = _graph.Node("head/probabilities", "Softmax", [logits], ("T", Type(TensorType.Float)));
        string classes = _graph.Constant("head/classes", Tensor.Of(model.Label.Type, model.Classes));
        string shape = _graph.Node("head/Shape", "Shape", [probabilities], ("T", Type(TensorType.Float)), ("out_type", Type(TensorType.Int32)));
        string values = _graph.Node("head/values", "BroadcastTo", [classes, shape], ("T", Type(type)), ("Tidx", Type(TensorType.Int32)));
        string most = _graph.Node("head/ArgMax", "ArgMax", [probabilities, last], ("T", Type(TensorType.Float)), ("Tidx", Type(TensorType.Int32)), ("output_type", Type(TensorType.Int64)));
        string predicted = _graph.Node(
            "head/predicted", "GatherV2", [classes, most, _graph.Constant("head/first", Tensor.Of(0))],
            ("Tparams", Type(type)), ("Tindices", Type(TensorType.Int64)), ("Taxis", Type(TensorType.Int32)));
        Describe(2, "predicted_" + model.Label.Name, predicted, type, -1);
        Describe(2, model.Label.Name + "_probs", probabilities, TensorType.Float, -1, model.Classes.Count);
        Describe(2, model.Label.Name + "_values", values, type, -1, model.Classes.Count);
    }

    // Among the inputs, which are field 1 of a signature, or the outputs, field 2.
    private void Describe(int field, string key, string node, TensorType type, params long[] shape) =>
        _signature.Add(field, key, new ProtoMessage().Add(1, node + ":0").Add(2, (long)type).Add(3, Tensor.ShapeMessage(shape)));

    private static TensorType TypeOf(Column column) => column.Type switch
    {
        "STRING" => TensorType.String,
        "BOOL" => TensorType.Bool,
        "INT64" => TensorType.Int64,
        "FLOAT64" or "NUMERIC" => TensorType.Double,
        _ => throw BigQuery.Shape.NotEmulated($"the export of a network with {column.Name} of type {column.Type}"),
    };
}

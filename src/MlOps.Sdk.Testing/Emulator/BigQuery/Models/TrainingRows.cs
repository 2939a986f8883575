namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>The rows that a model is trained on.</summary>
internal sealed class TrainingRows
{
    private const int FewRows = 500;

    private readonly ModelOptions _options;
    private readonly string _training;

    public TrainingRows(WarehouseSession session, Warehouse warehouse, IReadOnlyList<Column> columns, string sql, ModelOptions options)
    {
        Session = session;
        _options = options;
        Label = Find(columns, options.Label);
        Column? split = options.SplitColumn is { } name ? Find(columns, name) : null;
        string all = warehouse.NewTable();
        session.Execute($"CREATE TABLE {all} AS SELECT * FROM ({sql}) AS \"__row\" WHERE {DuckText.Name(Label.Name)} IS NOT NULL");
        (_training, Evaluation) = Split(all, split);
        if (session.Count($"SELECT count(*) FROM {_training}") == 0)
            throw ModelOptions.Invalid("Input data doesn't contain any rows.");
        Inputs = [.. columns.Where(column => column != Label && column != split)];
        if (Inputs.Count == 0)
            throw ModelOptions.Invalid("Input data doesn't contain any features.");
        Classes = options.Type.IsClassifier ? FindClasses() : [];
        if (!options.Type.IsClassifier && Label.Type is not ("INT64" or "FLOAT64" or "NUMERIC"))
            throw ModelOptions.Invalid($"Label column {Label.Name} of a model of type {options.Type.Name} must be numeric, not {Label.Type}");
    }

    public WarehouseSession Session { get; }

    public ModelType Type => _options.Type;

    public Column Label { get; }

    /// <summary>The columns of features.</summary>
    public IReadOnlyList<Column> Inputs { get; }

    /// <summary>The values of the label as text, the greatest first; empty for numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The rows for evaluation: a table of DuckDB.</summary>
    public string Evaluation { get; }

    public IReadOnlyList<FeatureEncoding> Encode(bool nullIsCategory) => [.. Inputs.Select(column => FeatureEncoding.Of(Session, column, _training, nullIsCategory))];

    /// <summary>A query of the label, which is a number or the position of a class, and of the features; the order of the rows makes no difference.</summary>
    public string Matrix(IEnumerable<FeatureEncoding> features)
    {
        string label = DuckText.Name(Label.Name);
        string target = Classes.Count == 0 ? label : $"list_position({DuckText.List(Classes)}, CAST({label} AS VARCHAR)) - 1";
        return $"SELECT {string.Join(", ", features.Select(feature => feature.Sql).Prepend($"CAST({target} AS DOUBLE)"))} FROM {_training} ORDER BY ALL";
    }

    private (string Training, string Evaluation) Split(string all, Column? split)
    {
        if (split is not null)
        {
            if (split.Type != "BOOL")
                throw ModelOptions.Invalid($"DATA_SPLIT_COL {split.Name} must be of type BOOL, not {split.Type}");
            // TRUE or NULL is for evaluation.
            return ($"(SELECT * FROM {all} WHERE NOT {DuckText.Name(split.Name)})", $"(SELECT * FROM {all} WHERE {DuckText.Name(split.Name)} IS DISTINCT FROM false)");
        }

        if (_options.Split == "AUTO_SPLIT" && Session.Count($"SELECT count(*) FROM {all}") >= FewRows)
            throw Shape.NotEmulated($"DATA_SPLIT_METHOD AUTO_SPLIT, the default, of {FewRows} rows or more");
        return (all, all);
    }

    private string[] FindClasses()
    {
        string[] classes = [.. Session.Rows($"SELECT DISTINCT CAST({DuckText.Name(Label.Name)} AS VARCHAR) AS c FROM {_training} ORDER BY c DESC").Select(row => (string)row[0]!)];
        if (classes.Any(text => Label.IsRepeated || ScalarLiteral.Of(Label.Type, text) is null))
            throw ModelOptions.Invalid($"Label column {Label.Name} can't be of type {Label.Type}");
        return classes.Length > 1
            ? classes
            : throw ModelOptions.Invalid("Classification model requires at least 2 unique labels and the label column had only 1 unique label.");
    }

    private static Column Find(IReadOnlyList<Column> columns, string name) => columns.FirstOrDefault(column => Column.Names.Equals(column.Name, name))
        ?? throw ModelOptions.Invalid($"Unable to identify the label or split column {name} in the training data");
}

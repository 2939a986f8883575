using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>Trains: numbers are standardised, texts and truths become one column for each value, and the minimum is found exactly.</summary>
internal sealed class ModelTrainer(WarehouseSession session, Warehouse warehouse)
{
    private const int FewRows = 500;

    public LinearModel Train(IReadOnlyList<Column> columns, string sql, ModelOptions options)
    {
        Column label = Find(columns, options.Label);
        Column? split = options.SplitColumn is { } name ? Find(columns, name) : null;
        string all = warehouse.NewTable();
        session.Execute($"CREATE TABLE {all} AS SELECT * FROM ({sql}) AS \"__row\" WHERE {DuckText.Name(label.Name)} IS NOT NULL");
        (string training, string evaluation) = Split(all, split, options);
        if (session.Count($"SELECT count(*) FROM {training}") == 0)
            throw ModelOptions.Invalid("Input data doesn't contain any rows.");
        Encoding[] encodings = [.. columns.Where(column => column != label && column != split).Select(column => Encode(column, training))];
        int width = 1;
        foreach (Encoding encoding in encodings)
        {
            encoding.First = width;
            width += encoding.Categories is { } categories ? categories.Count : 1;
        }

        string[] classes = options.IsLogistic ? Classes(label, training) : [];
        string target = options.IsLogistic ? $"CASE WHEN {DuckText.Name(label.Name)} = {classes[1]} THEN 1.0 ELSE 0.0 END" : DuckText.Name(label.Name);
        if (!options.IsLogistic && label.Type is not ("INT64" or "FLOAT64" or "NUMERIC"))
            throw ModelOptions.Invalid($"Label column {label.Name} of a linear regression must be numeric, not {label.Type}");
        string selected = string.Join(", ", encodings.Select(encoding => encoding.Select).Prepend($"CAST({target} AS DOUBLE)"));
        IReadOnlyList<object?[]> rows = session.Rows($"SELECT {selected} FROM {training}");
        double[] targets = [.. rows.Select(row => (double)row[0]!)];
        SparseRow[] inputs = [.. rows.Select(row => Row(row, encodings))];
        double[] weights = options.IsLogistic ? RegressionSolver.Logistic(inputs, targets, width, options.L2) : RegressionSolver.Linear(inputs, targets, width, options.L2);

        double intercept = weights[0] - encodings.Where(encoding => encoding.Categories is null).Sum(encoding => weights[encoding.First] * encoding.Mean / encoding.Deviation);
        return new LinearModel(options.IsLogistic, label, classes, [.. encodings.Select(encoding => encoding.ToFeature(weights))], intercept) { EvaluationRows = evaluation };
    }

    private (string Training, string Evaluation) Split(string all, Column? split, ModelOptions options)
    {
        if (split is not null)
        {
            if (split.Type != "BOOL")
                throw ModelOptions.Invalid($"DATA_SPLIT_COL {split.Name} must be of type BOOL, not {split.Type}");
            // TRUE or NULL is for evaluation.
            return ($"(SELECT * FROM {all} WHERE NOT {DuckText.Name(split.Name)})", $"(SELECT * FROM {all} WHERE {DuckText.Name(split.Name)} IS DISTINCT FROM false)");
        }

        if (options.Split == "AUTO_SPLIT" && session.Count($"SELECT count(*) FROM {all}") >= FewRows)
            throw Shape.NotEmulated($"DATA_SPLIT_METHOD AUTO_SPLIT, the default, of {FewRows} rows or more");
        return (all, all);
    }

    private string[] Classes(Column label, string training)
    {
        string name = DuckText.Name(label.Name);
        string[] classes = [.. session.Rows($"SELECT DISTINCT CAST({name} AS VARCHAR) AS c FROM {training} ORDER BY c LIMIT 3")
            .Select(row => ScalarLiteral.Of(label.Type, (string)row[0]!) ?? throw ModelOptions.Invalid($"Label column {label.Name} can't be of type {label.Type}"))];
        return classes.Length switch
        {
            2 => classes,
            1 => throw ModelOptions.Invalid("Classification model requires at least 2 unique labels and the label column had only 1 unique label."),
            _ => throw Shape.NotEmulated("a logistic regression of more than two classes"),
        };
    }

    private Encoding Encode(Column column, string training)
    {
        string name = DuckText.Name(column.Name);
        switch (column)
        {
            case { IsRepeated: false, Type: "INT64" or "FLOAT64" or "NUMERIC" }:
                object?[] moments = session.Rows($"SELECT avg(CAST({name} AS DOUBLE)), stddev_pop(CAST({name} AS DOUBLE)) FROM {training}")[0];
                double deviation = Convert.ToDouble(moments[1] ?? 0.0, CultureInfo.InvariantCulture);
                return new Encoding(column, Convert.ToDouble(moments[0] ?? 0.0, CultureInfo.InvariantCulture), deviation > 0 ? deviation : 1, null);
            case { IsRepeated: false, Type: "STRING" or "BOOL" }:
                return new Encoding(column, 0, 1, [.. session.Rows($"SELECT DISTINCT CAST({name} AS VARCHAR) AS c FROM {training} ORDER BY c NULLS FIRST").Select(row => (string?)row[0])]);
            default:
                throw Shape.NotEmulated($"a feature of type {(column.IsRepeated ? "ARRAY" : column.Type)}: {column.Name}");
        }
    }

    private static SparseRow Row(object?[] row, Encoding[] encodings)
    {
        int[] indices = new int[encodings.Length + 1];
        double[] values = new double[encodings.Length + 1];
        values[0] = 1;
        for (int i = 0; i < encodings.Length; i++)
        {
            Encoding encoding = encodings[i];
            object? value = row[i + 1];
            (indices[i + 1], values[i + 1]) = encoding.Categories is { } categories
                ? (encoding.First + encoding.IndexOf((string?)value), 1)
                // The mean, which is what stands for null, is 0 by then.
                : (encoding.First, value is null ? 0 : ((double)value - encoding.Mean) / encoding.Deviation);
        }

        return new SparseRow(indices, values);
    }

    private static Column Find(IReadOnlyList<Column> columns, string name) => columns.FirstOrDefault(column => Column.Names.Equals(column.Name, name))
        ?? throw ModelOptions.Invalid($"Unable to identify the label or split column {name} in the training data");

    private sealed class Encoding(Column column, double mean, double deviation, IReadOnlyList<string?>? categories)
    {
        private readonly Dictionary<string, int> _indices = (categories ?? []).Select((category, index) => (Key: Key(category), index)).ToDictionary(each => each.Key, each => each.index);

        public double Mean => mean;

        public double Deviation => deviation;

        public IReadOnlyList<string?>? Categories => categories;

        /// <summary>The first of its weights.</summary>
        public int First { get; set; }

        public string Select => $"CAST({DuckText.Name(column.Name)} AS {(categories is null ? "DOUBLE" : "VARCHAR")})";

        public int IndexOf(string? category) => _indices[Key(category)];

        public ModelFeature ToFeature(double[] weights) => new(
            column,
            mean,
            categories is null ? weights[First] / deviation : null,
            [.. (categories ?? []).Select((category, index) => (category, weights[First + index]))]);

        private static string Key(string? category) => category is null ? "" : "=" + category;
    }
}

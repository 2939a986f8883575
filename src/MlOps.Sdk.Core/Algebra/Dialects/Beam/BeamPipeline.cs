using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A Beam pipeline in the making: each node of a relation becomes one transform or a few.</summary>
internal sealed class BeamPipeline(IReadOnlyList<BeamSource> sources)
{
    private readonly List<BeamTransform> _transforms = [];
    private readonly Dictionary<int, BeamRows> _read = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public IReadOnlyList<BeamTransform> Transforms => _transforms;

    public void Write(RelationNode relation, string output)
    {
        BeamRows rows = Add(relation);
        if (!rows.Schema.HasTimes())
        {
            Append("WriteToParquet", "Write", rows.Name, new BeamConfig { { "path", output } });
            return;
        }

        // Beam's own writer has no days and instants: it takes the columns from the rows, which hold whole numbers.
        Append("PyTransform", "Write", rows.Name, new BeamConfig
        {
            { "constructor", "__callable__" },
            { "kwargs", new BeamConfig { { "source", new BeamCode(BeamParquet.Writer(rows.Schema)) }, { "path", output } } },
        });
    }

    private BeamRows Add(RelationNode relation) => relation switch
    {
        InputNode input => Read(input.Index),
        FilterNode filter => Filter(Add(filter.Source), filter.Predicate),
        ProjectNode project => Map(Add(project.Source), "Select", project.Columns),
        AggregateNode aggregate => Aggregate(Add(aggregate.Source), aggregate),
        DistinctNode distinct => Distinct(Add(distinct.Source)),
        UnionNode union => Union(Add(union.First), Add(union.Second)),
        JoinNode join => Join(Add(join.Left), Add(join.Right), join),
        _ => throw new NotSupportedException(BeamSupport.ProblemOf(relation) ?? $"Beam has no rendering for {relation.GetType().Name}."),
    };

    private BeamRows Read(int index)
    {
        if (index < 0 || index >= sources.Count)
            throw new ArgumentException($"The relation reads input {index}, but there are {sources.Count}.", nameof(index));
        if (!_read.TryGetValue(index, out BeamRows? rows))
        {
            BeamSource source = sources[index];
            rows = source.Schema.HasTimes()
                ? ReadTimes(source)
                : new(Append("ReadFromParquet", source.Name, null, new BeamConfig { { "path", source.Path } }), source.Schema);
            _read.Add(index, rows);
        }

        return rows;
    }

    // Beam's own reader refuses files with days and instants, for its rows have none; as dictionaries they can be read.
    private BeamRows ReadTimes(BeamSource source)
    {
        BeamConfig reader = new() { { "constructor", "apache_beam.io.ReadFromParquet" }, { "kwargs", new BeamConfig { { "file_pattern", source.Path } } } };
        string records = Append("PyTransform", $"{source.Name}-records", new BeamConfig(), reader);
        BeamConfig fields = [];
        foreach (Column column in source.Schema.Columns)
        {
            BeamConfig field = new() { { "callable", new BeamCode(PythonDialect.Record(PythonText.FunctionName(column.Name), column)) } };
            if (!column.Nullable)
                field.Add("output_type", TypeName(column.Type));
            fields.Add(column.Name, field);
        }

        return new(Append("MapToFields", source.Name, records, new BeamConfig { { "language", "python" }, { "fields", fields } }), source.Schema);
    }

    private BeamRows Filter(BeamRows rows, ScalarNode predicate) => rows with
    {
        Name = Append("Filter", "Where", rows.Name, new BeamConfig
        {
            { "language", "python" },
            { "keep", new BeamConfig { { "callable", new BeamCode(PythonDialect.Function("keep", predicate)) } } },
        }),
    };

    private BeamRows Map(BeamRows rows, string name, IEnumerable<NamedScalar> columns)
    {
        NamedScalar[] all = [.. columns];
        BeamConfig fields = [];
        foreach (NamedScalar column in all)
            fields.Add(column.Name, Field(column));
        string transform = Append("MapToFields", name, rows.Name, new BeamConfig { { "language", "python" }, { "fields", fields } });
        return new(transform, new(all.Select(column => new Column(column.Name, column.Value.Type, column.Value.Nullable)).ToValueList()));
    }

    // A column that is merely passed on keeps its type in Beam; a computed one is given its type, but for those that may be null:
    // an output_type admits no null, so that there Beam infers the type from the function, which is written for that.
    private static object Field(NamedScalar column)
    {
        if (column.Value is ColumnNode source && PythonText.IsIdentifier(source.Name))
            return source.Name;
        BeamConfig field = new() { { "callable", new BeamCode(PythonDialect.Function(PythonText.FunctionName(column.Name), column.Value)) } };
        if (!column.Value.Nullable)
            field.Add("output_type", TypeName(column.Value.Type));
        return field;
    }

    private BeamRows Aggregate(BeamRows rows, AggregateNode aggregate)
    {
        if (BeamSupport.ProblemOf(aggregate) is { } problem)
            throw new NotSupportedException(problem);
        NamedScalar[] keys = [.. aggregate.Keys.Select(key => key with { Value = SameZero(key.Value) })];

        // What counts rows needs a value all the same.
        NamedScalar[] arguments = [.. aggregate.Aggregates.Select(item => new NamedScalar(item.Name, item.Argument ?? ConstantNode.Of(1)))];
        BeamRows prepared = Map(rows, "Prepare", [.. keys, .. arguments]);
        BeamConfig combine = [];
        foreach (NamedAggregate item in aggregate.Aggregates)
        {
            combine.Add(item.Name, new BeamConfig
            {
                { "value", item.Name },
                { "fn", new BeamConfig { { "type", new BeamCode(PythonLibrary.Class(BeamSupport.ClassOf(item))) }, { "config", new BeamConfig() } } },
            });
        }

        string combined = Append("Combine", "GroupBy", prepared.Name, new BeamConfig
        {
            { "language", "python" }, { "group_by", keys.Select(key => key.Name) }, { "combine", combine },
        });

        // Beam doesn't know the types of what a function of ours combines.
        return Retype(combined, "Aggregates", RelationColumns.Of(keys.ToValueList(), aggregate.Aggregates), keys.Length);
    }

    private BeamRows Retype(string input, string name, Schema schema, int passedOn)
    {
        BeamConfig fields = [];
        foreach (Column column in schema.Columns)
        {
            NamedScalar field = new(column.Name, ColumnNode.Of(column));
            fields.Add(column.Name, fields.Count < passedOn ? Field(field) : Computed(field));
        }

        return new(Append("MapToFields", name, input, new BeamConfig { { "language", "python" }, { "fields", fields } }), schema);
    }

    private static BeamConfig Computed(NamedScalar column)
    {
        BeamConfig field = new() { { "callable", new BeamCode(PythonDialect.Copy(PythonText.FunctionName(column.Name), (ColumnNode)column.Value)) } };
        if (!column.Value.Nullable)
            field.Add("output_type", TypeName(column.Value.Type));
        return field;
    }

    private BeamRows Distinct(BeamRows rows)
    {
        NamedScalar[] columns = [.. rows.Columns().Select(column => new NamedScalar(column.Name, SameZero(column)))];
        BeamRows prepared = columns.Any(column => column.Value is not ColumnNode) ? Map(rows, "Prepare", columns) : rows;
        string count = "row_count";
        while (columns.Any(column => column.Name == count))
            count += "_";
        string combined = Append("Combine", "Distinct", prepared.Name, new BeamConfig
        {
            { "group_by", columns.Select(column => column.Name) },
            { "combine", new BeamConfig { { count, new BeamConfig { { "value", columns[0].Name }, { "fn", "count" } } } } },
        });
        return Map(rows with { Name = combined }, "Rows", rows.Columns().Select(column => new NamedScalar(column.Name, column)));
    }

    // Beam tells keys apart by their bytes, and −0 has others than 0.
    private static ScalarNode SameZero(ScalarNode value) => value.Type == DataType.Double ? FunctionTable.Call("add", value, ConstantNode.Of(0.0)) : value;

    private BeamRows Union(BeamRows first, BeamRows second)
    {
        // Flatten wants the same names, types and nulls in the same order on both sides.
        Column[] columns = [.. first.Schema.Columns.Select(column => column with { Nullable = column.Nullable || second.Column(column.Name).Nullable })];
        string flattened = Append("Flatten", "Concat", new[] { Aligned(first, columns), Aligned(second, columns) }, []);
        return new(flattened, new(columns.ToValueList()));
    }

    private string Aligned(BeamRows rows, Column[] columns) => rows.Schema.Columns.SequenceEqual(columns)
        ? rows.Name
        : Retype(rows.Name, "Align", new(columns.ToValueList()), passedOn: 0).Name;

    private BeamRows Join(BeamRows left, BeamRows right, JoinNode join)
    {
        // Beam joins by SQL of a dialect with many reserved words, in which it doesn't quote names: so they get plain ones on the way.
        BeamRows leftPlain = Map(left, "Left", left.Columns().Select((column, i) => new NamedScalar($"l{i}", column)));
        BeamRows rightPlain = Map(right, "Right", right.Columns().Select((column, i) => new NamedScalar($"r{i}", column)));
        IEnumerable<BeamConfig> equalities = join.Keys.Select(key => new BeamConfig { { "lhs", $"l{left.IndexOf(key.Left)}" }, { "rhs", $"r{right.IndexOf(key.Right)}" } });
        string joined = Append("Join", "Join", new BeamConfig { { "lhs", leftPlain.Name }, { "rhs", rightPlain.Name } }, new BeamConfig
        {
            { "type", join.Kind == JoinKind.Left ? "left" : "inner" },
            { "equalities", equalities },
            {
                "fields",
                new BeamConfig { { "lhs", leftPlain.Schema.Columns.Select(column => column.Name) }, { "rhs", rightPlain.Schema.Columns.Select(column => column.Name) } }
            },
        });
        IEnumerable<NamedScalar> columns =
        [
            .. left.Columns().Select((column, i) => new NamedScalar(column.Name, column with { Name = $"l{i}" })),
            .. right.Columns().Select((column, i) => new NamedScalar(column.Name, column with { Name = $"r{i}", Nullable = column.Nullable || join.Kind == JoinKind.Left })),
        ];
        return Map(new BeamRows(joined, leftPlain.Schema), "Joined", columns);
    }

    private string Append(string type, string name, object? input, BeamConfig config)
    {
        string unique = name;
        for (int number = 2; !_names.Add(unique); number++)
            unique = $"{name}-{number}";
        _transforms.Add(new(type, unique, input, config));
        return unique;
    }

    private static string TypeName(DataType type) => type switch
    {
        DataType.Boolean => "boolean",
        DataType.Double => "number",
        DataType.String => "string",
        _ => "integer",
    };
}

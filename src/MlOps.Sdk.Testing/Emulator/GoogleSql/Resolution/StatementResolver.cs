using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>Statements: what they name, and the queries in them.</summary>
internal sealed class StatementResolver(IGoogleSqlCatalog catalog, IReadOnlyList<GoogleSqlParameter> parameters, DateTime? now)
{
    private readonly ResolverContext _context = new(catalog, parameters, now);

    public TranslatedStatement Resolve(Statement statement)
    {
        TranslatedStatement translated = statement switch
        {
            QueryStatement query => Rows(StatementKind.Query, query.Query),
            CreateTable create => Create(create),
            CreateView create => Rows(StatementKind.CreateView, create.Query) with { Target = Path(create.Path, create.At), Condition = create.Condition },
            CreateModel create => (create.Query is { } query ? Rows(StatementKind.CreateModel, query) : new(StatementKind.CreateModel, "")) with
            {
                Target = Path(create.Path, create.At),
                Condition = create.Condition,
                Options = Options.Of(create.Options),
            },
            CreateSchema create => new(StatementKind.CreateSchema, "") { Target = Schema(create.Path, create.At), Condition = create.Condition, Options = Options.Of(create.Options) },
            Insert insert => new InsertResolver(_context).Resolve(insert),
            Update update => new ChangeResolver(_context).Resolve(update),
            Delete delete => new ChangeResolver(_context).Resolve(delete),
            Truncate truncate => new ChangeResolver(_context).Resolve(truncate),
            Drop drop => Dropped(drop),
            ExportData export => Rows(StatementKind.ExportData, export.Query) with { Options = Options.Of(export.Options) },
            ExportModel export => new(StatementKind.ExportModel, "") { Target = Path(export.Path, export.At), Options = Options.Of(export.Options) },
            _ => throw new InvalidOperationException($"{statement.GetType().Name} is unknown."),
        };
        return translated with { ReferencedTables = _context.Referenced, ModelCalls = _context.ModelCalls };
    }

    private TablePath Path(IReadOnlyList<string> path, Position at) => _context.Complete(path, at);

    private TablePath Schema(IReadOnlyList<string> path, Position at) => path.Count switch
    {
        1 => new(catalog.DefaultProject, path[0], ""),
        2 => new(path[0], path[1], ""),
        _ => throw SqlError.At(at, $"Invalid dataset name: {string.Join(".", path)}"),
    };

    // The result of a statement has no two columns of one name.
    private TranslatedStatement Rows(StatementKind kind, Query query)
    {
        ResolvedQuery rows = new QueryResolver(_context, null).Resolve(query);
        string[] duplicates = [.. rows.Columns.Where(column => column.Name is not null).GroupBy(column => column.Name!, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => group.Key)];
        if (duplicates.Length > 0)
            throw new Http.EmulatorException(400, "invalidQuery", $"Duplicate column names in the result are not supported when a destination table is present. Found duplicate(s): {string.Join(", ", duplicates)}");
        if (kind is StatementKind.CreateTableAsSelect or StatementKind.CreateModel or StatementKind.CreateView && rows.Columns.FirstOrDefault(column => column.Name is null) is not null)
            throw SqlError.At(query.At, $"CREATE {(kind == StatementKind.CreateModel ? "MODEL" : kind == StatementKind.CreateView ? "VIEW" : "TABLE")} columns must be named, but column {rows.Columns.ToList().FindIndex(column => column.Name is null) + 1} has no name");
        if (rows.IsValues && rows.Columns[0].Type is { Kind: GoogleSqlTypeKind.Struct } type)
            rows = Expanded(rows, type);
        return new(kind, rows.Sql) { Columns = [.. rows.Columns.Select(column => new GoogleSqlColumn(column.Printed, column.Type))], IsOrdered = query.OrderBy.Count > 0 };
    }

    // Rows of STRUCTs give the fields as columns.
    private static ResolvedQuery Expanded(ResolvedQuery rows, GoogleSqlType type)
    {
        QueryColumn[] columns = [.. type.Fields.Select((field, index) => new QueryColumn(field.Name, field.Name.Length == 0 ? $"f{index}_" : field.Name, field.Type))];
        IEnumerable<string> fields = columns.Select((column, index) =>
            $"struct_extract(\"value\", {DuckDbText.Literal(type.DuckDbField(index))}) AS {DuckDbText.Identifier(column.Printed)}");
        return new($"SELECT {string.Join(", ", fields)} FROM ({rows.Sql}) AS struct_rows", columns);
    }

    private TranslatedStatement Create(CreateTable create)
    {
        TranslatedStatement translated = create.Query is { } query
            ? Rows(StatementKind.CreateTableAsSelect, query)
            : new(StatementKind.CreateTable, "");
        GoogleSqlColumn[] declared = [.. create.Columns.Select(column => new GoogleSqlColumn(column.Name, TypeNames.Resolve(column.Type), column.NotNull))];
        if (declared.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw SqlError.At(create.At, $"Duplicate column name {twice.Key} in CREATE TABLE");
        if (declared.Length > 0 && create.Query is not null)
            translated = Declared(translated, declared, create.At);
        IReadOnlyList<GoogleSqlColumn> columns = declared.Length > 0 ? declared : translated.Columns;
        return translated with
        {
            Columns = columns,
            Target = Path(create.Path, create.At),
            Condition = create.Condition,
            Partitioning = create.PartitionBy is { } partition ? Partitions.Resolve(partition, columns) : null,
            Clustering = [.. create.ClusterBy.Select(key => key is Name name && columns.FirstOrDefault(column => Scope.Is(column.Name, name.Text)) is { } column
                ? column.Name
                : throw SqlError.At(key.At, "CLUSTER BY expression must be the name of a column"))],
            Options = Options.Of(create.Options),
        };
    }

    // Columns that are declared take the query's by position.
    private static TranslatedStatement Declared(TranslatedStatement translated, GoogleSqlColumn[] declared, Position at)
    {
        if (declared.Length != translated.Columns.Count)
            throw SqlError.At(at, $"The number of columns in the column definition list does not match the number of columns produced by the query: {declared.Length} and {translated.Columns.Count}");
        IEnumerable<string> columns = declared.Select((column, index) =>
        {
            Typed value = new(translated.Columns[index].Type, DuckDbText.Identifier(translated.Columns[index].Name));
            return $"{Coercion.Require(value, column.Type, at, () => $"Column {column.Name} has type {column.Type}, but the query gives {value.Type}").Sql} AS {DuckDbText.Identifier(column.Name)}";
        });
        return translated with { Sql = $"SELECT {string.Join(", ", columns)} FROM ({translated.Sql}) AS declared" };
    }

    private TranslatedStatement Dropped(Drop drop)
    {
        StatementKind kind = drop.Kind switch
        {
            "TABLE" => StatementKind.DropTable,
            "VIEW" => StatementKind.DropView,
            "MODEL" => StatementKind.DropModel,
            _ => StatementKind.DropSchema,
        };
        return new(kind, "") { Target = kind == StatementKind.DropSchema ? Schema(drop.Path, drop.At) : Path(drop.Path, drop.At), IfExists = drop.IfExists };
    }
}

using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>One signature of a function, and what it becomes.</summary>
internal sealed class Overload
{
    private static readonly Dictionary<Type, GoogleSqlType> s_types = new()
    {
        [typeof(long)] = GoogleSqlType.Int64,
        [typeof(double)] = GoogleSqlType.Float64,
        [typeof(bool)] = GoogleSqlType.Bool,
        [typeof(string)] = GoogleSqlType.String,
        [typeof(DateOnly)] = GoogleSqlType.Date,
        [typeof(TimeOnly)] = GoogleSqlType.Time,
        [typeof(DateTime)] = GoogleSqlType.Timestamp,
    };

    private Overload(IReadOnlyList<GoogleSqlType> parameters, GoogleSqlType result)
    {
        Parameters = parameters;
        Result = result;
    }

    public IReadOnlyList<GoogleSqlType> Parameters { get; }

    /// <summary>The type of any number of further arguments; null if there may be none.</summary>
    public GoogleSqlType? Rest { get; init; }

    public GoogleSqlType Result { get; }

    /// <summary>DuckDB's SQL with {0}, {1} … for the arguments, {*} for all of them.</summary>
    public string Template { get; init; } = "";

    /// <summary>Whether DuckDB's function may fail.</summary>
    public bool CanFail { get; init; }

    public ScalarFunction? Computed { get; private init; }

    /// <summary>A function of DuckDB's own.</summary>
    public static Overload Native(string template, GoogleSqlType result, params IReadOnlyList<GoogleSqlType> parameters) => new(parameters, result) { Template = template };

    /// <summary>A function that .NET computes.</summary>
    public static Overload Of<T1, TResult>(string name, Func<T1, TResult> function) => Of(ScalarFunction.Of(name, function));

    public static Overload Of<T1, T2, TResult>(string name, Func<T1, T2, TResult> function) => Of(ScalarFunction.Of(name, function));

    public static Overload Of<T1, T2, T3, TResult>(string name, Func<T1, T2, T3, TResult> function) => Of(ScalarFunction.Of(name, function));

    /// <summary>The same with DATETIME wherever it has TIMESTAMP, which are the same to .NET.</summary>
    public Overload OfDateTimes() => new([.. Parameters.Select(DateTimeFor)], DateTimeFor(Result)) { Template = Template, Rest = Rest, CanFail = CanFail, Computed = Computed };

    public Overload WithRest(GoogleSqlType type) => new(Parameters, Result) { Template = Template, Rest = type, CanFail = CanFail, Computed = Computed };

    public Overload ThatCanFail() => new(Parameters, Result) { Template = Template, Rest = Rest, CanFail = true, Computed = Computed };

    /// <summary>The arguments as the parameters' types; null if they don't fit.</summary>
    public Typed[]? Fit(IReadOnlyList<Typed> arguments, bool exactly)
    {
        if (arguments.Count < Parameters.Count || (arguments.Count > Parameters.Count && Rest is null))
            return null;
        Typed[] fitted = new Typed[arguments.Count];
        for (int i = 0; i < arguments.Count; i++)
        {
            GoogleSqlType type = i < Parameters.Count ? Parameters[i] : Rest!;
            if (exactly && !arguments[i].Type.Equals(type) && arguments[i].Type.Kind != GoogleSqlTypeKind.Null)
                return null;
            if (Coercion.To(arguments[i], type) is not { } converted)
                return null;
            fitted[i] = converted;
        }

        return fitted;
    }

    public Typed Print(ExpressionResolver resolver, IReadOnlyList<Typed> arguments, bool isSafe)
    {
        if (Computed is not null)
            return Typed.Of(Result, $"{Computed.Name}{(isSafe ? "_or_null" : "")}({Join(arguments.Select(argument => argument.Sql))})", arguments);
        bool tries = isSafe && CanFail;
        bool repeats = Enumerable.Range(0, arguments.Count).Any(index => Template.Split($"{{{index}}}").Length > 2);
        string sql = tries || repeats
            ? resolver.Once(arguments, sqls => tries ? $"TRY({Fill(sqls)})" : Fill(sqls))
            : Fill([.. arguments.Select(argument => argument.Sql)]);
        return Typed.Of(Result, sql, arguments);
    }

    public string Describe(string name) => $"{name}({Join(Parameters.Select(type => type.Name).Concat(Rest is null ? [] : [$"[{Rest}, ...]"]))})";

    private static Overload Of(ScalarFunction function) =>
        new([.. function.Types.SkipLast(1).Select(type => s_types[type])], s_types[function.Types[^1]]) { Computed = function };

    private static GoogleSqlType DateTimeFor(GoogleSqlType type) => type.Kind == GoogleSqlTypeKind.Timestamp ? GoogleSqlType.DateTime : type;

    private static string Join(IEnumerable<string> texts) => string.Join(", ", texts);

    private string Fill(IReadOnlyList<string> arguments)
    {
        System.Text.StringBuilder sql = new();
        for (int i = 0; i < Template.Length; i++)
        {
            int end = Template[i] == '{' ? Template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                sql.Append(Template[i]);
                continue;
            }

            string place = Template[(i + 1)..end];
            sql.Append(place == "*" ? Join(arguments) : arguments[int.Parse(place, System.Globalization.CultureInfo.InvariantCulture)]);
            i = end;
        }

        return sql.ToString();
    }
}

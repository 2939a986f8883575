using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>A call of an aggregate that is to be resolved.</summary>
internal sealed class AggregateCall(ExpressionResolver resolver, Call call)
{
    /// <summary>Where OVER (…) will stand behind an aggregate of DuckDB's.</summary>
    public const string OverMark = "\u0001";

    public FunctionCall Call { get; } = new(resolver, call);

    public Position At => call.At;

    public string Name => call.Function;

    public CallModifiers Modifiers => call.Modifiers;

    public bool IsWindow => call.Modifiers.Over is not null;

    public bool IsStar => call.Arguments is [Star];

    public IReadOnlyList<Typed> Arguments => Call.Arguments;

    /// <summary>An aggregate of DuckDB's over the values, with its DISTINCT, FILTER and OVER.</summary>
    public string Of(string function, string arguments, string? filter = null, string order = "") =>
        $"{function}({(Modifiers.Distinct ? "DISTINCT " : "")}{arguments}{order}){(filter is null ? "" : $" FILTER (WHERE {filter})")}{(IsWindow ? OverMark : "")}";

    /// <summary>What is refused if it is written here.</summary>
    public void Refuse(bool distinct = false, bool order = true, bool limit = true, bool nulls = true, bool having = true)
    {
        string? what = distinct && Modifiers.Distinct ? "DISTINCT"
            : order && Modifiers.OrderBy is not null ? "ORDER BY"
            : limit && Modifiers.Limit is not null ? "LIMIT"
            : nulls && Modifiers.IgnoreNulls is not null ? "IGNORE NULLS or RESPECT NULLS"
            : having && Modifiers.Having is not null ? "HAVING MAX or HAVING MIN"
            : null;
        if (what is not null)
            throw SqlError.NotSupported(At, $"{what} in the arguments of {Name}");
    }

    /// <summary>ORDER BY among the arguments.</summary>
    public string Order() => Modifiers.OrderBy is { } items
        ? $" ORDER BY {string.Join(", ", items.Select(item => SortOrder.Print(Call.Resolver.Resolve(item.Value), item)))}"
        : "";
}

using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>The names that an expression may use.</summary>
internal sealed class Scope(Scope? outer)
{
    public Scope? Outer => outer;

    public List<ScopeRange> Ranges { get; } = [];

    /// <summary>Columns that USING has made one; they come first, and hide those that they are made of.</summary>
    public List<ScopeColumn> Merged { get; } = [];

    /// <summary>Variables, and aliases of the SELECT list for what comes after it; they hide columns.</summary>
    public Dictionary<string, Typed> Variables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a clause may not have, as messages call the clause; null if aggregates are fine.</summary>
    public string? NoAggregatesIn { get; init; }

    /// <summary>The same of window functions.</summary>
    public string? NoWindowsIn { get; init; }

    /// <summary>Named windows.</summary>
    public IReadOnlyDictionary<string, WindowSpecification>? Windows { get; init; }

    /// <summary>A scope with the same names, for another clause.</summary>
    public Scope For(string? noAggregatesIn, string? noWindowsIn, IReadOnlyDictionary<string, WindowSpecification>? windows = null)
    {
        Scope scope = new(outer) { NoAggregatesIn = noAggregatesIn, NoWindowsIn = noWindowsIn, Windows = windows ?? Windows };
        scope.Ranges.AddRange(Ranges);
        scope.Merged.AddRange(Merged);
        foreach ((string name, Typed value) in Variables)
            scope.Variables[name] = value;
        return scope;
    }

    /// <summary>A scope around which this one is, in which some names are variables.</summary>
    public Scope Inner(IEnumerable<(string Name, Typed Value)> variables)
    {
        Scope scope = new(this) { NoAggregatesIn = NoAggregatesIn, NoWindowsIn = NoWindowsIn, Windows = Windows };
        foreach ((string name, Typed value) in variables)
            scope.Variables[name] = value;
        return scope;
    }

    /// <summary>What a name means here or further out; null if nothing.</summary>
    public Typed? Find(string name, Position at)
    {
        if (Variables.TryGetValue(name, out Typed? variable))
            return variable;
        ScopeColumn[] found = [.. Merged.Where(column => Is(column.Name, name))];
        if (found.Length == 0)
            found = [.. Ranges.SelectMany(range => range.Columns.Concat(range.Hidden)).Where(column => Is(column.Name, name)).DistinctBy(column => column.Sql)];
        if (found.Length > 1)
            throw SqlError.At(at, $"Column name {name} is ambiguous");
        if (found.Length == 1)
            return Read(found[0], at);
        return Ranges.FirstOrDefault(range => range.Name is not null && Is(range.Name, name)) is { } whole ? WholeRow(whole, at) : outer?.Find(name, at);
    }

    /// <summary>The FROM item of a name, here or further out.</summary>
    public ScopeRange? FindRange(string name) => Ranges.FirstOrDefault(range => range.Name is not null && Is(range.Name, name)) ?? outer?.FindRange(name);

    public IEnumerable<string> Names() => Ranges.SelectMany(range => range.Columns.Select(column => column.Name)).Concat(Variables.Keys).Concat(outer?.Names() ?? []);

    public static Typed Read(ScopeColumn column, Position at) => new(column.Type, column.Sql) { IsSimple = true, Ungrouped = (at, column.Name) };

    public static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    // A table's name stands for its row as a STRUCT.
    private static Typed WholeRow(ScopeRange range, Position at) => range.Value is { } value
        ? value with { Ungrouped = (at, range.Name!) }
        : new(
            GoogleSqlType.StructOf([.. range.Columns.Select(column => new GoogleSqlField(column.Name, column.Type))]),
            $"struct_pack({string.Join(", ", range.Columns.Select(column => $"{DuckDbText.Identifier(column.Name)} := {column.Sql}"))})")
        {
            Ungrouped = (at, range.Name!),
        };
}

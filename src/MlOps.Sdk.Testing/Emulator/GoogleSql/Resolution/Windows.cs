using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>What stands behind OVER.</summary>
internal static class Windows
{
    public static (string Sql, IReadOnlyList<Typed> Parts) Print(ExpressionResolver resolver, WindowSpecification window)
    {
        window = Whole(resolver, window);
        List<Typed> parts = [.. window.PartitionBy.Select(resolver.Resolve)];
        List<string> clauses = [];
        if (parts.Count > 0)
            clauses.Add($"PARTITION BY {string.Join(", ", parts.Select(part => part.Sql))}");
        Typed[] keys = [.. window.OrderBy.Select(item => resolver.Resolve(item.Value))];
        if (keys.Length > 0)
            clauses.Add($"ORDER BY {string.Join(", ", keys.Select((key, index) => SortOrder.Print(key, window.OrderBy[index])))}");
        if (window.Frame is { } frame)
            clauses.Add(Frame(resolver, frame, keys));
        return (string.Join(" ", clauses), [.. parts, .. keys]);
    }

    private static WindowSpecification Whole(ExpressionResolver resolver, WindowSpecification window)
    {
        if (window.Base is not { } name)
            return window;
        if (resolver.Scope.Windows?.GetValueOrDefault(name) is not { } found)
            throw SqlError.At(window.At, $"Unrecognized window alias {name}");
        WindowSpecification source = Whole(resolver, found);
        return source with { OrderBy = window.OrderBy.Count > 0 ? window.OrderBy : source.OrderBy, Frame = window.Frame ?? source.Frame };
    }

    private static string Frame(ExpressionResolver resolver, WindowFrame frame, Typed[] keys)
    {
        if (!frame.IsRows && keys.Length == 1 && keys[0].Type.Kind == GoogleSqlTypeKind.Float64 && (frame.Start.Distance ?? frame.End?.Distance) is not null)
            throw SqlError.NotSupported(frame.At, "RANGE with a distance over FLOAT64");
        string kind = frame.IsRows ? "ROWS" : "RANGE";
        return frame.End is { } end ? $"{kind} BETWEEN {Bound(frame.Start)} AND {Bound(end)}" : $"{kind} {Bound(frame.Start)}";

        string Bound(FrameBound bound) => bound.Distance is { } distance ? $"{resolver.Resolve(distance).Sql} {bound.Kind}" : bound.Kind;
    }
}

using System.Runtime.CompilerServices;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>Finds out what an expression means in a scope, and prints it for DuckDB.</summary>
internal sealed partial class ExpressionResolver(ResolverContext context, Scope scope)
{
    public ResolverContext Context => context;

    public Scope Scope => scope;

    public Typed Resolve(Expression expression)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw SqlError.At(expression.At, "Query is nested too deeply");
        return expression switch
        {
            NullLiteral => Literals.Null,
            BoolLiteral literal => Literals.Of(literal.Value),
            IntegerLiteral literal => Literals.Integer(literal),
            FloatLiteral literal => Literals.Float(literal),
            StringLiteral literal => Literals.Of(literal.Value),
            BytesLiteral literal => Literals.Bytes(literal.Value),
            TypedLiteral literal => Literals.Of(literal.Type, literal.Value, literal.At),
            Parameter parameter => Literals.Of(context.Find(parameter), parameter.At),
            Name name => scope.Find(name.Text, name.At) ?? throw Unrecognized(name),
            FieldAccess access => Field(access),
            ElementAccess access => Element(access),
            Unary unary => Operators.Unary(unary, Resolve(unary.Operand)),
            Binary binary => Binary(binary),
            Like like => Negated(Operators.Like(like.At, Resolve(like.Value), Resolve(like.Pattern)), like.Not),
            Between between => Negated(Operators.Between(between.At, Resolve(between.Value), Resolve(between.Low), Resolve(between.High)), between.Not),
            InList list => Negated(In(list), list.Not),
            InQuery query => Negated(In(query), query.Not),
            InArray array => Negated(In(array), array.Not),
            Is what => Is(what),
            IsDistinct distinct => IsDistinct(distinct),
            Case conditional => Conditionals.Case(this, conditional),
            Cast cast => Casts.Explicit(cast, this),
            Extract extract => DateParts.Extract(extract, this),
            Interval interval => throw SqlError.NotSupported(interval.At, "INTERVAL but in additions of dates and times"),
            ArrayLiteral array => Array(array),
            StructLiteral fields => Struct(fields),
            ScalarSubquery subquery => Subquery(subquery.Query, subquery.At),
            ArraySubquery subquery => ArraySubqueries.Resolve(this, subquery),
            Exists exists => new Typed(GoogleSqlType.Bool, $"EXISTS ({Query(exists.Query).Sql})") { HasSubquery = true },
            WithExpression with => With(with, with.Variables, this),
            Call call => Calls.Resolve(this, call),
            Star star => throw SqlError.Syntax(star.At, "Unexpected \"*\""),
            NamedArgument argument => throw SqlError.NotSupported(argument.At, $"the named argument {argument.Name}"),
            _ => throw new InvalidOperationException($"{expression.GetType().Name} is unknown."),
        };
    }

    /// <summary>A query inside of an expression, which sees the names around it.</summary>
    public ResolvedQuery Query(Query query) => new QueryResolver(context, scope).Resolve(query);

    /// <summary>The same expression with other names around it.</summary>
    public ExpressionResolver In(Scope other) => new(context, other);

    public Typed Condition(Expression expression, string clause)
    {
        Typed value = Resolve(expression);
        return Coercion.To(value, GoogleSqlType.Bool)
            ?? throw SqlError.At(expression.At, $"{clause} should return type BOOL, but returns type {value.Type}");
    }

    private Exception Unrecognized(Name name)
    {
        string? similar = scope.Names().FirstOrDefault(other => IsSimilar(other, name.Text));
        return SqlError.At(name.At, similar is null ? $"Unrecognized name: {Written(name.Text)}" : $"Unrecognized name: {Written(name.Text)}; Did you mean {Written(similar)}?");
    }

    private static string Written(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : $"`{name}`";

    // One letter more, less or other.
    private static bool IsSimilar(string name, string other)
    {
        if (Math.Abs(name.Length - other.Length) > 1 || Math.Min(name.Length, other.Length) < 3)
            return false;
        int prefix = name.Zip(other).TakeWhile(pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count();
        int skipName = name.Length >= other.Length ? 1 : 0;
        int skipOther = other.Length >= name.Length ? 1 : 0;
        return name[Math.Min(name.Length, prefix + skipName)..].Equals(other[Math.Min(other.Length, prefix + skipOther)..], StringComparison.OrdinalIgnoreCase);
    }

    private Typed Field(FieldAccess access)
    {
        // t.column, unless t is the name of a column too.
        if (access.Source is Name table && scope.Find(table.Text, table.At) is { Type.Kind: not GoogleSqlTypeKind.Struct } or null
            && access.Source is Name name && scope.FindRange(name.Text) is { } named)
        {
            return OfRange(named, access);
        }

        if (access.Source is Name alias && scope.FindRange(alias.Text) is { Value: null } range)
            return OfRange(range, access);
        Typed source = Resolve(access.Source);
        if (source.Type.Kind == GoogleSqlTypeKind.Json)
            throw SqlError.NotSupported(access.At, "fields of JSON; take JSON_VALUE");
        if (source.Type.Kind != GoogleSqlTypeKind.Struct)
            throw SqlError.At(access.At, $"Cannot access field {access.Field} on a value with type {source.Type}");
        for (int i = 0; i < source.Type.Fields.Count; i++)
        {
            if (Scope.Is(source.Type.Fields[i].Name, access.Field))
            {
                return Typed.Of(source.Type.Fields[i].Type, $"struct_extract({source.Sql}, {DuckDbText.Literal(source.Type.DuckDbField(i))})", source) with { IsSimple = source.IsSimple };
            }
        }

        throw SqlError.At(access.At, $"Field name {access.Field} does not exist in {source.Type}");
    }

    private static Typed OfRange(ScopeRange range, FieldAccess access)
    {
        ScopeColumn column = range.Columns.Concat(range.Hidden).FirstOrDefault(column => Scope.Is(column.Name, access.Field))
            ?? throw SqlError.At(access.At, $"Name {access.Field} not found inside {range.Name}");
        return Scope.Read(column, access.At);
    }

    private Typed Element(ElementAccess access)
    {
        Typed source = Resolve(access.Source);
        if (source.Type.Element is not { } element)
            throw SqlError.At(access.At, $"Element access using [] is not supported on values of type {source.Type}");
        bool isWrapped = access.Index is Call { Function: "OFFSET" or "ORDINAL" or "SAFE_OFFSET" or "SAFE_ORDINAL" };
        Expression written = isWrapped ? ((Call)access.Index).Arguments[0] : access.Index;
        Typed index = Coercion.Require(Resolve(written), GoogleSqlType.Int64, access.At, () => $"Array position in [] must be coercible to INT64 type");
        string kind = isWrapped ? ((Call)access.Index).Function : access.Kind;
        string position = kind.EndsWith("ORDINAL", StringComparison.Ordinal) ? index.Sql : $"({index.Sql} + 1)";
        string sql = kind.StartsWith("SAFE", StringComparison.Ordinal)
            ? $"{source.Sql}[greatest({position}, 0)]"
            : Once([source], sqls => $"{sqls[0]}[gs_element_position({position}, len({sqls[0]}))]");
        return Typed.Of(element, sql, source, index);
    }

    private Typed Binary(Binary binary)
    {
        if (binary is { Right: Interval after, Operator: "+" or "-" })
            return DateArithmetic.Add(this, binary.At, Resolve(binary.Left), after, binary.Operator == "-");
        if (binary is { Left: Interval before, Operator: "+" })
            return DateArithmetic.Add(this, binary.At, Resolve(binary.Right), before, subtract: false);
        return Operators.Binary(this, binary.At, binary.Operator, Resolve(binary.Left), Resolve(binary.Right));
    }

    private static Typed Negated(Typed value, bool not) => not ? value with { Sql = $"(NOT {value.Sql})" } : value;

    private Typed Is(Is what)
    {
        Typed value = Resolve(what.Value);
        if (what.What != "NULL")
            value = Coercion.Require(value, GoogleSqlType.Bool, what.At, () => $"No matching signature for operator IS {what.What} for argument types: {value.Type}");
        return Typed.Of(GoogleSqlType.Bool, $"({value.Sql} IS {(what.Not ? "NOT " : "")}{what.What})", value);
    }

    private Typed IsDistinct(IsDistinct distinct)
    {
        (Typed left, Typed right) = Operators.Comparable(distinct.At, "IS DISTINCT FROM", Resolve(distinct.Left), Resolve(distinct.Right));
        return Typed.Of(GoogleSqlType.Bool, $"({left.Sql} IS {(distinct.Not ? "NOT " : "")}DISTINCT FROM {right.Sql})", left, right);
    }

    private Typed In(InList list)
    {
        Typed value = Resolve(list.Value);
        Typed[] items = [.. list.Items.Select(Resolve)];
        GoogleSqlType type = Coercion.Common([value, .. items])
            ?? throw SqlError.At(list.At, $"No matching signature for operator IN for argument types: {Calls.Types([value, .. items])}");
        value = Coercion.To(value, type)!;
        items = [.. items.Select(item => Coercion.To(item, type)!)];
        if (type.Kind == GoogleSqlTypeKind.Float64 && items.Any(item => !item.IsNeverNaN && item.Type.Kind == GoogleSqlTypeKind.Float64))
        {
            string tests = string.Join(" OR ", items.Select(item => Operators.Equal(value, item)));
            return Typed.Of(GoogleSqlType.Bool, $"({tests})", [value, .. items]);
        }

        return Typed.Of(GoogleSqlType.Bool, $"({value.Sql} IN ({string.Join(", ", items.Select(item => item.Sql))}))", [value, .. items]);
    }

    private Typed In(InQuery query)
    {
        Typed value = Resolve(query.Value);
        ResolvedQuery rows = Query(query.Query);
        if (rows.Columns.Count != 1)
            throw SqlError.At(query.At, "Subquery of type IN must have only one output column");
        GoogleSqlType type = Coercion.Common([value, new(rows.Columns[0].Type, "")])
            ?? throw SqlError.At(query.At, $"Cannot execute IN subquery with uncomparable types {value.Type} and {rows.Columns[0].Type}");
        value = Coercion.To(value, type)!;
        string nan = type.Kind == GoogleSqlTypeKind.Float64 && !value.IsNeverNaN ? $" AND NOT isnan({value.Sql})" : "";
        return Typed.Of(GoogleSqlType.Bool, $"({value.Sql} IN ({rows.As([type])}){nan})", value) with { HasSubquery = true };
    }

    private Typed In(InArray list)
    {
        Typed value = Resolve(list.Value);
        Typed array = Resolve(list.Array);
        if (array.Type.Element is not { } element || Coercion.To(value, element) is not { } converted)
            throw SqlError.At(list.At, $"No matching signature for operator IN UNNEST for argument types: {value.Type}, {array.Type}");
        return Typed.Of(GoogleSqlType.Bool, $"({converted.Sql} = ANY(SELECT unnest({array.Sql})))", value, array) with { HasSubquery = true };
    }

    private Typed Array(ArrayLiteral array)
    {
        Typed[] items = [.. array.Items.Select(Resolve)];
        GoogleSqlType? element = array.Element is { } written ? TypeNames.Resolve(written) : items.Length == 0 ? GoogleSqlType.Int64 : Coercion.Common(items);
        if (element is null)
            throw SqlError.At(array.At, $"Array elements of types {Distinct(items)} do not have a common supertype");
        if (element.Kind == GoogleSqlTypeKind.Array)
            throw SqlError.At(array.At, "Cannot construct array with element type ARRAY because nested arrays are not supported");
        GoogleSqlType type = GoogleSqlType.ArrayOf(element);
        Typed[] converted = [.. items.Select((item, index) => Coercion.Require(
            item, element, array.Items[index].At, () => $"Array element type {item.Type} does not coerce to {element}"))];
        string sql = $"([{string.Join(", ", converted.Select(item => item.Sql))}]::{type.DuckDb})";
        return Typed.Of(type, sql, converted) with { Items = array.Element is null ? items : null, IsLiteral = array.Element is null && items.All(item => item.IsLiteral) };
    }

    private static string Distinct(IEnumerable<Typed> items) => "{" + string.Join(", ", items.Select(item => item.Type.Name).Distinct()) + "}";

    private Typed Struct(StructLiteral fields)
    {
        Typed[] values = [.. fields.Fields.Select(field => Resolve(field.Value))];
        if (fields.Type is { } written)
        {
            GoogleSqlType wanted = TypeNames.Resolve(written);
            if (wanted.Fields.Count != values.Length)
                throw SqlError.At(fields.At, $"STRUCT type has {wanted.Fields.Count} fields but constructor call has {values.Length} fields");
            Typed[] converted = [.. values.Select((value, index) => Coercion.Require(
                value, wanted.Fields[index].Type, fields.Fields[index].Value.At, () => $"Struct field {index + 1} has type {value.Type} which does not coerce to {wanted.Fields[index].Type}"))];
            return Typed.Of(wanted, Literals.Struct(wanted, converted), converted);
        }

        values = [.. values.Select(Coercion.Typed)];
        GoogleSqlType type = GoogleSqlType.StructOf([.. values.Select((value, index) =>
            new GoogleSqlField(fields.Fields[index].Name ?? (fields.Fields[index].Value is Name name ? name.Text : fields.Fields[index].Value is FieldAccess access ? access.Field : ""), value.Type))]);
        return Typed.Of(type, Literals.Struct(type, values), values) with { Items = values, IsLiteral = values.All(value => value.IsLiteral) };
    }

    private Typed Subquery(Query query, Position at)
    {
        ResolvedQuery rows = Query(query);
        return rows.Columns.Count == 1
            ? new Typed(rows.Columns[0].Type, $"({rows.Sql})") { HasSubquery = true }
            : throw SqlError.At(at, "Scalar subquery cannot have more than one column unless using SELECT AS STRUCT to build STRUCT values");
    }
}

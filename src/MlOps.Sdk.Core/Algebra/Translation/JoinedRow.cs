using System.Linq.Expressions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>One of the two rows in <c>(l, r) => …</c>: replaces what is read of it by columns of the joined rows.</summary>
/// <remarks>
/// Each side is projected to what the join reads of it, whether or not its other columns are known. So both front ends give the same nodes, and columns of
/// the same name can stand side by side under new names.
/// </remarks>
internal sealed class JoinedRow : ExpressionVisitor
{
    private readonly ParameterExpression _parameter;
    private readonly Schema? _schema;
    private readonly ScalarTranslator _translator;
    private readonly string _prefix;
    private readonly bool _mayBeAbsent;
    private readonly List<(ColumnNode Read, NamedScalar Column)> _reads = [];

    public JoinedRow(ParameterExpression parameter, Schema? schema, string prefix, bool mayBeAbsent)
    {
        _parameter = parameter;
        _schema = schema ?? SchemaOf(parameter.Type);
        _translator = new(mayBeAbsent && _schema is not null ? RelationColumns.Absent(_schema) : _schema);
        _prefix = prefix;
        _mayBeAbsent = mayBeAbsent;
    }

    public IReadOnlyList<string> Problems => _translator.Problems;

    /// <summary>The columns of the side that are read, under names that are unique among all of the join for the time being.</summary>
    public IEnumerable<NamedScalar> Columns => _reads.Select(read => read.Column);

    /// <summary>A key of this side as a column of the joined rows.</summary>
    public ColumnNode Key(NamedScalar key) => key.Value is ColumnNode column
        ? Joined(column)
        : Joined(new ColumnNode(key.Name, key.Value.Type, key.Value.Nullable), key.Value);

    /// <summary>All columns of this side, for <c>(l, r) => l</c>; null if they aren't known.</summary>
    public ValueList<NamedScalar>? Whole() => _schema?.Columns
        .Select(column => new NamedScalar(column.Name, Joined(new ColumnNode(column.Name, column.Type, column.Nullable || _mayBeAbsent))))
        .ToValueList();

    /// <summary>The key that tells whether there is a row on this side.</summary>
    public ColumnNode? Presence { get; set; }

    protected override Expression VisitMember(MemberExpression node) => IsRow(node.Expression) ? Translate(node) : base.VisitMember(node);

    protected override Expression VisitUnary(UnaryExpression node) =>
        node.Method?.DeclaringType == typeof(Cell) && node.Operand is MethodCallExpression call && IsRow(call.Object) ? Translate(node) : base.VisitUnary(node);

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && Presence is { } key
            && ((IsRow(node.Left) && IsNull(node.Right)) || (IsNull(node.Left) && IsRow(node.Right))))
        {
            string test = node.NodeType == ExpressionType.Equal ? "is_null" : "is_not_null";
            return new TranslatedExpression(FunctionTable.Call(test, key), node);
        }

        return base.VisitBinary(node);
    }

    private Expression Translate(Expression read)
    {
        int before = _translator.Problems.Count;
        ScalarNode? value = _translator.Translate(read);
        if (value is null || _translator.Problems.Count > before)
            return new TranslatedExpression(node: null, read);
        Dictionary<string, ScalarNode> joined = value.Columns().ToDictionary(column => column.Name, column => (ScalarNode)Joined(column), StringComparer.Ordinal);
        return new TranslatedExpression(value.Inline(joined), read, value.Columns() is [var only] ? only.Name : null);
    }

    private ColumnNode Joined(ColumnNode read, ScalarNode? value = null)
    {
        // Before the join no row is absent.
        ScalarNode source = value ?? (_schema is not null && _schema.TryFind(read.Name, out Column? known) ? read with { Nullable = known.Nullable } : read);
        int index = _reads.FindIndex(known => known.Column.Value == source);
        if (index < 0)
        {
            index = _reads.Count;
            string name = FormattableString.Invariant($"{_prefix}{index}");
            _reads.Add((new ColumnNode(name, read.Type, read.Nullable || _mayBeAbsent), new NamedScalar(name, source)));
        }

        return _reads[index].Read;
    }

    private bool IsRow(Expression? expression) => expression == _parameter
        || (expression is UnaryExpression { NodeType: ExpressionType.Convert } conversion && IsRow(conversion.Operand));

    private static bool IsNull(Expression expression) => expression is ConstantExpression { Value: null };

    private static Schema? SchemaOf(Type rowType)
    {
        try
        {
            return rowType == typeof(Row) ? null : RowType.SchemaOf(rowType);
        }
        catch (RowTypeException)
        {
            return null;
        }
    }
}

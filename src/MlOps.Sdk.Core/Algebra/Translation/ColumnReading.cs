using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Reads columns: members of a typed row, cells of a dynamic one. The schema, if known, has the last word on types and nulls.</summary>
internal sealed class ColumnReading(Schema? row)
{
    public bool IsRow(Expression? expression) =>
        expression is ParameterExpression || (expression is UnaryExpression { NodeType: ExpressionType.Convert } conversion && IsRow(conversion.Operand));

    public ScalarNode? Read(MemberExpression member, out string? problem)
    {
        Type rowType = member.Expression!.Type;
        string name = RowType.ColumnNameOf(PropertyOf(rowType, member.Member) ?? member.Member);
        if (RowType.DataTypeOf(member.Type) is not { } type)
        {
            problem = $"a column can't be a {CSharpText.TypeName(member.Type)}; {RowProperties.AdviceFor(member.Type)}";
            return null;
        }

        if (row is not null)
            return Known(row, name, type, required: false, out problem);
        problem = null;
        if (RowProperties.Of(rowType).FirstOrDefault(property => property.Name == member.Member.Name) is null)
        {
            problem = $"{member.Member.Name} is computed by {RowProperties.NameOf(rowType)} and is no column; write what it computes";
            return null;
        }

        Column? column = RowType.ColumnsOf(rowType).FirstOrDefault(candidate => candidate.Property.Name == member.Member.Name)?.Column;
        return new ColumnNode(name, type, column?.Nullable ?? true);
    }

    public ScalarNode? ReadCell(UnaryExpression cast, out string? problem)
    {
        problem = null;
        if (cast.Operand is not MethodCallExpression { Method.DeclaringType: { } owner, Arguments: [var argument] } || owner != typeof(Row))
            problem = "only a row's cell can be cast so: (double)row[\"column\"]";
        else if (!ClosedExpression.IsClosed(argument))
            problem = "the name of a column must be a constant or a captured variable";
        else if (!ClosedExpression.TryEvaluate(argument, out object? name, out problem) || name is not string { Length: > 0 } column)
            problem ??= "the name of a column can't be empty";
        else
            return Cell(column, cast.Type, out problem);
        return null;
    }

    private ScalarNode? Cell(string name, Type target, out string? problem)
    {
        DataType type = RowType.DataTypeOf(target)!.Value;
        bool required = target.IsValueType && Nullable.GetUnderlyingType(target) is null;
        if (row is not null)
            return Known(row, name, type, required, out problem);
        problem = null;
        ColumnNode column = new(name, type, Nullable: true);
        return required ? FunctionTable.Call("value", column) : column;
    }

    private static ScalarNode? Known(Schema schema, string name, DataType type, bool required, out string? problem)
    {
        problem = null;
        if (!schema.TryFind(name, out Column? column))
        {
            problem = $"there is no column '{name}'{Suggestion.For(name, schema.Columns.Select(known => known.Name))}";
            return null;
        }

        ScalarNode node = ColumnNode.Of(column);
        if (column.Type != type)
        {
            if ((column.Type, type) is not ((DataType.Int64, DataType.Double) or (DataType.Date, DataType.Timestamp)))
            {
                problem = $"column '{name}' is a {column.Type} and can't be read as a {type}";
                return null;
            }

            node = new CastNode(node, type);
        }

        return required && node.Nullable ? FunctionTable.Call("value", node) : node;
    }

    private static PropertyInfo? PropertyOf(Type rowType, MemberInfo member) =>
        rowType.GetProperties(BindingFlags.Instance | BindingFlags.Public).FirstOrDefault(property => property.Name == member.Name);
}

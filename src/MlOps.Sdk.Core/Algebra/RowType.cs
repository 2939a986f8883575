using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>How .NET types are read as rows: which properties are columns, under which names and types.</summary>
/// <remarks>
/// A column is a public property that can be written (<c>set</c>, <c>init</c>) or that a constructor's parameter sets, as in records and anonymous types.
/// Inherited properties come first, then the constructor's in its order, then the others in theirs. A property that only computes, or that bears
/// <c>[NotMapped]</c>, is no column.
/// </remarks>
public static class RowType
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<RowColumn>> s_columns = new();
    private static readonly ConcurrentDictionary<Type, Func<object, object?[]>> s_readers = new();

    /// <summary>The columns of a record, class, struct or anonymous type.</summary>
    /// <exception cref="RowTypeException">Properties are of types without a common meaning, or names clash; all are named.</exception>
    public static Schema SchemaOf(Type rowType) => new(ColumnsOf(rowType).Select(column => column.Column).ToValueList());

    /// <summary>The name of a property's column: its <c>[Column("…")]</c> (<c>[property: Column("…")]</c> in a record's parameter list), else its own.</summary>
    public static string ColumnNameOf(MemberInfo member) =>
        member.GetCustomAttribute<ColumnAttribute>()?.Name is { Length: > 0 } name ? name : member.Name;

    /// <summary>The type in which values of a .NET type are stored, nullable or not; null if there is none.</summary>
    public static DataType? DataTypeOf(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum ? null : Type.GetTypeCode(plain) switch
        {
            TypeCode.Boolean => DataType.Boolean,
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 => DataType.Int64,
            TypeCode.Single or TypeCode.Double => DataType.Double,
            TypeCode.String => DataType.String,
            TypeCode.DateTime => DataType.Timestamp,
            _ => plain == typeof(DateOnly) ? DataType.Date : null,
        };
    }

    /// <summary>
    /// A function that reads an object's values in the order of the schema, each null or of the type that <see cref="ConstantNode.Value"/> lists.
    /// </summary>
    /// <exception cref="RowTypeException">As for <see cref="SchemaOf"/>.</exception>
    public static Func<object, object?[]> ReaderOf(Type rowType) => s_readers.GetOrAdd(rowType, CompileReader);

    internal static IReadOnlyList<RowColumn> ColumnsOf(Type rowType) => s_columns.GetOrAdd(rowType, Inspect);

    private static IReadOnlyList<RowColumn> Inspect(Type rowType)
    {
        NullabilityInfoContext nullability = new();
        List<RowColumn> columns = [];
        List<string> problems = [];
        foreach (PropertyInfo property in RowProperties.Of(rowType))
        {
            if (DataTypeOf(property.PropertyType) is { } type)
                columns.Add(new(property, new(ColumnNameOf(property), type, IsNullable(property, nullability))));
            else
                problems.Add($"{property.Name} is a {RowProperties.NameOf(property.PropertyType)}: {RowProperties.AdviceFor(property.PropertyType)}");
        }

        if (columns.Count == 0 && problems.Count == 0)
            problems.Add("it has no public property that can be written or that a constructor sets");
        problems.AddRange(columns
            .GroupBy(column => column.Column.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(column => column.Property.Name))} are both the column '{group.Key}' "
                + "(case doesn't tell columns apart): give one another name with [Column(\"…\")]"));
        return problems.Count == 0
            ? columns
            : throw new RowTypeException($"{RowProperties.NameOf(rowType)} can't be a row: {string.Join("; ", problems)}.");
    }

    private static bool IsNullable(PropertyInfo property, NullabilityInfoContext nullability) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : nullability.Create(property).ReadState != NullabilityState.NotNull;

    private static Func<object, object?[]> CompileReader(Type rowType)
    {
        ParameterExpression row = Expression.Parameter(typeof(object));
        ParameterExpression typed = Expression.Variable(rowType);
        IEnumerable<Expression> values = ColumnsOf(rowType).Select(column => Expression.Call(
            typeof(RowValue), nameof(RowValue.Normalize), null, Expression.Convert(Expression.Property(typed, column.Property), typeof(object))));
        Expression body = Expression.Block(
            [typed],
            Expression.Assign(typed, Expression.Convert(row, rowType)),
            Expression.NewArrayInit(typeof(object), values));
        return Expression.Lambda<Func<object, object?[]>>(body, row).Compile();
    }
}

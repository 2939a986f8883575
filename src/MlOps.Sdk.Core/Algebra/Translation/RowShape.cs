using System.Linq.Expressions;
using System.Reflection;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>The names and expressions that a lambda's body makes a row of.</summary>
internal static class RowShape
{
    /// <summary>
    /// The columns of an anonymous type, a record's constructor or an object initializer; null if the body is none of these. The columns of a named
    /// type come in the order of its schema.
    /// </summary>
    public static IReadOnlyList<(string Name, Expression Value)>? Of(Expression body, out string? problem)
    {
        problem = null;
        switch (body)
        {
            case NewExpression { Members: { } members } anonymous:
                return members.Zip(anonymous.Arguments, (member, value) => (member.Name, value)).ToArray();
            case NewExpression created when RowType.DataTypeOf(created.Type) is null:
                return InOrder(created.Type, Arguments(created), out problem);
            case MemberInitExpression initialized:
                IEnumerable<(MemberInfo, Expression)> assigned = initialized.Bindings
                    .OfType<MemberAssignment>()
                    .Select(assignment => (assignment.Member, assignment.Expression));
                return InOrder(initialized.Type, Arguments(initialized.NewExpression).Concat(assigned), out problem);
            default:
                return null;
        }
    }

    private static IEnumerable<(MemberInfo Member, Expression Value)> Arguments(NewExpression created)
    {
        ParameterInfo[] parameters = created.Constructor?.GetParameters() ?? [];
        for (int i = 0; i < parameters.Length; i++)
        {
            if (RowProperties.PropertyOf(created.Type, parameters[i]) is { } property)
                yield return (property, created.Arguments[i]);
        }
    }

    private static List<(string Name, Expression Value)> InOrder(Type type, IEnumerable<(MemberInfo Member, Expression Value)> given, out string? problem)
    {
        problem = null;
        Dictionary<string, Expression> values = [];
        foreach ((MemberInfo member, Expression value) in given)
            values[member.Name] = value;
        List<(string, Expression)> columns = [];
        List<string> missing = [];
        foreach (RowColumn column in RowType.ColumnsOf(type))
        {
            if (values.TryGetValue(column.Property.Name, out Expression? value))
                columns.Add((column.Column.Name, value));
            else
                missing.Add(column.Property.Name);
        }

        if (missing.Count > 0)
            problem = $"{type.Name} has columns that get no value: {string.Join(", ", missing)}; set them or mark them [NotMapped]";
        return columns;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlOps.Sdk.Analyzers.Algebra;

namespace MlOps.Sdk.Analyzers.Building;

/// <summary>The names and values that a lambda's body makes a row of.</summary>
internal static class RowShape
{
    /// <summary>The columns of an anonymous type, a record's constructor or an object initializer; null if the body is none of these.</summary>
    public static IReadOnlyList<NamedOperation>? Of(IOperation body, ScalarChecker checker)
    {
        switch (body)
        {
            case IAnonymousObjectCreationOperation anonymous:
                return [.. Assigned(anonymous.Initializers)];
            case IObjectCreationOperation created when created.Initializer is not null || AlgebraTable.Current.DataTypeOf(created.Type) is null:
                Dictionary<string, IOperation> values = new(StringComparer.Ordinal);
                foreach (NamedOperation value in Arguments(created).Concat(Assigned(created.Initializer?.Initializers ?? [])))
                    values[value.Name] = value.Value;
                return InOrder(created, values, checker);
            default:
                return null;
        }
    }

    /// <summary>The name of a body that is a column; null if it has none.</summary>
    public static string? NameOf(Term body) => body switch
    {
        { Kind: TermKind.Member, Member: IPropertySymbol property, Operands: [{ Kind: TermKind.Parameter }] } => RowProperties.ColumnNameOf(property),
        { Kind: TermKind.Unary, Key: "Convert" } => NameOf(body.Operands[0]),
        { Kind: TermKind.Call, Operands: [_, { Source.ConstantValue: { HasValue: true, Value: string name } }] } when Sdk.IsRow(body.Owner) => name,
        _ => null,
    };

    private static IEnumerable<NamedOperation> Assigned(IEnumerable<IOperation> initializers) => initializers
        .OfType<ISimpleAssignmentOperation>()
        .Where(assignment => assignment.Target is IMemberReferenceOperation)
        .Select(assignment => new NamedOperation(((IMemberReferenceOperation)assignment.Target).Member.Name, assignment.Value));

    private static IEnumerable<NamedOperation> Arguments(IObjectCreationOperation created)
    {
        foreach (IArgumentOperation argument in created.Arguments)
        {
            if (argument.Parameter is { } parameter && RowProperties.PropertyOf(created.Type!, parameter) is { } property)
                yield return new NamedOperation(property.Name, argument.Value);
        }
    }

    private static IReadOnlyList<NamedOperation> InOrder(IObjectCreationOperation created, Dictionary<string, IOperation> values, ScalarChecker checker)
    {
        List<NamedOperation> columns = [];
        List<string> missing = [];
        foreach (IPropertySymbol property in RowProperties.Of(created.Type!))
        {
            if (values.TryGetValue(property.Name, out IOperation? value))
                columns.Add(new NamedOperation(RowProperties.ColumnNameOf(property), value));
            else
                missing.Add(property.Name);
        }

        if (missing.Count > 0)
        {
            string names = string.Join(", ", missing);
            checker.Problem(Rules.Place, created, $"{created.Type!.Name} has columns that get no value: {names}; set them or mark them [NotMapped]");
        }

        return columns;
    }
}

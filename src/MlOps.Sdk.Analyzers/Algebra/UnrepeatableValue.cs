using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>Clocks, chance and the environment in what is evaluated once.</summary>
internal static class UnrepeatableValue
{
    /// <summary>Why an operation can't be evaluated once for all; null if it can.</summary>
    public static string? ProblemOf(IOperation operation) => operation.DescendantsAndSelf().Select(NameOf).FirstOrDefault(name => name is not null) is { } found
        ? $"{found} gives another value each time, and nothing that decides a run's result may live outside of the plan. "
            + "Compute the value before and capture it in a variable, so that it is fixed and seen"
        : null;

    private static string? NameOf(IOperation operation)
    {
        ISymbol? member = operation switch
        {
            IMemberReferenceOperation reference => reference.Member,
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        if (member is null || !AlgebraTable.Current.IsUnrepeatable(member))
            return null;
        return operation is IObjectCreationOperation ? $"new {member.ContainingType.Name}()" : $"{member.ContainingType.Name}.{member.Name}";
    }
}

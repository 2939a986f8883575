using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The types of a function's arguments and of its result.</summary>
/// <param name="Parameters">The types of the first arguments.</param>
/// <param name="Result">The type of the result.</param>
public sealed record Signature(ValueList<DataType> Parameters, DataType Result)
{
    internal static readonly DataType[] AllTypes = Enum.GetValues<DataType>();

    /// <summary>The types that any number of further arguments may have; empty if there may be none.</summary>
    public ValueList<DataType> Rest { get; init; } = [];

    /// <inheritdoc />
    public override string ToString()
    {
        IEnumerable<string> parameters = Parameters.Select(type => type.ToString());
        return $"({string.Join(", ", Rest.Count == 0 ? parameters : parameters.Append($"{string.Join('|', Rest)} …"))}) → {Result}";
    }

    internal static ValueList<Signature> Of(DataType[] parameters, DataType result) => [new(ValueList.Create<DataType>(parameters), result)];

    internal static ValueList<Signature> ForEach(IEnumerable<DataType> types, Func<DataType, Signature> signature) => types.Select(signature).ToValueList();

    internal bool Admits(ReadOnlySpan<ScalarNode> arguments)
    {
        if (arguments.Length < Parameters.Count || (arguments.Length > Parameters.Count && Rest.Count == 0))
            return false;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i < Parameters.Count ? arguments[i].Type != Parameters[i] : !Rest.Contains(arguments[i].Type))
                return false;
        }

        return true;
    }
}

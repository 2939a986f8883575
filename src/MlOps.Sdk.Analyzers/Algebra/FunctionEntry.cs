namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>A function of the algebra: the types that it is defined for, and which arguments must be known beforehand.</summary>
internal sealed class FunctionEntry(string name)
{
    private readonly List<(string Text, string[] Parameters, string[] More, string Result)> _signatures = [];
    private readonly List<(int Position, string Problem)> _constants = [];

    /// <summary>Adds a signature, written as <c>(String, String|Int64 …) → String</c>.</summary>
    public void AddSignature(string text)
    {
        string[] sides = text.Split('→');
        string[] types = sides[0].Trim().Trim('(', ')').Split([", "], StringSplitOptions.RemoveEmptyEntries);
        bool open = types.Length > 0 && types[types.Length - 1].EndsWith(" …", StringComparison.Ordinal);
        string[] more = open ? types[types.Length - 1].TrimEnd('…', ' ').Split('|') : [];
        _signatures.Add((text, [.. types.Take(open ? types.Length - 1 : types.Length)], more, sides[1].Trim()));
    }

    public void AddConstant(int position, string problem) => _constants.Add((position, problem));

    /// <summary>The result of a call; null with a problem if it isn't defined for such arguments.</summary>
    public Scalar? Call(IReadOnlyList<Scalar> arguments, out string? problem)
    {
        problem = null;
        foreach ((_, string[] parameters, string[] more, string result) in _signatures)
        {
            bool fits = arguments.Count == parameters.Length || (arguments.Count > parameters.Length && more.Length > 0);
            if (!fits || !arguments.Select((argument, i) => i < parameters.Length ? parameters[i] == argument.Type : more.Contains(argument.Type)).All(same => same))
                continue;
            problem = _constants.FirstOrDefault(constant => constant.Position < arguments.Count && !arguments[constant.Position].IsConstant).Problem;
            return problem is null ? new(result) : null;
        }

        string types = string.Join(", ", arguments.Select(argument => argument.Type));
        problem = $"'{name}' is not defined for ({types}), but for {string.Join(", ", _signatures.Select(signature => signature.Text))}";
        return null;
    }
}

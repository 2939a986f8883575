using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>What the algebra of MlOps.Sdk.Core can translate, as written into algebra.txt from its function table.</summary>
internal sealed class AlgebraTable
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _typeAdvice = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _memberAdvice = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unrepeatable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repeatable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionEntry> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _operators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(FormPattern Form, string Function)>> _forms = new(StringComparer.Ordinal);

    private AlgebraTable(TextReader lines)
    {
        string function = "";
        while (lines.ReadLine() is { } line)
        {
            string[] words = line.Split([' '], 2);
            switch (words[0])
            {
                case "type":
                    Add(_types, words[1]);
                    break;
                case "type-advice":
                    Add(_typeAdvice, words[1]);
                    break;
                case "member-advice":
                    Add(_memberAdvice, words[1]);
                    break;
                case "unrepeatable":
                    _unrepeatable.Add(words[1]);
                    break;
                case "repeatable":
                    _repeatable.Add(words[1]);
                    break;
                case "function":
                    function = words[1];
                    _functions[function] = new FunctionEntry(function);
                    break;
                case "operator":
                    _operators[words[1]] = function;
                    break;
                case "signature":
                    _functions[function].AddSignature(words[1]);
                    break;
                case "constant":
                    _functions[function].AddConstant(int.Parse(words[1].Split(' ')[0], CultureInfo.InvariantCulture), words[1].Split([' '], 2)[1]);
                    break;
                case "form":
                    AddForm(FormPattern.Parse(words[1]), function);
                    break;
            }
        }
    }

    public static AlgebraTable Current { get; } = Load();

    /// <summary>The names of a type's members that are translated, by its documentation id.</summary>
    public ILookup<string, string> Offered => _forms.Values
        .SelectMany(forms => forms)
        .Select(form => form.Form.Member)
        .OfType<string>()
        .Select(id => id.Substring(2).Split('(')[0])
        .Distinct(StringComparer.Ordinal)
        .ToLookup(name => name.Substring(0, name.LastIndexOf('.')), name => name.Substring(name.LastIndexOf('.') + 1), StringComparer.Ordinal);

    /// <summary>The type in which values of a .NET type are stored, nullable or not; null if there is none.</summary>
    public string? DataTypeOf(ITypeSymbol? type) => _types.TryGetValue(TypeText.IdOf(TypeText.WithoutNull(type)), out string? dataType) ? dataType : null;

    /// <summary>What to write instead of a type that can't be stored.</summary>
    public string AdviceFor(ITypeSymbol? type)
    {
        ITypeSymbol? plain = TypeText.WithoutNull(type);
        return _typeAdvice.TryGetValue(plain?.TypeKind == TypeKind.Enum ? "enum" : TypeText.IdOf(plain), out string? advice) ? advice : _typeAdvice["other"];
    }

    /// <summary>What to write instead of a member, if that is known.</summary>
    public bool TryAdvise(ISymbol member, out string advice) => _memberAdvice.TryGetValue($"{member.ContainingType.MetadataName}.{member.MetadataName}", out advice!);

    /// <summary>What to write instead of a value that is joined to a text as it is.</summary>
    public string WritingOf(string dataType) => dataType is Scalar.Date or Scalar.Timestamp
        ? _memberAdvice["DateOnly.ToString"]
        : $"how a {dataType} is written differs between engines; only texts, whole numbers and Booleans can be joined";

    public bool IsUnrepeatable(ISymbol member)
    {
        string id = member.OriginalDefinition.GetDocumentationCommentId() ?? "";
        if (_repeatable.Contains(id))
            return false;
        bool unrepeatable = _unrepeatable.Contains(id);
        for (INamedTypeSymbol? type = member.ContainingType; type is not null && !unrepeatable; type = type.BaseType)
            unrepeatable = _unrepeatable.Contains("T:" + TypeText.IdOf(type));
        return unrepeatable;
    }

    public FunctionEntry Function(string name) => _functions[name];

    /// <summary>The function of an operator; null if it has none.</summary>
    public FunctionEntry? Operator(string key) => _operators.TryGetValue(key, out string? function) ? _functions[function] : null;

    /// <summary>The function that a term is a form of, and its arguments; null if there is none.</summary>
    public FunctionEntry? Match(Term term, out Term[] arguments)
    {
        arguments = [];
        if (!_forms.TryGetValue(term.Key, out List<(FormPattern, string)>? forms))
            return null;
        foreach ((FormPattern form, string function) in forms)
        {
            if (form.Match(term) is { } matched)
            {
                arguments = matched;
                return _functions[function];
            }
        }

        return null;
    }

    private static AlgebraTable Load()
    {
        using StreamReader lines = new(typeof(AlgebraTable).Assembly.GetManifestResourceStream("algebra.txt")!);
        return new AlgebraTable(lines);
    }

    private static void Add(Dictionary<string, string> values, string pair)
    {
        string[] words = pair.Split([' '], 2);
        values[words[0]] = words[1];
    }

    private void AddForm(FormPattern form, string function)
    {
        if (!_forms.TryGetValue(form.Key, out List<(FormPattern, string)>? forms))
            _forms[form.Key] = forms = [];
        forms.Add((form, function));
    }
}

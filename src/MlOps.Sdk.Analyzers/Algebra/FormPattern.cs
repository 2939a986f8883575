using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>A C# expression that a function translates, such as <c>string.CompareOrdinal($0, $1) &lt; 0</c>.</summary>
internal sealed class FormPattern
{
    private readonly string _type;
    private readonly List<FormPattern> _operands = [];
    private readonly int? _parameter;
    private readonly string? _value;

    private FormPattern(Queue<string> words)
    {
        _type = words.Dequeue();
        Key = words.Dequeue();
        if (Key[0] == '$')
            _parameter = int.Parse(Key.Substring(1), CultureInfo.InvariantCulture);
        else if (Key == "=")
            _value = words.Dequeue();
        else if (words.Count > 0 && words.Peek() == "(")
            ReadOperands(words);
        Parameters = _parameter + 1 ?? _operands.Select(operand => operand.Parameters).DefaultIfEmpty().Max();
    }

    /// <summary>The key of the outermost term.</summary>
    public string Key { get; }

    /// <summary>The method or property that it stands for, below a conversion; null if it is an operator or constructor.</summary>
    public string? Member => Key == "Convert" ? _operands[0].Member : Key.IndexOf(':') == 1 && Key.IndexOf('#') < 0 ? Key : null;

    private int Parameters { get; }

    public static FormPattern Parse(string text) => new(new Queue<string>(text.Split(' ')));

    /// <summary>The terms that stand for the parameters, if a term has this form; else null.</summary>
    public Term[]? Match(Term term)
    {
        Term?[] arguments = new Term?[Parameters];
        return Matches(term, arguments) ? Array.ConvertAll(arguments, argument => argument!) : null;
    }

    private bool Matches(Term term, Term?[] arguments)
    {
        if (_parameter is { } position)
        {
            // A parameter that stands several times stands for the same expression each time.
            if (arguments[position] is { } before)
                return SyntaxFactory.AreEquivalent(before.Source.Syntax, term.Source.Syntax);
            arguments[position] = term;
            return TypeText.IdOf(term.Type) == _type;
        }

        if (_value is not null)
            return term.Kind == TermKind.Closed && MayBe(term.Source, _value);
        return term.Kind != TermKind.Closed && Key == term.Key && _operands.Count == term.Operands.Length && TypeText.IdOf(term.Type) == _type
            && _operands.Zip(term.Operands, (pattern, operand) => pattern.Matches(operand, arguments)).All(matches => matches);
    }

    // What a captured variable holds is known at Build() alone, so it gets the benefit of the doubt.
    private static bool MayBe(IOperation operation, string value)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        bool isMember = value.Length > 1 && value[1] == ':';
        if (operation.ConstantValue.HasValue)
            return !isMember && Convert.ToString(operation.ConstantValue.Value ?? "null", CultureInfo.InvariantCulture) == value;
        if (operation is not IMemberReferenceOperation { Member: { IsStatic: true } member } || !isMember)
            return true;
        string id = member.GetDocumentationCommentId() ?? "";
        return id == value || id.Substring(0, id.LastIndexOf('.')) != value.Substring(0, value.LastIndexOf('.'));
    }

    private void ReadOperands(Queue<string> words)
    {
        words.Dequeue();
        while (words.Peek() != ")")
            _operands.Add(new FormPattern(words));
        words.Dequeue();
    }
}
